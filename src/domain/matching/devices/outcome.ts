/** Status of a device in columns; the names are those of verdicts. Never renumber. */
export const statusNames = ['unmatched', 'matched', 'suggested', 'ambiguous', 'ignored', 'waiting'] as const;

export const Status = {
  unmatched: 0,
  matched: 1,
  suggested: 2,
  ambiguous: 3,
  ignored: 4,
  waiting: 5,
} as const;

/** What was decided about each device, as columns. `target` is -1 without a match. */
export interface Outcome {
  readonly status: Uint8Array;
  /** Index into `reasonCodes`. */
  readonly reason: Uint8Array;
  readonly target: Int32Array;
  /** Where the device's candidates start in the list of candidates, and how many there are. Best first. */
  readonly firstCandidate: Uint32Array;
  readonly candidateCount: Uint8Array;
}

/** A list of configurations that only grows. */
export class CandidateList {
  #records: Int32Array;
  length = 0;

  constructor(room: Int32Array = new Int32Array(64)) {
    this.#records = room;
  }

  push(configuration: number): void {
    if (this.length === this.#records.length) {
      const larger = new Int32Array(this.#records.length * 2);
      larger.set(this.#records);
      this.#records = larger;
    }
    this.#records[this.length++] = configuration;
  }

  at(place: number): number {
    return this.#records[place] as number;
  }
}
