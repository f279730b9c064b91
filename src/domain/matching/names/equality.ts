import { rowsOf } from './key-rows.js';
import { type Reach, sorted, squeezed, viewsOf } from './keys.js';
import type { NameIndex } from './name-index.js';
import type { ParsedName } from './parse.js';

/**
 * The pool's names that equal `name` in some reading of both, each with how much the readings leave out. Equal means
 * the same letters in a row, or the same words in another order.
 */
export function equalRows(index: NameIndex, name: ParsedName): Map<number, Reach> {
  const found = new Map<number, Reach>();
  const note = (key: string, reach: Reach): void => {
    for (const packed of rowsOf(index.byKey.get(key))) {
      const row = packed >> 2;
      const both = Math.max(reach, packed & 3) as Reach;
      const before = found.get(row);
      if (before === undefined || before > both) found.set(row, both);
    }
  };
  for (const view of viewsOf(name)) {
    const text = squeezed(view.words);
    note(text, view.reach);
    if (text.length > 7 && text.startsWith('the')) note(text.slice(3), view.reach);
    note(sorted(view.words), view.reach);
  }
  return found;
}
