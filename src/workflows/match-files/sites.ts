import { textKey } from '../../domain/matching/identifiers/index.js';

/** Sites and organizations as keys of their ids, for every thread: which organization (a number) each site is, -1 for none. */
export interface SiteTable {
  readonly siteKeys: Float64Array;
  readonly siteOrganizations: Int32Array;
  readonly organizationKeys: Float64Array;
}

export interface SiteRow {
  readonly siteId: string;
  readonly organizationId: string | null;
}

/** Numbers the organizations in the order of the rows. */
export function siteTable(rows: readonly SiteRow[]): SiteTable {
  const numbers = new Map<string, number>();
  for (const { organizationId } of rows) {
    if (organizationId !== null && !numbers.has(organizationId)) numbers.set(organizationId, numbers.size);
  }
  return {
    siteKeys: Float64Array.from(rows, (row) => keyOf(row.siteId)),
    siteOrganizations: Int32Array.from(rows, (row) => numbers.get(row.organizationId ?? '') ?? -1),
    organizationKeys: Float64Array.from(numbers.keys(), keyOf),
  };
}

function keyOf(id: string): number {
  const bytes = new TextEncoder().encode(id);
  return textKey(bytes, 0, bytes.length);
}

/** Looks ids up by their bytes. Lines of one site or organization mostly stand together. */
export class IdTable {
  static readonly unknown = -2;
  readonly #numbers = new Map<number, number>();
  #lastKey = 0;
  #last: number = IdTable.unknown;

  constructor(keys: Float64Array, numbers: ArrayLike<number> | null) {
    keys.forEach((key, i) => {
      this.#numbers.set(key, numbers ? (numbers[i] as number) : i);
    });
  }

  /** The number of the id in `bytes[from..to)`, or `IdTable.unknown`. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const key = textKey(bytes, from, to);
    if (key === this.#lastKey) return this.#last;
    this.#lastKey = key;
    this.#last = this.#numbers.get(key) ?? IdTable.unknown;
    return this.#last;
  }
}
