import { type KeyTable, NO_KEY, textKey } from '../../domain/matching/identifiers/index.js';

/** Sites and organizations as keys of their ids, for every thread: which organization (a number) each site is, -1 for none. */
export interface SiteTable {
  readonly siteKeys: Float64Array;
  readonly siteOrganizations: Int32Array;
  readonly organizationKeys: Float64Array;
}

/** Builds the table, row by row. Keeps keys only: a large MSP has tens of thousands of sites. */
export class SiteTableBuilder {
  #siteKeys = new Float64Array(64);
  #siteOrganizations = new Int32Array(64);
  readonly #organizations = new Map<number, number>();
  /** Sites added so far. */
  count = 0;

  /** Keys of ids as `textKey` makes them; `NO_KEY` for a site without an organization. Organizations are numbered as they come. */
  add(siteKey: number, organizationKey: number): void {
    if (this.count === this.#siteKeys.length) this.#grow();
    this.#siteKeys[this.count] = siteKey;
    this.#siteOrganizations[this.count] = organizationKey === NO_KEY ? -1 : this.#numberOf(organizationKey);
    this.count += 1;
  }

  table(): SiteTable {
    return {
      siteKeys: this.#siteKeys.slice(0, this.count),
      siteOrganizations: this.#siteOrganizations.slice(0, this.count),
      organizationKeys: Float64Array.from(this.#organizations.keys()),
    };
  }

  #numberOf(key: number): number {
    const known = this.#organizations.get(key);
    if (known !== undefined) return known;
    this.#organizations.set(key, this.#organizations.size);
    return this.#organizations.size - 1;
  }

  #grow(): void {
    const [keys, organizations] = [this.#siteKeys, this.#siteOrganizations];
    this.#siteKeys = new Float64Array(keys.length * 2);
    this.#siteKeys.set(keys);
    this.#siteOrganizations = new Int32Array(keys.length * 2);
    this.#siteOrganizations.set(organizations);
  }
}

/** Looks ids up by their bytes. Lines of one site or organization mostly stand together. */
export class IdTable {
  static readonly unknown = -2;
  readonly #numbers: KeyTable;
  #lastKey = NO_KEY;
  #last: number = IdTable.unknown;

  constructor(numbers: KeyTable) {
    this.#numbers = numbers;
  }

  /** The number of the id in `bytes[from..to)`, or `IdTable.unknown`. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const key = textKey(bytes, from, to);
    if (key === this.#lastKey) return this.#last;
    this.#lastKey = key;
    this.#last = this.#numbers.get(key, IdTable.unknown);
    return this.#last;
  }
}
