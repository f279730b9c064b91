import { type Alignment, type AlignWord, align, type Pairing } from './align.js';
import { Role } from './parse.js';
import { Kind } from './vocabulary.js';

export const featureNames = [
  'bias',
  'sameCore',
  'sameTrade',
  'sameFiller',
  'samePlace',
  'sameNumber',
  'typo',
  'typos',
  'joined',
  'initials',
  'cut',
  'leftCore',
  'leftTrade',
  'leftFiller',
  'leftPlace',
  'leftAside',
  'rightCore',
  'rightTrade',
  'rightFiller',
  'rightPlace',
  'rightAside',
  'bothCore',
  'leftHead',
  'rightHead',
  'numberConflict',
  'numberLeft',
  'numberRight',
  'legalSame',
  'legalConflict',
  'wholeEqual',
  'plainEqual',
  'cutEqual',
  'likeness',
  'coverLeft',
  'coverRight',
  'coverBoth',
  'bothTrade',
  'placeConflict',
  'wholeInitials',
  'prefix',
  'headSame',
  'onlyCommon',
  'leftCommonCore',
  'rightCommonCore',
  'likeness2',
] as const;
export type FeatureName = (typeof featureNames)[number];
export type Features = Record<FeatureName, number>;

export interface Side {
  readonly words: readonly AlignWord[];
  readonly legal: readonly string[];
  readonly squeezed: string;
}

const kindWord = ['Core', 'Trade', 'Filler', 'Place', 'Number', 'Stop'] as const;

export function measure(left: Side, right: Side, likeness: number, equality: number): { f: Features; a: Alignment } {
  const f = Object.fromEntries(featureNames.map((name) => [name, 0])) as Features;
  const a = align(left.words, right.words);
  f.bias = 1;
  f.likeness = likeness * 10;
  f.likeness2 = likeness * likeness * 10;
  const total = (words: readonly AlignWord[]) => words.reduce((sum, w) => sum + (w.role === Role.main ? w.weight : 0), 0);
  const [tl, tr] = [total(left.words), total(right.words)];
  let [ml, mr] = [0, 0];
  let common = true;
  for (const p of a.pairs) {
    const l = p.left.map((i) => left.words[i] as AlignWord);
    const r = p.right.map((j) => right.words[j] as AlignWord);
    const wl = l.reduce((s, w) => s + w.weight, 0);
    const wr = r.reduce((s, w) => s + w.weight, 0);
    if (l.every((w) => w.role === Role.main)) ml += wl;
    if (r.every((w) => w.role === Role.main)) mr += wr;
    pairFeature(f, p, l, r, Math.min(wl, wr));
    if (l.some((w) => w.kind === Kind.core) || p.how === 'initials') common = false;
  }
  if (common) f.onlyCommon = 1;
  over(f, a.leftOver.map((i) => left.words[i] as AlignWord), 'left');
  over(f, a.rightOver.map((j) => right.words[j] as AlignWord), 'right');
  f.bothCore = Math.min(f.leftCore + f.leftAside / 2, f.rightCore + f.rightAside / 2);
  f.bothTrade = Math.min(f.leftTrade, f.rightTrade);
  f.placeConflict = f.leftPlace > 0 && f.rightPlace > 0 ? 1 : 0;
  f.numberConflict = f.numberLeft > 0 && f.numberRight > 0 ? 1 : 0;
  const head = (words: readonly AlignWord[]) => words.findIndex((w) => w.role === Role.main && w.kind !== Kind.stop);
  const [hl, hr] = [head(left.words), head(right.words)];
  f.leftHead = a.leftOver.includes(hl) ? 1 : 0;
  f.rightHead = a.rightOver.includes(hr) ? 1 : 0;
  f.headSame = a.pairs.some((p) => p.left.includes(hl) && p.right.includes(hr)) ? 1 : 0;
  f.coverLeft = tl > 0 ? (10 * ml) / tl : 0;
  f.coverRight = tr > 0 ? (10 * mr) / tr : 0;
  f.coverBoth = (f.coverLeft * f.coverRight) / 10;
  if (left.legal.length > 0 && right.legal.length > 0) {
    const shared = left.legal.some((x) => right.legal.includes(x));
    if (shared) f.legalSame = 1;
    else f.legalConflict = 1;
  }
  if (equality === 0) f.wholeEqual = 1;
  else if (equality === 1) f.plainEqual = 1;
  else if (equality === 2) f.cutEqual = 1;
  const [s, t] = [left.squeezed, right.squeezed];
  if (s !== t && Math.min(s.length, t.length) >= 4 && (s.startsWith(t) || t.startsWith(s))) f.prefix = 1;
  const mains = (words: readonly AlignWord[]) => words.filter((w) => w.role === Role.main).length;
  for (const p of a.pairs) {
    if (p.how !== 'initials') continue;
    if (a.pairs.length === 1 && (mains(left.words) <= 1 || mains(right.words) <= 1) && a.leftOver.length + a.rightOver.length === 0) f.wholeInitials = 1;
  }
  return { f, a };
}

function pairFeature(f: Features, p: Pairing, l: readonly AlignWord[], r: readonly AlignWord[], weight: number): void {
  const w = weight / 10;
  if (p.how === 'same') {
    const kind = kindWord[(l[0] as AlignWord).kind];
    if (kind !== 'Stop') f[`same${kind}`] += w;
  } else f[p.how] += w;
}

function over(f: Features, words: readonly AlignWord[], side: 'left' | 'right'): void {
  for (const w of words) {
    if (w.kind === Kind.stop || w.role === Role.mark || w.role === Role.echo) continue;
    if (w.kind === Kind.number) {
      f[side === 'left' ? 'numberLeft' : 'numberRight'] += w.role === Role.main ? 1 : 0.5;
      continue;
    }
    if (w.role === Role.aside) f[`${side}Aside`] += w.weight / 10;
    else if (w.role === Role.place) f[`${side}Place`] += 1;
    else if (w.kind === Kind.core) {
      f[`${side}Core`] += 1;
      if (w.id >= 0 && w.weight < 34) f[`${side}CommonCore`] += 1;
    }
    else if (w.kind === Kind.trade) f[`${side}Trade`] += 1;
    else if (w.kind === Kind.filler) f[`${side}Filler`] += 1;
    else f[`${side}Place`] += 1;
  }
}
