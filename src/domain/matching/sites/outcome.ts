import type { Organization } from '../../estate/target.js';
import type { Candidate, Evidence, Reason, Verdict } from '../verdict.js';
import type { SiteView } from './site-view.js';

/** What a rung of the ladder says; what it leaves out is nothing. */
export type Outcome = Partial<Omit<Verdict, 'integration' | 'kind' | 'sourceId'>> & Pick<Verdict, 'status'>;

export function toVerdict(integration: Verdict['integration'], sourceId: string, outcome: Outcome): Verdict {
  return {
    ...{ integration, kind: 'site', sourceId, decidedBy: null, targetId: null },
    ...{ candidates: [], reason: null, findings: [] },
    ...outcome,
  };
}

export function matched(candidate: Candidate, code: string, text: string): Outcome {
  const reason = { code, text };
  return { status: 'matched', decidedBy: 'auto', targetId: candidate.id, candidates: [candidate], reason };
}

/** An organization for certain, with what names and devices say beside the leading evidence. */
export function certain(
  { weighed }: SiteView,
  organization: Pick<Organization, 'id' | 'name'>,
  lead: readonly Evidence[],
): Candidate {
  const { id, name } = organization;
  const known = weighed.all.find((one) => one.candidate.id === id)?.candidate.evidence ?? [];
  const rest = known.filter((one) => !lead.some((there) => there.kind === one.kind));
  return { id, name, confidence: 1, evidence: [...lead, ...rest] };
}

/** Some candidates in front of the site's own, none twice, at most five. */
export function inFront(first: readonly Candidate[], view: SiteView): readonly Candidate[] {
  const ids = new Set(first.map((one) => one.id));
  return [...first, ...view.weighed.candidates.filter((one) => !ids.has(one.id))].slice(0, 5);
}

/** A match whose organization an incomplete read did not bring: it stands, unseen. */
export function unseen(
  targetId: string,
  decidedBy: Verdict['decidedBy'],
  lead: readonly Evidence[],
): Outcome {
  const reason: Reason = { code: 'unseen', text: 'its organization was not read this time' };
  const candidate = { id: targetId, name: targetId, confidence: 1, evidence: lead };
  return { status: 'matched', decidedBy, targetId, candidates: [candidate], reason };
}
