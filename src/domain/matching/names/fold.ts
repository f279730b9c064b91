/** Longer names are cut: nothing after this many UTF-16 units tells organizations apart, and hostile input stays cheap. */
export const maxNameLength = 240;

/** Letters that Unicode does not take apart. */
const ownLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
};
const anyOwnLetter = /[ßæœøđðħıłŋþ]/g;
const onlyAscii = /^[\x00-\x7f]*$/;

/**
 * Lower case, compatibility forms taken apart, accents off, at most `maxNameLength` units. Punctuation stays:
 * the splitting of a name into words still needs it.
 */
export function foldText(text: string): string {
  const short = text.length > maxNameLength ? text.slice(0, maxNameLength) : text;
  if (onlyAscii.test(short)) return short.toLowerCase();
  const apart = short
    .normalize('NFKD')
    .slice(0, 2 * maxNameLength)
    .toLowerCase();
  return apart
    .replace(anyOwnLetter, (letter) => ownLetters[letter] ?? letter)
    .replace(/[\u0300-\u036f]/g, '');
}

/** What a character does to the words around it. `nothing` is left out as if it were not there: apostrophes, direction marks. */
export const Sign = {
  letter: 0,
  digit: 1,
  gap: 2,
  nothing: 3,
  dot: 4,
  hyphen: 5,
  underscore: 6,
  comma: 7,
  slash: 8,
  colon: 9,
  open: 10,
  close: 11,
  and: 12,
} as const;
export type Sign = (typeof Sign)[keyof typeof Sign];

const asciiSigns: readonly Sign[] = Array.from({ length: 128 }, (_, code) => asciiSign(code));

function asciiSign(code: number): Sign {
  const sign = String.fromCharCode(code);
  if (/[a-z]/i.test(sign)) return Sign.letter;
  if (/[0-9]/.test(sign)) return Sign.digit;
  switch (sign) {
    case "'":
    case '`':
      return Sign.nothing;
    case '.':
      return Sign.dot;
    case '-':
      return Sign.hyphen;
    case '_':
      return Sign.underscore;
    case ',':
      return Sign.comma;
    case '/':
    case '\\':
    case '|':
      return Sign.slash;
    case ':':
    case ';':
    case '#':
      return Sign.colon;
    case '(':
    case '[':
    case '{':
      return Sign.open;
    case ')':
    case ']':
    case '}':
      return Sign.close;
    case '&':
    case '+':
      return Sign.and;
    default:
      return Sign.gap;
  }
}

/** What one UTF-16 unit of folded text does. Beyond Latin everything that is no known punctuation is a letter. */
export function signOf(code: number): Sign {
  if (code < 128) return asciiSigns[code] ?? Sign.gap;
  if (code < 0xc0) return Sign.gap;
  if (code === 0x2018 || code === 0x2019 || code === 0x2032 || code === 0x2bc) return Sign.nothing;
  if (code >= 0x2010 && code <= 0x2015) return code <= 0x2011 ? Sign.hyphen : Sign.slash;
  if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e)) return Sign.nothing;
  if (code >= 0x2060 && code <= 0x206f) return Sign.nothing;
  if ((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f)) return Sign.gap;
  if ((code >= 0x591 && code <= 0x5c7) || (code >= 0x64b && code <= 0x65f)) return Sign.nothing;
  if (code === 0xfeff || code === 0xfffd || (code >= 0xfe00 && code <= 0xfe0f)) return Sign.nothing;
  if (code === 0xd7 || code === 0xf7) return Sign.gap;
  return Sign.letter;
}
