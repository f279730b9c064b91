import { stripLegal } from './legal.js';
import { fullWord, isAliasMark, isDomainEnding, mayStartAlias, Trait, traitsOf } from './lexicon.js';
import { Joint, type SplitWord, splitName } from './split.js';

/** What a word does in its name. `main`: it names; the others are set apart and count less. */
export const Role = {
  main: 0,
  /** A sorting mark or number before the name (`ZZ -`, `[Managed]`, `001 -`). */
  mark: 1,
  /**
   * A part behind a dash, slash, comma or in brackets that only says where or what stands there. In brackets within a
   * legal name a place tells one subsidiary from another, and is an `aside`; so is a bare number.
   */
  place: 2,
  /** A bracketed or `dba` part that repeats the name: its initials or its beginning. */
  echo: 3,
  /** Another part whose meaning is unknown. */
  aside: 4,
} as const;
export type Role = (typeof Role)[keyof typeof Role];

export interface NameWord {
  /** Folded, abbreviations spelled out. */
  readonly text: string;
  /** Folded as written. */
  readonly raw: string;
  readonly traits: number;
  readonly role: Role;
  /** Number of the part it stands in, from 0. */
  readonly part: number;
}

/** A name taken apart. Legal forms and articles are out of `words`. */
export interface ParsedName {
  readonly words: readonly NameWord[];
  /** Legal families in the order met. */
  readonly legal: readonly string[];
  /** All folded words with the legal forms, one space between: what "equal folded name" compares. */
  readonly folded: string;
}

interface Part {
  words: SplitWord[];
  /** With legal forms and articles. */
  all: readonly SplitWord[];
  readonly joint: Joint;
  readonly bracketed: boolean;
  readonly alias: boolean;
}

/** Takes one name apart. Never throws; a name without letters or digits has no words. */
export function parseName(name: string): ParsedName {
  const split = joinHyphenated(splitName(name));
  const folded = split.map((word) => word.text).join(' ');
  const legal: string[] = [];
  const parts = partsOf(dropDomainEnding(split));
  parts.forEach((part, at) => {
    part.all = part.words;
    part.words = dropArticles(stripLegal(part.words, legal, at === 0 ? 1 : 0));
  });
  if (parts.every((part) => part.words.length === 0)) return bare(split, folded);
  return { words: namedParts(parts, legal.length > 0), legal, folded };
}

/** A name made of nothing but legal forms and articles is its own name. */
function bare(split: readonly SplitWord[], folded: string): ParsedName {
  const words = split.map((word) => toWord(word, Role.main, 0));
  return { words, legal: [], folded };
}

function toWord(word: SplitWord, role: Role, part: number): NameWord {
  const text = fullWord(trimZeros(word.text));
  const traits = word.hyphened && text.length === 1 ? 0 : traitsOf(text);
  return { text, raw: word.text, traits, role, part };
}

/** `007` is `7`, `L03` is `l3`. */
const trimZeros = (word: string): string => word.replace(/^([a-z]?)0+(?=\d)/, '$1');

/** `co-op` is one word, whatever stands beside it. */
function joinHyphenated(words: readonly SplitWord[]): SplitWord[] {
  const out: SplitWord[] = [];
  for (const word of words) {
    const before = out.at(-1);
    if (before?.text === 'co' && word.text === 'op') out[out.length - 1] = { ...before, text: 'coop' };
    else out.push(word);
  }
  return out;
}

/** `example.co.uk` names by `example`: only when the ending is known and nothing but one word stands before it. */
function dropDomainEnding(words: SplitWord[]): SplitWord[] {
  let start = words.length - 1;
  while (start > 0 && words[start]?.joint === Joint.dot) start--;
  const dotted = words.slice(start);
  if (dotted.length < 2 || dotted.length > 4) return words;
  const skip = dotted[0]?.text === 'www' ? 1 : 0;
  for (let at = skip + 1; at < dotted.length; at++) {
    const ending = dotted.slice(at).map((word) => word.text);
    if (isDomainEnding(ending.join('.'))) return [...words.slice(0, start), ...dotted.slice(skip, at)];
  }
  return words;
}

function partsOf(words: readonly SplitWord[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    const mark = aliasLength(words, at);
    if (mark > 0 && parts.length > 0 && at + mark < words.length) {
      parts.push({ words: [], all: [], joint: Joint.part, bracketed: false, alias: true });
      at += mark - 1;
      continue;
    }
    const last = parts.at(-1);
    const opens =
      word.joint >= Joint.comma || last === undefined || (word.joint !== Joint.space && isMarks(last));
    if (opens && !(last?.alias && last.words.length === 0)) {
      parts.push({ words: [word], all: [], joint: word.joint, bracketed: word.bracketed, alias: false });
    } else last?.words.push(word);
  }
  return parts.filter((part) => part.words.length > 0);
}

function aliasLength(words: readonly SplitWord[], at: number): number {
  if (!mayStartAlias(words[at]?.text ?? '')) return 0;
  for (let length = 3; length >= 1; length--) {
    const texts = words.slice(at, at + length).map((word) => word.text);
    if (texts.length === length && isAliasMark(texts.join(' '))) return length;
  }
  return 0;
}

const isMarks = (part: Part): boolean =>
  part.words.every((word) => (traitsOf(word.text) & (Trait.mark | Trait.code | Trait.number)) !== 0);

function dropArticles(words: SplitWord[]): SplitWord[] {
  let [start, end] = [0, words.length];
  if (words[start]?.text === 'the') start++;
  if (end - 1 > start && words[end - 1]?.text === 'the') end--;
  while (end - 1 > start && words[end - 1]?.text === 'and') end--;
  return start === 0 && end === words.length ? words : words.slice(start, end);
}

function namedParts(parts: readonly Part[], legal: boolean): NameWord[] {
  const filled = parts.filter((part) => part.words.length > 0);
  const head = headOf(filled);
  const out: NameWord[] = [];
  filled.forEach((part, at) => {
    const role = roleOf(filled, at, head, legal);
    for (const word of part.words) out.push(toPlaced(toWord(word, role, at)));
  });
  return markLeadingCode(out);
}

/** The part that names: the first that is neither a sorting mark nor in brackets. */
function headOf(parts: readonly Part[]): number {
  const plain = parts.findIndex((part) => !part.bracketed && !isMarks(part));
  if (plain >= 0) return plain;
  return Math.max(
    0,
    parts.findIndex((part) => !isMarks(part)),
  );
}

function roleOf(parts: readonly Part[], at: number, head: number, legal: boolean): Role {
  const part = parts[at];
  if (!part || at === head) return Role.main;
  if (at < head) return Role.mark;
  const main = parts.slice(head, at);
  if ((part.bracketed || part.alias) && isEcho(part.words, main)) return Role.echo;
  if (!part.words.every((word) => onlyPlaces(word.text))) return Role.aside;
  if (part.bracketed && legal && !part.words.some((word) => isSite(word.text))) return Role.aside;
  return part.words.every((word) => isNumber(word.text)) ? Role.aside : Role.place;
}

const isSite = (word: string): boolean => (traitsOf(fullWord(word)) & Trait.site) !== 0;
const isNumber = (word: string): boolean => (traitsOf(word) & (Trait.number | Trait.code)) !== 0;

/** The number of a site (`Site 2`) is part of the place, and no number of the organization's. */
function toPlaced(word: NameWord): NameWord {
  if (word.role !== Role.place || (word.traits & Trait.number) === 0) return word;
  return { ...word, traits: Trait.site };
}

const placeTraits = Trait.place | Trait.site | Trait.number | Trait.code | Trait.stop;
const onlyPlaces = (word: string): boolean =>
  (traitsOf(fullWord(word)) & placeTraits) !== 0 || word.length === 1;

/** Whether `words` only repeat the parts before: their initials, or their first words. */
function isEcho(words: readonly SplitWord[], before: readonly Part[]): boolean {
  const text = words.map((word) => word.text).join('');
  const plain = before.flatMap((part) => part.words);
  const readings = [plain, before.flatMap((part) => part.all), plain.filter(isLarge)];
  if (
    readings.some((reading) =>
      reading
        .map((word) => word.text[0] ?? '')
        .join('')
        .startsWith(text),
    )
  )
    return true;
  return (
    text.length >= 3 &&
    plain
      .map((word) => word.text)
      .join('')
      .startsWith(text)
  );
}

const isLarge = (word: SplitWord): boolean => (traitsOf(word.text) & Trait.stop) === 0;

/** A customer number in front needs no sign behind it: `C1042 Name`, `001 Name`. */
function markLeadingCode(words: NameWord[]): NameWord[] {
  const first = words[0];
  if (!first || words.length < 2 || first.role !== Role.main || words[1]?.role !== Role.main) return words;
  if ((first.traits & Trait.code) === 0 || /^[1-9]\d{0,3}$/.test(first.text)) return words;
  return [{ ...first, role: Role.mark }, ...words.slice(1)];
}
