import { type Finding, groupByHop, hardStopSteps, ruleOf, statusLabels } from '../../domain/setup/index.js';
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

/** What to do first and what waits for it, then further hard stops, then hop by hop what is left. */
export function findingsText(page: FindingsPage, screen: Screen): string {
  if (page.lineOnly) return page.summary.line;
  const steps = byStep(page.findings);
  const first = steps.find(({ step }) => step === page.summary.next);
  const stops = steps.filter((one) => one !== first && one.status === 'fail' && hardStopSteps.has(one.step));
  const onTop = new Set([first, ...stops]);
  const rest = page.findings.filter(({ step }) => !steps.some((one) => one.step === step && onTop.has(one)));
  const writer = new Writer(page, screen);
  const parts = [
    screen.paint.bold(`Set-up of profile ${page.profile}, ${screen.time(page.at)}`),
    first ? writer.block('Do this first', [writer.full(first)]) : '',
    stops.length > 0
      ? writer.block(
          'Hard stops: a first sync is refused until these are right',
          stops.map((one) => writer.full(one)),
        )
      : '',
    ...groupByHop(rest).map(({ title, findings }) => writer.group(title, byStep(findings))),
    page.report === null ? '' : reportText(page.report, screen),
    writer.unseen(),
    screen.paint.bold(page.summary.line),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

class Writer {
  readonly #width: number;

  constructor(
    readonly page: FindingsPage,
    readonly screen: Screen,
  ) {
    this.#width = Number.isFinite(screen.width) ? Math.min(screen.width - 1, widest) : screen.width;
  }

  block(heading: string, parts: readonly string[]): string {
    return [this.screen.paint.bold(heading), ...parts].join('\n');
  }

  /** One step with all that is known of it. */
  full(one: StepFindings): string {
    const rule = ruleOf(one.step);
    const waits = waitingFor(one.step, this.page.findings);
    const notes = evidenceOf(one.findings, 'note');
    return [
      this.#title(one),
      ...this.#details(one),
      ...(rule && isOpen(one) ? [this.#line(`Why: ${rule.why}`), this.#line(`Do: ${rule.fix}`)] : []),
      ...this.#confirming(one),
      ...notes.map((note) => this.#line(`Note: ${note}`)),
      ...(waits.length > 0 ? [this.#line(`Waits for it: ${waits.join(', ')}`)] : []),
    ].join('\n');
  }

  /** A hop: what is wrong with its way out, what is open by reason, the rest as counts. */
  group(title: string, steps: readonly StepFindings[]): string {
    if (this.page.all)
      return this.block(
        title,
        steps.map((one) => this.full(one)),
      );
    const failing = steps.filter(({ status }) => status === 'fail');
    const open = steps.filter(({ status }) => status === 'unknown');
    return this.block(title, [
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
    return this.block('Not seen', lines);
  }

  #brief(one: StepFindings): string {
    const rule = ruleOf(one.step);
    return [this.#title(one), ...this.#details(one), ...(rule ? [this.#line(`Do: ${rule.fix}`)] : [])].join(
      '\n',
    );
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

  #confirming({ step, status }: StepFindings): string[] {
    const rule = ruleOf(step);
    const byWord = rule?.decide === 'attestation' || rule?.decide === 'evidence';
    return byWord && status === 'unknown'
      ? [this.#line(`Confirm it with: trilink setup attest ${step}`)]
      : [];
  }

  #counts(steps: readonly StepFindings[]): string[] {
    const counted = (['pass', 'attested', 'not-applicable'] as const).flatMap((status) => {
      const count = steps.filter((one) => one.status === status).length;
      return count > 0 ? [`${count} ${statusLabels[status]}`] : [];
    });
    return counted.length > 0 ? [this.screen.paint.dim(`  ${counted.join(', ')}`)] : [];
  }

  #line(text: string, mark = ''): string {
    return indented(text, this.#width, margin, mark === '' ? '' : `  ${mark}`);
  }
}

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
