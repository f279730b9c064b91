import { Limit } from './weights.js';

/**
 * How likely each of the candidates is the right one, from 0 to 1, four digits: its evidence against that of the others
 * and of "none of these". `totals` are sums of weights in bits.
 */
export function confidences(totals: readonly number[]): number[] {
  if (totals.length === 1) return [aloneConfidence(totals[0] as number)];
  const most = Math.max(Limit.prior, ...totals);
  const odds = totals.map((total) => 2 ** (total - most));
  const all = odds.reduce((sum, one) => sum + one, 2 ** (Limit.prior - most));
  return odds.map((one) => Math.round((one / all) * 10_000) / 10_000);
}

/** The confidence of an only candidate. */
function aloneConfidence(total: number): number {
  return Math.round(10_000 / (1 + 2 ** (Limit.prior - total))) / 10_000;
}
