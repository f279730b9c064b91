import {
  type GuideStep,
  hopTitles,
  ruleOf,
  type SetupCheck,
  type SetupHop,
  walk,
} from '../domain/setup/index.js';
import type { Choice } from '../ports/prompts.js';
import type { Session } from '../ports/session.js';
import { attestStep } from './setup-attest.js';
import { evaluateReading, saveCheck } from './setup-check.js';
import { collectSetup, type SetupReading } from './setup-collect.js';
import { actionsFor, type GuideAction, stepSearch } from './setup-guide-actions.js';
import type { GuideCard, GuideDesk, GuideRequest, GuideSummary } from './setup-guide-desk.js';
import { type GuideMode, isLeft, rememberedPlace, rememberPlace, stepToTake } from './setup-guide-place.js';

/**
 * Walks a person through the set-up order: shows where to click, and reads the systems back the moment they say that a
 * step is done. Opens nothing and changes nothing in any system. Where they are is kept after every answer.
 */
export async function guideSetup(
  session: Session,
  request: GuideRequest,
  desk: GuideDesk,
): Promise<GuideSummary> {
  const reading = await collectSetup(session, { subdomain: request.subdomain });
  const check = await evaluateReading(session, reading);
  const talk = new Guide(session, request, desk, reading, check);
  return talk.walk();
}

const flag = 'setup check and setup attest STEP';

class Guide {
  #reading: SetupReading;
  #check: SetupCheck;
  #steps: readonly GuideStep[];
  #mode: GuideMode = 'order';
  #skipped = new Set<string>();
  readonly #settled = new Set<string>();
  readonly #shown: string[] = [];
  /** Hops that the person goes on with although they are told what breaks, and those left until then. */
  readonly #warned = new Map<SetupHop, boolean>();

  constructor(
    readonly session: Session,
    readonly request: GuideRequest,
    readonly desk: GuideDesk,
    reading: SetupReading,
    check: SetupCheck,
  ) {
    this.#reading = reading;
    this.#check = check;
    this.#steps = walk(check.findings);
  }

  async walk(): Promise<GuideSummary> {
    await this.#tellUnseen();
    let step = await this.#begin();
    while (step) {
      const next = await this.#about(step);
      if (next === 'quit') break;
      step = next ? this.#stepOf(next) : stepToTake(this.#steps, this.#mode, this.#skipped);
    }
    if (!step) await rememberPlace(this.session, null);
    if (this.#settled.size > 0)
      await saveCheck(this.session, this.#check, this.#reading.unseen, this.session.clock.now());
    return this.#summary(step);
  }

  async #tellUnseen(): Promise<void> {
    const whole = this.#reading.unseen.filter(({ what }) => what === 'everything');
    for (const { system, why } of whole) await this.desk.say(`${system} cannot be seen: ${why}`);
  }

  /** Where to begin: where it was left, else as the person chooses. */
  async #begin(): Promise<GuideStep | null> {
    const place = await rememberedPlace(this.session);
    if (place) {
      this.#mode = place.mode;
      this.#skipped = new Set(place.skipped);
      const there = place.step === null ? null : this.#stepOf(place.step);
      const step = there && isLeft(there) ? there : stepToTake(this.#steps, this.#mode, this.#skipped);
      if (step) await this.desk.say(`Going on where you were: ${step.step}.`);
      if (step) return step;
      this.#skipped.clear();
    }
    this.#mode = await this.#chooseMode();
    return stepToTake(this.#steps, this.#mode, this.#skipped);
  }

  async #chooseMode(): Promise<GuideMode> {
    const wrong = this.#steps.filter((step) => step.status === 'fail').length;
    const left = this.#steps.filter(isLeft).length;
    if (wrong === 0 || wrong === left) return 'order';
    const choices: Choice<GuideMode>[] = [
      { value: 'faults', label: `What is wrong first (${wrong}), then what is open` },
      { value: 'order', label: `Every step in order (${left}), as for a new set-up` },
    ];
    return this.desk.prompts.select('Where do you want to begin?', choices, { flag, initial: 'faults' });
  }

  /** Asks until the step is answered. Answers the step to go to, `null` for the next one, or that the person leaves. */
  async #about(step: GuideStep): Promise<string | 'quit' | null> {
    await this.#remember(step.step);
    if (!(await this.#agreedTo(step))) return null;
    await this.desk.card(this.#card(step));
    this.#shown.push(step.step);
    let now = step;
    for (;;) {
      const action = await this.#ask(now);
      switch (action.do) {
        case 'quit':
          return 'quit';
        case 'skip':
          this.#skipped.add(step.step);
          return null;
        case 'back':
          this.#shown.pop();
          return this.#shown.pop() ?? null;
        case 'jump':
          return this.#jump(action.step);
        case 'done':
          if (await this.#readBack(now)) return null;
          break;
        case 'confirm':
          if (await this.#confirm(now)) return null;
          break;
        case 'elsewhere':
          break;
      }
      now = this.#stepOf(step.step) ?? now;
    }
  }

  /** A hop that rests on another one is not begun before that is right, unless the person knows what will break. */
  async #agreedTo(step: GuideStep): Promise<boolean> {
    if (step.breaks.length === 0) return true;
    const before = this.#warned.get(step.hop);
    if (before !== undefined) {
      if (!before) this.#skipped.add(step.step);
      return before;
    }
    await this.desk.say([`Not yet: ${step.step} (${hopTitles[step.hop]}).`, ...step.breaks].join('\n'));
    const goOn = await this.desk.prompts.confirm(`Go on with ${hopTitles[step.hop]} all the same?`, {
      flag,
      initial: false,
    });
    this.#warned.set(step.hop, goOn);
    if (!goOn) this.#skipped.add(step.step);
    return goOn;
  }

  /** Who goes to a step by hand is asked again, even if they left its hop for later before. */
  #jump(id: string): string {
    const hop = this.#stepOf(id)?.hop;
    if (hop && this.#warned.get(hop) === false) this.#warned.delete(hop);
    this.#skipped.delete(id);
    return id;
  }

  async #ask(step: GuideStep): Promise<GuideAction> {
    const choices = actionsFor(step, this.#shown.length > 1);
    const action = await this.desk.prompts.select(`${step.step}: what now?`, choices, { flag });
    if (action.do !== 'elsewhere') return action;
    return {
      do: 'jump',
      step: await this.desk.prompts.search('Which step?', stepSearch(this.#steps), { flag }),
    };
  }

  /** Asks only the systems that the step is about; whether the step is good now. */
  async #readBack({ step: id }: GuideStep): Promise<boolean> {
    const rule = ruleOf(id);
    const { subdomain } = this.request;
    const systems = rule?.needs ?? [];
    const fresh = await collectSetup(this.session, { systems, before: this.#reading, subdomain });
    const failed = fresh.failures.filter((failure) => !this.#reading.failures.includes(failure));
    if (failed.length > 0) {
      await this.desk.say(failed.map(({ message }) => `Could not be read: ${message}`).join('\n'));
      return false;
    }
    this.#reading = fresh;
    await this.#evaluate();
    const now = this.#stepOf(id);
    const detail = now?.findings[0]?.detail ?? 'it does not apply any more';
    if (!now || !isLeft(now)) return this.#isGood(id, detail);
    await this.desk.say(
      now.findings.map((finding) => `Not yet: ${finding.subject}: ${finding.detail}.`).join('\n'),
    );
    return now.status === 'unknown' && now.attestable ? this.#confirm(now) : false;
  }

  async #isGood(step: string, detail: string): Promise<true> {
    this.#settled.add(step);
    this.#skipped.delete(step);
    await this.desk.say(`Good: ${step}: ${detail}.`);
    return true;
  }

  async #evaluate(): Promise<void> {
    this.#check = await evaluateReading(this.session, this.#reading);
    this.#steps = walk(this.#check.findings);
  }

  async #confirm(step: GuideStep): Promise<boolean> {
    const question = `No API shows it. Do you confirm: ${step.title}?`;
    if (!(await this.desk.prompts.confirm(question, { flag: `setup attest ${step.step}`, initial: false })))
      return false;
    const by = this.request.who ?? (await this.desk.prompts.text('Your name:', { flag: '--by' }));
    await attestStep(this.session, { step: step.step, by, note: null, days: null });
    await this.#evaluate();
    const now = this.#stepOf(step.step);
    if (now && isLeft(now)) return false;
    return this.#isGood(step.step, now?.findings[0]?.detail ?? 'confirmed');
  }

  #stepOf(id: string): GuideStep | null {
    return this.#steps.find((step) => step.step === id) ?? null;
  }

  #card(step: GuideStep): GuideCard {
    const good = this.#steps.filter((one) => !isLeft(one)).length;
    const position = this.#steps.indexOf(step) + 1;
    return { step, hopTitle: hopTitles[step.hop], position, total: this.#steps.length, good };
  }

  async #remember(step: string): Promise<void> {
    await rememberPlace(this.session, { mode: this.#mode, step, skipped: [...this.#skipped] });
  }

  #summary(step: GuideStep | null): GuideSummary {
    const left = this.#steps.filter(isLeft);
    return {
      settled: [...this.#settled],
      skipped: [...this.#skipped].filter((id) => left.some((one) => one.step === id)),
      left: left.length,
      total: this.#steps.length,
      next: step?.step ?? null,
      unseen: this.#reading.unseen,
    };
  }
}
