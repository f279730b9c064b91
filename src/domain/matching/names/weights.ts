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
  prior: weight('prior', -1020),
  same: weight('same', 39),
  sameTrade: weight('same-trade', 11),
  sameFiller: weight('same-filler', -15),
  samePlace: weight('same-place', 1),
  sameNumber: weight('same-number', 6),
  typo: weight('typo', 8),
  typos: weight('typos', -12),
  plural: weight('plural', -381),
  joined: weight('joined', 15),
  initials: weight('initials', 369),
  initialsShort: weight('initials-short', 109),
  cut: weight('cut', -42),
  onlyMisspelt: weight('only-misspelt', -75),
  left: weight('left', -215),
  leftTrade: weight('left-trade', -329),
  leftFiller: weight('left-filler', -330),
  leftPlace: weight('left-place', 0),
  leftRegion: weight('left-region', -250),
  leftNumber: weight('left-number', -416),
  leftAside: weight('left-aside', -14),
  right: weight('right', -186),
  rightTrade: weight('right-trade', -304),
  rightFiller: weight('right-filler', -217),
  rightPlace: weight('right-place', 149),
  rightRegion: weight('right-region', -332),
  rightNumber: weight('right-number', -412),
  rightAside: weight('right-aside', 1),
  otherWords: weight('other-words', -168),
  otherTrade: weight('other-trade', -314),
  otherPlace: weight('other-place', -1086),
  otherNumber: weight('other-number', -1303),
  otherStore: weight('other-store', -651),
  headLeft: weight('head-left', -327),
  headRight: weight('head-right', -183),
  coverLeft: weight('cover-left', -7),
  coverRight: weight('cover-right', -11),
  cover: weight('cover', 20),
  nothingLeft: weight('nothing-left', 462),
  nothingRight: weight('nothing-right', 326),
  noOtherWords: weight('no-other-words', 259),
  legalSame: weight('legal-same', 199),
  legalOther: weight('legal-other', -690),
  equalWhole: weight('equal-whole', 77),
  equalPlain: weight('equal-plain', 180),
  equalCut: weight('equal-cut', -209),
  likeness: weight('likeness', 9),
  prefix: weight('prefix', 250),
} as const;

/** Evidence in whole decibans. Never -0, which the engine would keep as an object of its own. */
export const decibans = ({ per }: Weight, amount: number): number => Math.round((per * amount) / 100) | 0;
