import { type FieldValue, isBlank } from '../estate/fields.js';
import type { AuthorityMode } from './authority.js';
import { sameValue } from './canonical.js';

/** What we last wrote on a field, and how the vendor echoed it. */
export interface LastWritten {
  readonly sent: FieldValue;
  readonly echoed: FieldValue;
}

export interface SeenField {
  readonly field: string;
  readonly source: FieldValue | undefined;
  readonly target: FieldValue | undefined;
  readonly written: LastWritten | undefined;
  readonly creating: boolean;
}

export type FieldDecision = { readonly write: FieldValue } | 'keep';

/**
 * Decides what happens to one field of one matched record.
 *
 * A blank source never wins. Values are compared in canonical form. A field that still shows what the vendor made of
 * our last write is kept as long as the source still says what we sent then: a vendor's own spelling is no change.
 */
export function settleField(mode: AuthorityMode, seen: SeenField): FieldDecision {
  const { field, source, target, written, creating } = seen;
  if (mode === 'never' || source === undefined || isBlank(source)) return 'keep';
  if (creating) return { write: source };
  if (sameValue(field, source, target)) return 'keep';
  if (written && sameValue(field, written.sent, source) && sameValue(field, written.echoed, target))
    return 'keep';

  switch (mode) {
    case 'overwrite':
      return { write: source };
    case 'own':
      return isBlank(target) || (written !== undefined && sameValue(field, written.echoed, target))
        ? { write: source }
        : 'keep';
    case 'fill':
      return isBlank(target) ? { write: source } : 'keep';
    case 'create-only':
      return 'keep';
  }
}
