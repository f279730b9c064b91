import { Trait } from './lexicon.js';
import { type NameWord, Role } from './name-word.js';
import type { ParsedName } from './parse.js';

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

/** The readings of a name, the whole one first. */
export function viewsOf({ words }: ParsedName): View[] {
  const views: View[] = [{ words, reach: Reach.whole }];
  if (words.every(isMain)) return views;
  const kept = words.filter((word) => isMain(word) || isAside(word));
  if (kept.length < words.length && kept.length > 0) views.push({ words: kept, reach: Reach.plain });
  const main = kept.filter(isMain);
  if (main.length === kept.length || main.length === 0) return views;
  views.push({ words: main, reach: Reach.cut });
  const asides = kept.filter(isAside);
  for (const part of new Set(asides.map((word) => word.part))) {
    views.push({ words: asides.filter((word) => word.part === part), reach: Reach.cut });
  }
  return views;
}

const isMain = (word: NameWord): boolean => word.role === Role.main;
const isAside = (word: NameWord): boolean => word.role === Role.aside;

/** Words as written joined without a gap, so that `Honey Baked` and `HoneyBaked` are one. */
export function squeezed(words: readonly NameWord[]): string {
  let text = '';
  for (const word of words) text += word.raw;
  return text;
}

/** Words in alphabetical order without the small ones, so that order and `and` do not matter; '' for a single word. */
export function sorted(words: readonly NameWord[]): string {
  if (words.length < 2) return '';
  const large: string[] = [];
  for (const word of words) if ((word.traits & Trait.stop) === 0) large.push(word.text);
  return large.length < 2 ? '' : large.sort().join(' ');
}

/** What letters are compared in: all words but marks and echoes. */
export function likenessText(words: readonly NameWord[]): string {
  let text = '';
  for (const word of words) if (word.role !== Role.mark && word.role !== Role.echo) text += word.raw;
  return text;
}

/** First letters of the main words, with and without the small ones; '' for fewer than two. */
export function initialsOf(words: readonly NameWord[]): readonly [all: string, large: string] {
  let all = '';
  let large = '';
  for (const word of words) {
    if (word.role !== Role.main) continue;
    all += word.text.charAt(0);
    if ((word.traits & Trait.stop) === 0) large += word.text.charAt(0);
  }
  return [all.length < 2 ? '' : all, large.length < 2 ? '' : large];
}
