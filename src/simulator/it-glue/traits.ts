import type { AttributeValue, DocumentationRecords } from '../estate/documentation.js';
import { type Problem, Refusal } from './problems.js';

/** About 64 KB a text trait (observed). */
const TRAIT_TEXT_BYTES = 65_536;

/** What a flexible asset stores for the traits sent, and the title that they give it. @throws {Refusal} 422 */
export function storedTraits(
  sent: AttributeValue | undefined,
  typeId: string,
  records: DocumentationRecords,
): { traits: Record<string, AttributeValue>; name: string } {
  const given =
    typeof sent === 'object' && sent !== null && !Array.isArray(sent)
      ? (sent as Record<string, AttributeValue>)
      : {};
  const fields = records.collections['flexible-asset-fields'].childrenOf(typeId);
  const traits: Record<string, AttributeValue> = {};
  const problems: Problem[] = [];
  let name = '';
  for (const { attributes: field } of fields) {
    const key = String(field['name-key']);
    const value = given[key];
    const isBlank = value === undefined || value === null || value === '';
    if (isBlank && field.required === true)
      problems.push({
        title: 'Unprocessable Entity',
        detail: "can't be blank",
        pointer: `/data/attributes/traits/${key}`,
      });
    if (isBlank) continue;
    if (typeof value === 'string' && Buffer.byteLength(value) > TRAIT_TEXT_BYTES) {
      problems.push({
        title: 'Unprocessable Entity',
        detail: 'is too long',
        pointer: `/data/attributes/traits/${key}`,
      });
    }
    traits[key] = field.kind === 'Tag' ? [value].flat().map(String) : value;
    if (field['use-for-title'] === true) name = String(value);
  }
  for (const key of Object.keys(given)) {
    if (fields.some(({ attributes }) => attributes['name-key'] === key)) continue;
    problems.push({
      title: 'Unprocessable Entity',
      detail: 'is not a field of this type',
      pointer: `/data/attributes/traits/${key}`,
    });
  }
  if (problems.length > 0) throw new Refusal(422, problems);
  return { traits, name };
}
