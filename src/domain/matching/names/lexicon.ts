import { abbreviations } from './data/abbreviations.js';
import { commonWords } from './data/common-words.js';
import { leadingLegalForms, legalFamilies } from './data/legal-forms.js';
import {
  aliasMarks,
  domainEndings,
  fillerWords,
  markWords,
  placeWords,
  siteWords,
  stopWords,
  tradeWords,
} from './data/words.js';

/** What is known of a word before any pool is seen. Several bits may be set. */
export const Trait = {
  stop: 1,
  filler: 2,
  trade: 4,
  place: 8,
  site: 16,
  mark: 32,
  number: 64,
  code: 128,
  common: 256,
} as const;

const known = new Map<string, number>();
const learn = (list: readonly string[], trait: number): void => {
  for (const word of list) known.set(word, (known.get(word) ?? 0) | trait);
};
learn(stopWords, Trait.stop);
learn(fillerWords, Trait.filler);
learn(tradeWords, Trait.trade);
learn(placeWords, Trait.place);
learn(siteWords, Trait.site);
learn(markWords, Trait.mark);
learn(commonWords, Trait.common);
learn(
  ['ii', 'iii', 'iv', 'vi', 'vii', 'viii', 'ix', 'xi', 'xii', 'xiii', 'xiv', 'xv', 'xvi', 'xx'],
  Trait.number,
);

/** Traits of a folded word: listed ones, and what its shape tells. 0 is a proper name. */
export function traitsOf(word: string): number {
  const listed = known.get(word);
  if (listed !== undefined) return listed;
  const first = word.charCodeAt(0);
  if (first > 0x39 && !endsInDigit(word)) return 0;
  if (/^\d+(?:st|nd|rd|th)$/.test(word)) return Trait.number;
  if (/^\d+$/.test(word)) return word.length >= 3 ? Trait.number | Trait.code : Trait.number;
  return /^[a-z]{1,3}\d{3,}$/.test(word) ? Trait.code : 0;
}

function endsInDigit(word: string): boolean {
  const last = word.charCodeAt(word.length - 1);
  return last >= 0x30 && last <= 0x39;
}

/** The word an abbreviation stands for, or the word itself. */
export const fullWord = (word: string): string => abbreviations.get(word) ?? word;

const familyNames = Object.keys(legalFamilies);
const families = new Map<string, number>();
Object.values(legalFamilies).forEach((forms, family) => {
  for (const form of forms.split('|')) if (!families.has(form)) families.set(form, 1 << family);
});
const lastLegalWords = new Set([...families.keys()].map((form) => form.slice(form.lastIndexOf(' ') + 1)));
const leading = new Map(leadingLegalForms.map((form) => [form, families.get(form) ?? 0]));
const firstLegalWords = new Set(leadingLegalForms.map((form) => form.split(' ')[0] ?? ''));

/** The bit of the first family, whose forms contradict nothing. */
export const neutralFamily = 1;

/** The legal form's family as a bit, 0 when `form` (folded words, single spaces) is none. */
export const legalFamily = (form: string): number => families.get(form) ?? 0;
export const leadingLegalFamily = (form: string): number => leading.get(form) ?? 0;
/** Quick ways to say no by one word. */
export const mayEndLegal = (word: string): boolean => lastLegalWords.has(word);
export const mayStartLegal = (word: string): boolean => firstLegalWords.has(word);
/** The name of the first family in a set of bits. */
export const legalName = (set: number): string => familyNames[31 - Math.clz32(set & -set)] ?? '';

const aliases = new Set(aliasMarks);
const firstAliasWords = new Set(aliasMarks.map((mark) => mark.split(' ')[0] ?? ''));
export const isAliasMark = (words: string): boolean => aliases.has(words);
export const mayStartAlias = (word: string): boolean => firstAliasWords.has(word);

const endings = new Set(domainEndings);
export const isDomainEnding = (ending: string): boolean => endings.has(ending);
