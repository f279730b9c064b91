import * as z from 'zod';
import type { Row } from './row.js';

const wireUdfs = z.array(z.object({ name: z.string(), value: z.unknown() })).nullish();

/** What stands in place of a value that our user may not see (doc). */
const MASK = /^\*{3,}$/;

export type UdfValue = { readonly name: string; readonly value: string | null; readonly masked: boolean };

/** The user-defined fields of a row. The array is left out when no row of the answer has any value (doc). */
export function udfsOf(row: Row): readonly UdfValue[] {
  const parsed = wireUdfs.safeParse(row.userDefinedFields);
  if (!parsed.success) return [];
  return (parsed.data ?? []).map(({ name, value }) => {
    const text = value === null || value === undefined ? '' : String(value).trim();
    const masked = isMask(text);
    return { name, value: text === '' || masked ? null : text, masked };
  });
}

export function isMask(text: string): boolean {
  return MASK.test(text.trim());
}
