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

/** What was decided about each device, as columns. The first candidate of a matched device is its match. */
export interface Outcome {
  readonly status: Uint8Array;
  /** Index into `reasonCodes`. */
  readonly reason: Uint8Array;
  /** Where the device's candidates start in the list of candidates, and how many there are. Best first. */
  readonly firstCandidate: Uint32Array;
  readonly candidateCount: Uint8Array;
}

/**
 * Candidates of all devices, one after the other. Beside each stands whether one of the two names is another record's,
 * which only the organization's indexes can tell and evidence needs later.
 */
export class CandidateList {
  #entries: Int32Array;
  length: number;

  /** `room` and `from`: where to start in an array that others share; by default a new one that grows. */
  constructor(room: Int32Array = new Int32Array(64), from = 0) {
    this.#entries = room;
    this.length = from;
  }

  push(configuration: number, nameElsewhere: boolean): void {
    if (this.length === this.#entries.length) {
      const larger = new Int32Array(this.#entries.length * 2);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    this.#entries[this.length++] = configuration * 2 + (nameElsewhere ? 1 : 0);
  }

  at(place: number): number {
    return (this.#entries[place] as number) >> 1;
  }

  isNameElsewhere(place: number): boolean {
    return ((this.#entries[place] as number) & 1) === 1;
  }
}
