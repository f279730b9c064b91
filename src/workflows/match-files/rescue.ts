import type { LineShape } from './json-line.js';

/**
 * Reads a line the slow way, when the scanner was not sure of it, and spells what matters again so plainly that it will
 * be: known fields only, texts, whole lists. Else says what is wrong.
 */
export function rescueLine(text: string, shape: LineShape): { line: string } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `is not JSON (${error instanceof Error ? error.message : 'unreadable'})` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'is not a JSON object' };
  const record = value as Record<string, unknown>;
  const plain: Record<string, unknown> = {};
  for (const field of shape.fields) {
    const one = record[field];
    if (typeof one === 'object' && one !== null)
      return { problem: `holds a list or object where ${field} should be` };
    plain[field] = typeof one === 'number' ? String(one) : one;
  }
  const list = textsOf(record[shape.list], shape.itemKey);
  if (list === null) return { problem: `holds something else than a list of texts in ${shape.list}` };
  plain[shape.list] = shape.itemKey === null ? list : list.map((one) => ({ [shape.itemKey ?? '']: one }));
  return { line: JSON.stringify(plain) };
}

/** The texts of a list, of objects with a text, or of one text joined by `;`; `null` for anything else. */
function textsOf(value: unknown, itemKey: string | null): string[] | null {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return value.split(';');
  if (!Array.isArray(value)) return null;
  const texts: string[] = [];
  for (const item of value as unknown[]) {
    const text = itemKey === null ? item : textWithin(item, itemKey);
    if (typeof text === 'string') texts.push(text);
    else if (text !== null && text !== undefined) return null;
  }
  // A control character or quote makes no MAC, and would need an escape.
  return texts.map((text) => text.replace(/["\\\u0000-\u001f]/g, '?'));
}

/** The text of an object, or the item itself when it is none; lists stay what they are. */
function textWithin(item: unknown, key: string): unknown {
  const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
  return isObject ? (item as Record<string, unknown>)[key] : item;
}
