import { Trait } from './lexicon.js';
import { type NameWord, type ParsedName, Role } from './parse.js';

/** How much of a name a reading leaves out. */
export const Reach = {
  /** Nothing but legal forms and articles. */
  whole: 0,
  /** Marks, places and echoes too: parts known not to name. */
  plain: 1,
  /** Parts of unknown meaning too. */
  cut: 2,
} as const;
export type Reach = (typeof Reach)[keyof typeof Reach];

/** One way to read a name by which equality is asked. */
export interface View {
  readonly words: readonly NameWord[];
  readonly reach: Reach;
}

export function viewsOf(name: ParsedName): View[] {
  const views: View[] = [{ words: name.words, reach: Reach.whole }];
  const kept = name.words.filter((word) => word.role === Role.main || word.role === Role.aside);
  if (kept.length < name.words.length && kept.length > 0) views.push({ words: kept, reach: Reach.plain });
  const main = kept.filter((word) => word.role === Role.main);
  if (main.length < kept.length && main.length > 0) {
    views.push({ words: main, reach: Reach.cut });
    for (const part of new Set(kept.filter((word) => word.role === Role.aside).map((word) => word.part))) {
      views.push({ words: kept.filter((word) => word.part === part), reach: Reach.cut });
    }
  }
  return views;
}

/** Words as written joined without a gap, so that `Honey Baked` and `HoneyBaked` are one. */
export function squeezed(words: readonly NameWord[]): string {
  let text = '';
  for (const word of words) text += word.raw;
  return text;
}

/** Words in alphabetical order without the small ones, so that order and `and` do not matter. */
export function sorted(words: readonly NameWord[]): string {
  const large: string[] = [];
  for (const word of words) if ((word.traits & Trait.stop) === 0) large.push(word.text);
  return large.length < 2 ? '' : large.sort().join(' ');
}

/** First letters of the main words, with and without the small ones; '' for fewer than two words. */
export function initialsOf(words: readonly NameWord[]): readonly [all: string, large: string] {
  let [all, large] = ['', ''];
  for (const word of words) {
    if (word.role !== Role.main) continue;
    const first = word.text[0] ?? '';
    all += first;
    if ((word.traits & Trait.stop) === 0) large += first;
  }
  return [all.length < 2 ? '' : all, large.length < 2 ? '' : large];
}
