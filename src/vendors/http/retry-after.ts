import type { Reply } from './send.js';

/**
 * How long the vendor asks us to wait, in ms, or `null` when it does not say. Both forms of RFC 9110 are read: seconds
 * and an HTTP date. A date that is past means at once.
 */
export function retryAfterMs(reply: Pick<Reply, 'headers'>, now: number): number | null {
  const text = reply.headers['retry-after']?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
