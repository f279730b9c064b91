import type { FieldTable } from './metadata.js';
import { idAt, type Row } from './row.js';

/**
 * Whether a billing code is of the kind material, by the label of its picklist; `null` when no label tells. Which of the
 * two fields says it is not documented, and a name such as "Hardware" is no kind (doc).
 */
export function isMaterial(row: Row, fields: FieldTable): boolean | null {
  for (const name of ['useType', 'billingCodeType']) {
    const picklist = fields.get(name)?.picklist;
    if (!picklist?.labels.some((label) => /material/i.test(label))) continue;
    const label = picklist.labelOf(idAt(row, name));
    return label === null ? null : /material/i.test(label);
  }
  return null;
}
