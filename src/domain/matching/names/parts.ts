import type { LegalCut } from './legal.js';
import { findLegal } from './legal.js';
import { fullWord, isAliasMark, mayStartAlias, Trait, traitsOf } from './lexicon.js';
import { type NameWord, Role, toWord } from './name-word.js';
import { Joint, type SplitWord } from './split.js';

/** What stands between two strong breaks of a name: dash, slash, comma, bracket, `dba`. */
interface Part {
  /** With legal forms and articles. */
  readonly all: SplitWord[];
  /** Without them. */
  readonly words: readonly SplitWord[];
  readonly bracketed: boolean;
  readonly alias: boolean;
}

/** Words of a name that has parts, each with its role, and the legal families of all parts as bits. */
export function parseInParts(split: readonly SplitWord[]): { words: NameWord[]; legal: number } {
  let legal = 0;
  const parts: Part[] = [];
  for (const rough of roughParts(split)) {
    const found = findLegal(rough.all, parts.length === 0 ? 1 : 0);
    legal |= found.families;
    const words = coreWords(rough.all, found);
    if (words.length > 0) parts.push({ ...rough, words });
  }
  const head = headOf(parts);
  const words = parts.flatMap((part, at) => {
    const role = roleOf(parts, at, head, legal !== 0);
    return part.words.map((word) => toWord(word, role, at));
  });
  return { words: markLeadingCode(words), legal };
}

/** A part's words without legal forms, articles and an `and` at the end: maybe none. */
export function coreWords(words: readonly SplitWord[], legal: LegalCut): readonly SplitWord[] {
  let { start, end } = legal;
  while (start < end && words[start]?.text === 'the') start++;
  while (start < end && (words[end - 1]?.text === 'the' || words[end - 1]?.text === 'and')) end--;
  return start === 0 && end === words.length ? words : words.slice(start, end);
}

type RoughPart = Omit<Part, 'words'>;

function roughParts(words: readonly SplitWord[]): RoughPart[] {
  const parts: RoughPart[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as SplitWord;
    const mark = parts.length > 0 ? aliasLength(words, at) : 0;
    if (mark > 0 && at + mark < words.length) {
      parts.push({ all: [], bracketed: false, alias: true });
      at += mark - 1;
      continue;
    }
    const last = parts.at(-1);
    if (last === undefined || (beginsPart(word, last) && last.all.length > 0)) {
      parts.push({ all: [word], bracketed: word.bracketed, alias: false });
    } else last.all.push(word);
  }
  return parts;
}

/** A comma or anything stronger begins a part; after nothing but sorting marks a hyphen does too (`MSP-Name`). */
function beginsPart(word: SplitWord, last: RoughPart): boolean {
  return word.joint >= Joint.comma || (word.joint !== Joint.space && last.all.every(isMark));
}

function aliasLength(words: readonly SplitWord[], at: number): number {
  if (!mayStartAlias(words[at]?.text ?? '')) return 0;
  for (let length = 3; length >= 1; length--) {
    const texts = words.slice(at, at + length).map((word) => word.text);
    if (texts.length === length && isAliasMark(texts.join(' '))) return length;
  }
  return 0;
}

const isMark = ({ text }: SplitWord): boolean =>
  (traitsOf(text) & (Trait.mark | Trait.code | Trait.number)) !== 0;
const isMarks = (part: Part): boolean => part.words.every(isMark);

/** The part that names: the first that is neither a sorting mark nor in brackets. */
function headOf(parts: readonly Part[]): number {
  const plain = parts.findIndex((part) => !part.bracketed && !isMarks(part));
  if (plain >= 0) return plain;
  const any = parts.findIndex((part) => !isMarks(part));
  return Math.max(0, any);
}

function roleOf(parts: readonly Part[], at: number, head: number, legal: boolean): Role {
  const part = parts[at];
  if (!part || at === head) return Role.main;
  if (at < head) return Role.mark;
  if ((part.bracketed || part.alias) && isEcho(part.words, parts.slice(head, at))) return Role.echo;
  if (!part.words.every(isPlace)) return Role.aside;
  if (part.bracketed && legal && !part.words.some(isSite)) return Role.aside;
  return part.words.every(isNumber) ? Role.aside : Role.place;
}

const placeTraits = Trait.place | Trait.site | Trait.number | Trait.code | Trait.stop;
const hasTrait = (word: SplitWord, traits: number): boolean => (traitsOf(fullWord(word.text)) & traits) !== 0;
const isPlace = (word: SplitWord): boolean => word.text.length === 1 || hasTrait(word, placeTraits);
const isSite = (word: SplitWord): boolean => hasTrait(word, Trait.site);
const isNumber = (word: SplitWord): boolean => hasTrait(word, Trait.number | Trait.code);
const isLarge = (word: SplitWord): boolean => (traitsOf(word.text) & Trait.stop) === 0;

/** Whether `words` only repeat the parts before: their initials, or their first words. */
function isEcho(words: readonly SplitWord[], before: readonly Part[]): boolean {
  const text = words.map((word) => word.text).join('');
  const plain = before.flatMap((part) => part.words);
  const readings = [plain, before.flatMap((part) => part.all), plain.filter(isLarge)];
  if (readings.some((reading) => initials(reading).startsWith(text))) return true;
  return (
    text.length >= 3 &&
    plain
      .map((word) => word.text)
      .join('')
      .startsWith(text)
  );
}

const initials = (words: readonly SplitWord[]): string => words.map((word) => word.text.charAt(0)).join('');

/** A customer number in front needs no sign behind it: `C1042 Name`, `001 Name`. */
function markLeadingCode(words: NameWord[]): NameWord[] {
  const [first, second] = words;
  if (!first || first.role !== Role.main || second?.role !== Role.main) return words;
  if ((first.traits & Trait.code) === 0 || /^[1-9]\d{0,3}$/.test(first.raw)) return words;
  return [{ ...first, role: Role.mark }, ...words.slice(1)];
}
