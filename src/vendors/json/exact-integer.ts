/**
 * An integer on its way out, kept as digits: an id that a vendor wants as a JSON number and that may be larger than
 * what a JavaScript number holds exactly. `writeJson` writes the digits as they are.
 */
export class ExactInteger {
  readonly digits: string;

  /** @throws {RangeError} when the text is no plain integer. */
  constructor(digits: string) {
    if (!/^-?(?:0|[1-9]\d*)$/.test(digits)) throw new RangeError('not an integer in plain digits');
    this.digits = digits;
  }
}

/** The id as the vendor's number when it is one, else the text itself. */
export function numberId(id: string): ExactInteger | string {
  return /^(?:0|[1-9]\d*)$/.test(id) ? new ExactInteger(id) : id;
}
