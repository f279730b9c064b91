import {
  type Cause,
  causesOf,
  defaultOrder,
  type Finding,
  groupByHop,
  hardStopSteps,
  ruleOf,
  statusLabels,
} from '../../domain/setup/index.js';
import type { Screen } from '../screen.js';
import {
  byStep,
  evidenceOf,
  type FindingsPage,
  type StepFindings,
  some,
  told,
  waitingFor,
} from './findings-page.js';
import { indented } from './indented.js';
import { reportText } from './setup-report.js';

/** Lines longer than this are hard to read; piped, nothing is broken. */
const widest = 100;
const margin = 8;
const mostSubjects = 5;
const mostExamples = 3;
const mostWaiting = 12;

/** What is next, hard stops, the next step with what waits for it, then hop by hop what is left, then the one line. */
export function findingsText(page: FindingsPage, screen: Screen): string {
  if (page.lineOnly) return page.summary.line;
  const steps = byStep(page.findings);
  const isStop = (one: StepFindings) => one.status === 'fail' && hardStopSteps.has(one.step);
  const next = steps.find(({ step }) => step === page.summary.next);
  const stops = steps.filter(isStop);
  const first = next && !isStop(next) ? [next] : [];
  const onTop = new Set([...stops, ...first].map(({ step }) => step));
  const rest = page.findings.filter((one) => !onTop.has(one.step) && (page.all || applies(one)));
  const writer = new Writer(page, screen);
  return [
    writer.heading(next),
    writer.block('Hard stops: they stop a first sync, and later keep out what they concern', stops),
    writer.block('Do this next', first),
    ...groupByHop(rest).map(({ title, findings }) => writer.group(title, byStep(findings))),
    page.report === null ? '' : reportText(page.report, screen),
    writer.unseen(),
    writer.elsewhere(),
    screen.paint.bold(page.summary.line),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

class Writer {
  readonly #width: number;

  constructor(
    readonly page: FindingsPage,
    readonly screen: Screen,
  ) {
    this.#width = Number.isFinite(screen.width) ? Math.min(screen.width - 1, widest) : screen.width;
  }

  heading(next: StepFindings | undefined): string {
    const { page, screen } = this;
    const title = screen.paint.bold(`Set-up of profile ${page.profile}, ${screen.time(page.at)}`);
    if (!next) return title;
    const then = causesOf(page.findings, defaultOrder).filter(
      (cause) => !cause.some((step) => step === next.step),
    );
    const after = some(then.map(causeText), mostWaiting, '; ');
    return [
      title,
      indented(`${next.step} ${next.title}`, this.#width, 6, 'Next:'),
      ...(after === '' ? [] : [indented(after, this.#width, 6, 'Then:')]),
    ].join('\n');
  }

  /** Steps in full under a heading; nothing without steps. */
  block(heading: string, steps: readonly StepFindings[]): string {
    return steps.length === 0
      ? ''
      : this.#under(
          heading,
          steps.map((one) => this.#full(one)),
        );
  }

  #under(heading: string, parts: readonly string[]): string {
    return [this.screen.paint.bold(heading), ...parts].join('\n');
  }

  /** One step with all that is known of it. */
  #full(one: StepFindings): string {
    const rule = ruleOf(one.step);
    const waits = waitingFor(one.step, this.page.findings);
    const notes = evidenceOf(one.findings, 'note');
    return [
      this.#title(one),
      ...this.#details(one),
      ...(rule && isOpen(one) ? [this.#line(`Why: ${rule.why}`), this.#line(`Do: ${rule.fix}`)] : []),
      ...this.#confirming(one),
      ...this.#together(one),
      ...notes.map((note) => this.#line(`Note: ${note}`)),
      ...(waits.length > 0 ? [this.#line(`Waits for it: ${some(waits, mostWaiting, ', ')}`)] : []),
    ].join('\n');
  }

  /** A hop: what is wrong with its way out, what is open by reason, the rest as counts. */
  group(title: string, steps: readonly StepFindings[]): string {
    if (this.page.all) return this.block(title, steps);
    const failing = steps.filter(({ status }) => status === 'fail');
    const open = steps.filter(({ status }) => status === 'unknown');
    return this.#under(title, [
      ...failing.map((one) => this.#brief(one)),
      ...openLines(open).map(([why, ids]) => this.#line(`${ids.join(', ')}: ${why}`, 'open')),
      ...this.#counts(steps),
    ]);
  }

  unseen(): string {
    const { unseen } = this.page;
    if (unseen.length === 0) return '';
    const lines = unseen.map(({ system, what, why }) =>
      indented(`${system}, ${what}: ${why}`, this.#width, 2),
    );
    return this.#under('Not seen', lines);
  }

  /** How many steps were left out because they do not apply. */
  elsewhere(): string {
    const steps = this.page.all ? [] : byStep(this.page.findings.filter((finding) => !applies(finding)));
    if (steps.length === 0) return '';
    const text = `${steps.length} ${steps.length === 1 ? 'step does' : 'steps do'} not apply here (--all names them)`;
    return this.screen.paint.dim(text);
  }

  #brief(one: StepFindings): string {
    const rule = ruleOf(one.step);
    return [
      this.#title(one),
      ...this.#details(one),
      ...(rule ? [this.#line(`Do: ${rule.fix}`)] : []),
      ...this.#together(one),
    ].join('\n');
  }

  #title({ step, title, status, findings }: StepFindings): string {
    const { paint } = this.screen;
    const severity = status === 'fail' ? `, ${findings[0]?.severity}` : '';
    const stop = status === 'fail' && hardStopSteps.has(step) ? ', hard stop' : '';
    const state = `(${statusLabels[status]}${severity}${stop})`;
    const text = indented(`${title} ${state}`, this.#width, margin, `  ${step}`);
    if (status === 'fail') return text.replace(state, paint.red(state));
    return status === 'unknown' ? text.replace(state, paint.yellow(state)) : text;
  }

  #details({ findings }: StepFindings): string[] {
    const most = this.page.all ? findings.length : mostSubjects;
    const hidden = findings.length - most;
    const examples = evidenceOf(findings, 'example');
    const candidates = evidenceOf(findings, 'candidate');
    return [
      ...findings.slice(0, most).map((finding) => this.#line(told(finding))),
      ...(hidden > 0 ? [this.#line(`and ${hidden} more (--all shows them)`)] : []),
      ...(examples.length > 0
        ? [this.#line(`such as ${some(examples, this.page.all ? examples.length : mostExamples)}`)]
        : []),
      ...candidates.slice(0, most).map((candidate) => this.#line(`perhaps ${candidate}`)),
    ];
  }

  #together({ findings }: StepFindings): string[] {
    const others = evidenceOf(findings, 'together');
    return others.length === 0 ? [] : [this.#line(`One cause with: ${others.join(', ')}`)];
  }

  #confirming({ step, status }: StepFindings): string[] {
    const rule = ruleOf(step);
    const byWord = rule?.decide === 'attestation' || rule?.decide === 'evidence';
    return byWord && status === 'unknown'
      ? [this.#line(`Confirm it with: trilink setup attest ${step}`)]
      : [];
  }

  #counts(steps: readonly StepFindings[]): string[] {
    const counted = (['pass', 'attested'] as const).flatMap((status) => {
      const count = steps.filter((one) => one.status === status).length;
      return count > 0 ? [`${count} ${statusLabels[status]}`] : [];
    });
    return counted.length > 0 ? [this.screen.paint.dim(`  ${counted.join(', ')}`)] : [];
  }

  #line(text: string, mark = ''): string {
    return indented(text, this.#width, margin, mark === '' ? '' : `  ${mark}`);
  }
}

/** `C-25 (with C-26, X-01)`: one thing to put right, however many steps show it. */
function causeText([first, ...others]: Cause): string {
  return others.length === 0 ? `${first}` : `${first} (with ${others.join(', ')})`;
}

const applies = (finding: Finding): boolean => finding.status !== 'not-applicable';

const isOpen = ({ status }: StepFindings): boolean => status === 'fail' || status === 'unknown';

/** Open steps by why they are open: what waits for another step, what a person confirms, what could not be told. */
function openLines(open: readonly StepFindings[]): readonly (readonly [why: string, steps: string[]])[] {
  const lines = new Map<string, string[]>();
  for (const { step, findings } of open) {
    const why = whyOpen(step, findings[0]);
    lines.set(why, [...(lines.get(why) ?? []), step]);
  }
  return [...lines];
}

function whyOpen(step: string, finding: Finding | undefined): string {
  const [first] = finding?.blockedBy ?? [];
  if (first) return `after ${first}`;
  if (ruleOf(step)?.check === null) return 'only a person knows; confirm with: trilink setup attest STEP';
  return finding?.detail ?? '';
}
