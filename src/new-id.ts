import { randomBytes } from 'node:crypto';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random id that sorts by time (ULID): ten digits of epoch milliseconds, sixteen of chance. */
export function newId(nowMs: number): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < 10; i++, rest = Math.floor(rest / 32))
    time = digits.charAt(rest % 32) + time;
  return time + [...randomBytes(16)].map((byte) => digits.charAt(byte % 32)).join('');
}
