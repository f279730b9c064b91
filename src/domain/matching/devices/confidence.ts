import { Limit } from './weights.js';

/**
 * How likely each of the candidates is the right one, from 0 to 1, four digits: its evidence against that of the others
 * and of "none of these". `totals` are sums of weights in bits.
 */
export function confidences(totals: readonly number[]): number[] {
  if (totals.length === 1) return [aloneConfidence(totals[0] as number)];
  const most = Math.max(Limit.prior, ...totals);
  const odds = totals.map((total) => power(total - most));
  const all = odds.reduce((sum, one) => sum + one, power(Limit.prior - most));
  return odds.map((one) => Math.round((one / all) * 10_000) / 10_000);
}

/** The confidence of an only candidate. */
export function aloneConfidence(total: number): number {
  return Math.round(10_000 / (1 + power(Limit.prior - total))) / 10_000;
}

/** Powers of two for exponents from -255 to 255; looked up, since this is asked for every device. */
const powers = Float64Array.from({ length: 511 }, (_, i) => 2 ** (i - 255));

function power(exponent: number): number {
  return powers[exponent + 255] ?? (exponent < 0 ? 0 : Number.POSITIVE_INFINITY);
}
