import type { ListTwist } from './faults.js';

export interface Cut<T> {
  readonly rows: readonly T[];
  readonly total: number;
  readonly hasNext: boolean;
  /** The origin that the next page's address names: the vendor's own, unless a fault says otherwise. */
  readonly nextOrigin: string;
}

/** `size` rows from `offset` on, told truthfully or as the fault wants it. `trap` is the origin of foreign addresses. */
export function cutPage<T>(
  all: readonly T[],
  { offset, size, origin }: { readonly offset: number; readonly size: number; readonly origin: string },
  twist: ListTwist | null,
): Cut<T> {
  const plain = {
    rows: all.slice(offset, offset + size),
    total: all.length,
    hasNext: offset + size < all.length,
    nextOrigin: origin,
  };
  switch (twist?.twist) {
    case undefined:
      return plain;
    case 'empty':
      return { ...plain, rows: [], total: 0, hasNext: false };
    case 'repeat-page':
      return { ...plain, rows: all.slice(Math.max(0, offset - size), Math.max(size, offset)) };
    case 'shift-rows': {
      const start = Math.max(0, offset + twist.rows);
      return { ...plain, rows: all.slice(start, start + size) };
    }
    case 'shortfall':
      return { ...plain, rows: plain.rows.slice(0, Math.max(0, plain.rows.length - twist.rows)) };
    case 'foreign-next':
      return { ...plain, hasNext: true, nextOrigin: twist.origin ?? 'http://127.0.0.2:9' };
  }
}
