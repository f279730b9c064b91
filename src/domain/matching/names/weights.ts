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
  prior: weight('prior', -1217),
  same: weight('same', 35),
  sameTrade: weight('same-trade', 8),
  sameFiller: weight('same-filler', -9),
  samePlace: weight('same-place', 0),
  sameNumber: weight('same-number', 4),
  typo: weight('typo', 6),
  typos: weight('typos', -12),
  joined: weight('joined', 11),
  initials: weight('initials', 347),
  initialsShort: weight('initials-short', 106),
  cut: weight('cut', -40),
  onlyMisspelt: weight('only-misspelt', -79),
  left: weight('left', -197),
  leftTrade: weight('left-trade', -294),
  leftFiller: weight('left-filler', -278),
  leftPlace: weight('left-place', -202),
  leftNumber: weight('left-number', -222),
  leftAside: weight('left-aside', -16),
  right: weight('right', -213),
  rightTrade: weight('right-trade', -299),
  rightFiller: weight('right-filler', -160),
  rightPlace: weight('right-place', -254),
  rightNumber: weight('right-number', -331),
  rightAside: weight('right-aside', -1),
  otherWords: weight('other-words', -136),
  otherTrade: weight('other-trade', -277),
  otherPlace: weight('other-place', -1086),
  otherNumber: weight('other-number', -1303),
  otherStore: weight('other-store', -651),
  headLeft: weight('head-left', -334),
  headRight: weight('head-right', -208),
  coverLeft: weight('cover-left', -5),
  coverRight: weight('cover-right', -9),
  cover: weight('cover', 19),
  nothingLeft: weight('nothing-left', 418),
  nothingRight: weight('nothing-right', 274),
  noOtherWords: weight('no-other-words', 199),
  legalSame: weight('legal-same', 161),
  legalOther: weight('legal-other', -635),
  equalWhole: weight('equal-whole', -4),
  equalPlain: weight('equal-plain', 147),
  equalCut: weight('equal-cut', -168),
  likeness: weight('likeness', 13),
  prefix: weight('prefix', 250),
} as const;

/** Evidence in whole decibans. */
export const decibans = ({ per }: Weight, amount: number): number => Math.round((per * amount) / 100);
