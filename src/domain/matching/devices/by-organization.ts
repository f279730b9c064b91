import type { Range } from './counting.js';

/** The records of each organization, grouped by counting. Records without an organization are left out. */
export class ByOrganization {
  readonly records: Int32Array;
  /** Records of organization i are `starts[i]` to `starts[i + 1]`. */
  readonly starts: Int32Array;

  /** As made by `group`: here or by another thread. */
  constructor(records: Int32Array, starts: Int32Array) {
    this.records = records;
    this.starts = starts;
  }

  /**
   * Groups the records of `ranges`. `organizations`: how many there are. Records keep their order within one.
   * `room`: makes the arrays, when they are to be shared.
   */
  static group(
    organization: Int32Array,
    organizations: number,
    ranges: readonly Range[] = [{ from: 0, to: organization.length }],
    room: (length: number) => Int32Array = (length) => new Int32Array(length),
  ): ByOrganization {
    const starts = room(organizations + 1);
    for (const { from, to } of ranges) {
      for (let record = from; record < to; record++) {
        const one = organization[record] as number;
        if (one >= 0) starts[one + 1] = (starts[one + 1] as number) + 1;
      }
    }
    for (let i = 0; i < organizations; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
    const records = room(starts[organizations] as number);
    const next = starts.slice();
    for (const { from, to } of ranges) {
      for (let record = from; record < to; record++) {
        const one = organization[record] as number;
        if (one < 0) continue;
        const place = next[one] as number;
        records[place] = record;
        next[one] = place + 1;
      }
    }
    return new ByOrganization(records, starts);
  }

  of(organization: number): Int32Array {
    return this.records.subarray(this.starts[organization], this.starts[organization + 1]);
  }
}
