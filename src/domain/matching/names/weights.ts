/** What one kind of evidence adds to a pair's score: `per` hundredths of a deciban for one unit of its amount. */
export interface Weight {
  readonly kind: string;
  readonly per: number;
}

const weight = (kind: string, per: number): Weight => ({ kind, per });

/**
 * All that is measured on a pair of names. A deciban is ten times the base-10 logarithm of odds: 10 makes a pair ten
 * times as likely, -10 a tenth as likely.
 *
 * Fitted by logistic regression (a choice among a name's candidates and "none of them") on names with known answers;
 * numbers and places that contradict were too few there to learn from and are set by hand.
 */
export const weights = {
  prior: weight('prior', -1035),
  same: weight('same', 37),
  sameTrade: weight('same-trade', 12),
  sameFiller: weight('same-filler', -6),
  samePlace: weight('same-place', 2),
  sameNumber: weight('same-number', 5),
  typo: weight('typo', 7),
  typos: weight('typos', -13),
  joined: weight('joined', 15),
  initials: weight('initials', 366),
  initialsShort: weight('initials-short', 90),
  cut: weight('cut', -43),
  onlyMisspelt: weight('only-misspelt', -86),
  left: weight('left', -206),
  leftTrade: weight('left-trade', -340),
  leftFiller: weight('left-filler', -351),
  leftPlace: weight('left-place', -5),
  leftRegion: weight('left-region', -236),
  leftNumber: weight('left-number', -415),
  leftAside: weight('left-aside', -15),
  right: weight('right', -207),
  rightTrade: weight('right-trade', -299),
  rightFiller: weight('right-filler', -165),
  rightPlace: weight('right-place', 113),
  rightRegion: weight('right-region', -354),
  rightNumber: weight('right-number', -429),
  rightAside: weight('right-aside', 0),
  otherWords: weight('other-words', -146),
  otherTrade: weight('other-trade', -292),
  otherPlace: weight('other-place', -1086),
  otherNumber: weight('other-number', -1303),
  otherStore: weight('other-store', -651),
  headLeft: weight('head-left', -341),
  headRight: weight('head-right', -193),
  coverLeft: weight('cover-left', -6),
  coverRight: weight('cover-right', -11),
  cover: weight('cover', 19),
  nothingLeft: weight('nothing-left', 468),
  nothingRight: weight('nothing-right', 355),
  noOtherWords: weight('no-other-words', 256),
  legalSame: weight('legal-same', 156),
  legalOther: weight('legal-other', -817),
  equalWhole: weight('equal-whole', 108),
  equalPlain: weight('equal-plain', 148),
  equalCut: weight('equal-cut', -237),
  likeness: weight('likeness', 9),
  prefix: weight('prefix', 288),
} as const;

/** Evidence in whole decibans. */
export const decibans = ({ per }: Weight, amount: number): number => Math.round((per * amount) / 100);
