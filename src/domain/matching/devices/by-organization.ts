/** The records of each organization, grouped by counting. Records without one are left out. */
export class ByOrganization {
  readonly #records: Int32Array;
  readonly #starts: Int32Array;

  /** `organizations`: how many there are. Records keep their order within an organization. */
  constructor(organization: Int32Array, organizations: number) {
    this.#starts = new Int32Array(organizations + 1);
    for (const one of organization)
      if (one >= 0) this.#starts[one + 1] = (this.#starts[one + 1] as number) + 1;
    for (let i = 0; i < organizations; i++) {
      this.#starts[i + 1] = (this.#starts[i + 1] as number) + (this.#starts[i] as number);
    }
    this.#records = new Int32Array(this.#starts[organizations] as number);
    const next = this.#starts.slice();
    organization.forEach((one, record) => {
      if (one < 0) return;
      const place = next[one] as number;
      this.#records[place] = record;
      next[one] = place + 1;
    });
  }

  of(organization: number): Int32Array {
    return this.#records.subarray(this.#starts[organization], this.#starts[organization + 1]);
  }
}
