import { foldText, Sign, signOf } from './fold.js';
import { isDomainEnding } from './lexicon.js';

/** What stands between a word and the one before it, weakest first. `part`: a spaced dash, slash, colon or bracket. */
export const Joint = { space: 0, dot: 1, hyphen: 2, underscore: 3, comma: 4, part: 5 } as const;
export type Joint = (typeof Joint)[keyof typeof Joint];

export interface SplitWord {
  /** Folded letters and digits. */
  readonly text: string;
  readonly joint: Joint;
  readonly bracketed: boolean;
  /** A hyphen without spaces stands before or behind it. */
  readonly hyphened: boolean;
}

const maxWords = 24;
const maxWordLength = 48;

/**
 * Takes a name apart into folded words. `&` is the word `and`; single letters with dots, slashes or spaces between
 * them are one word (`L.L.C.`, `A/S`, `J P Morgan`), and so are `J & J` and `co-op`. The ending of an internet name is left out.
 */
export function splitName(name: string): SplitWord[] {
  return dropDomainEnding(joinInitials(new Splitter(foldText(name)).run()));
}

class Splitter {
  readonly #text: string;
  readonly #words: SplitWord[] = [];
  #joint: Joint = Joint.space;
  #bracketed = false;
  #word = '';

  constructor(text: string) {
    this.#text = text;
  }

  run(): SplitWord[] {
    const text = this.#text;
    let start = -1;
    for (let at = 0; at < text.length && this.#words.length < maxWords; at++) {
      const sign = signOf(text.charCodeAt(at));
      if (sign === Sign.letter || sign === Sign.digit) {
        if (start < 0) start = at;
        continue;
      }
      if (start >= 0) this.#word += text.slice(start, at);
      start = -1;
      if (sign !== Sign.nothing) this.#take(sign, at);
    }
    if (start >= 0) this.#word += text.slice(start);
    this.#end();
    return this.#words;
  }

  #take(sign: Sign, at: number): void {
    if (sign === Sign.and) {
      this.#end();
      this.#push('and');
    } else if (sign === Sign.open || sign === Sign.close) {
      this.#breakAt(Joint.part);
      this.#bracketed = sign === Sign.open;
    } else if ((sign !== Sign.dot && sign !== Sign.slash) || !this.#betweenInitials(at)) {
      this.#breakAt(this.#jointOf(sign, at));
    }
  }

  #jointOf(sign: Sign, at: number): Joint {
    switch (sign) {
      case Sign.dot:
        return isWordUnit(this.#text, at + 1) ? Joint.dot : Joint.space;
      case Sign.hyphen:
        return this.#spaced(at) ? Joint.part : Joint.hyphen;
      case Sign.slash:
      case Sign.colon:
        return Joint.part;
      case Sign.comma:
        return Joint.comma;
      case Sign.underscore:
        return Joint.underscore;
      default:
        return Joint.space;
    }
  }

  /** Whether the sign at `at` stands between two letters that are alone: `l.l`, `a/s`. */
  #betweenInitials(at: number): boolean {
    const alone = isWordUnit(this.#text, at - 1) && !isWordUnit(this.#text, at - 2);
    return alone && isWordUnit(this.#text, at + 1) && !isWordUnit(this.#text, at + 2);
  }

  #spaced(at: number): boolean {
    return !isWordUnit(this.#text, at - 1) || !isWordUnit(this.#text, at + 1);
  }

  #breakAt(joint: Joint): void {
    this.#end();
    if (joint > this.#joint) this.#joint = joint;
  }

  #end(): void {
    if (this.#word === '') return;
    this.#push(this.#word);
    this.#word = '';
  }

  #push(text: string): void {
    const short = text.length > maxWordLength ? text.slice(0, maxWordLength) : text;
    const hyphened = this.#joint === Joint.hyphen;
    const before = this.#words.length - 1;
    if (hyphened && before >= 0) this.#words[before] = { ...(this.#words[before] as SplitWord), hyphened };
    this.#words.push({ text: short, joint: this.#joint, bracketed: this.#bracketed, hyphened });
    this.#joint = Joint.space;
  }
}

function isWordUnit(text: string, at: number): boolean {
  return at >= 0 && at < text.length && signOf(text.charCodeAt(at)) <= Sign.digit;
}

const isInitial = (word: SplitWord | undefined): boolean => word?.text.length === 1 && word.text > '9';

function joinInitials(words: SplitWord[]): SplitWord[] {
  let running = false;
  let kept = 0;
  for (const word of words) {
    const before = words[kept - 1];
    const initial = isInitial(word);
    const joins = initial && running && word.joint === Joint.space;
    if (before && (joins || (before.text === 'co' && word.text === 'op'))) {
      words[kept - 1] = { ...before, text: before.text + word.text };
    } else if (before && initial && before.text === 'and' && isInitial(words[kept - 2])) {
      const first = words[kept - 2] as SplitWord;
      words[kept - 2] = { ...first, text: `${first.text}and${word.text}` };
      kept--;
    } else words[kept++] = word;
    running = initial;
  }
  words.length = kept;
  return words;
}

/** `example.co.uk` names by `example`: only when the ending is known and nothing but one word stands before it. */
function dropDomainEnding(words: SplitWord[]): SplitWord[] {
  let start = words.length - 1;
  while (start > 0 && words[start]?.joint === Joint.dot) start--;
  const length = words.length - start;
  if (length < 2 || length > 4) return words;
  const dotted = words.slice(start).map((word) => word.text);
  const skip = dotted[0] === 'www' ? 1 : 0;
  for (let at = skip + 1; at < length; at++) {
    if (!isDomainEnding(dotted.slice(at).join('.'))) continue;
    return [...words.slice(0, start), ...words.slice(start + skip, start + at)];
  }
  return words;
}
