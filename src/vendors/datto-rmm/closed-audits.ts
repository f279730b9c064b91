import { GONE_AFTER } from './limits.js';

/**
 * Which classes' audits this key may not read at all, as far as a run can tell: several refusals and not one answer.
 * Going on to ask would only bring the block that follows too many 403s.
 */
export class ClosedAudits {
  readonly #classes = new Map<string, { refusals: number; answered: boolean; why: string }>();

  answered(deviceClass: string): void {
    this.#of(deviceClass).answered = true;
  }

  refused(deviceClass: string, why: string): void {
    const known = this.#of(deviceClass);
    known.refusals += 1;
    known.why = why;
  }

  /** Why nothing more of that class is asked for; `null` as long as it is. */
  whyNot(deviceClass: string): string | null {
    const { refusals, answered, why } = this.#of(deviceClass);
    return !answered && refusals >= GONE_AFTER ? why : null;
  }

  #of(deviceClass: string) {
    const known = this.#classes.get(deviceClass) ?? { refusals: 0, answered: false, why: '' };
    this.#classes.set(deviceClass, known);
    return known;
  }
}
