import type { SourceAttachment } from '../estate/source.js';
import type { Attachment } from '../estate/target.js';
import type { Verdict } from '../matching/verdict.js';

/** A location or contact of the source, with what matching says and the record it is matched to. */
export interface PlannedAttachment {
  readonly source: SourceAttachment;
  readonly verdict: Verdict;
  readonly target: Attachment | null;
}
