/**
 * What each measurement of a pair of names adds to its score, in hundredths of a deciban for one unit of the amount.
 * A deciban is ten times the base-10 logarithm of odds: 10 makes a pair ten times as likely, -10 a tenth as likely.
 *
 * Fitted by logistic regression (one choice among a name's candidates and "none of them") on names with known answers;
 * numbers and places that contradict were too few there to learn from and are set by hand.
 */
export const weights = {
  prior: -1188,
  same: 35,
  'same-trade': 8,
  'same-filler': -10,
  'same-place': -2,
  'same-number': 6,
  typo: 6,
  typos: -12,
  joined: 10,
  initials: 358,
  'initials-short': 113,
  cut: -39,
  'only-misspelt': -80,
  left: -218,
  'left-trade': -284,
  'left-filler': -270,
  'left-place': -260,
  'left-number': -237,
  'left-aside': -16,
  right: -231,
  'right-trade': -289,
  'right-filler': -138,
  'right-place': -318,
  'right-number': -344,
  'right-aside': 10,
  'other-words': -133,
  'other-trade': -271,
  'other-place': -1086,
  'other-number': -1303,
  'other-store': -651,
  'head-left': -330,
  'head-right': -218,
  'cover-left': -5,
  'cover-right': -9,
  cover: 18,
  'nothing-left': 435,
  'nothing-right': 291,
  'no-other-words': 132,
  'legal-same': 160,
  'legal-other': -637,
  'equal-whole': 28,
  'equal-plain': -104,
  'equal-cut': -17,
  likeness: 13,
  prefix: 257,
} as const;

export type Measure = keyof typeof weights;
