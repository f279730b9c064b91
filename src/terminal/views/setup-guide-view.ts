import { type GuideStep, statusLabels } from '../../domain/setup/index.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { evidenceOf, some, told } from './findings-page.js';
import { indented } from './indented.js';

export interface GuideCard {
  readonly step: GuideStep;
  readonly hopTitle: string;
  readonly position: number;
  readonly total: number;
  readonly good: number;
}

const widest = 100;
const margin = 8;

/** One step: the good state, what was found, where to click, why it matters. */
export const guideCardView: View<GuideCard> = {
  text: (card, screen) => `\n${lines(card, screen).join('\n')}\n`,
  json: (card) => ({ schema: 'guide-step/1', ...card }),
};

function lines({ step, hopTitle, position, total, good }: GuideCard, screen: Screen): string[] {
  const { paint } = screen;
  const width = Math.min(screen.width - 1, widest);
  const part = (mark: string, text: string) => indented(text, width, margin, mark);
  const examples = evidenceOf(step.findings, 'example');
  return [
    paint.dim(`${hopTitle}, step ${position} of ${total} (${good} good)`),
    paint.bold(indented(step.title, width, margin, step.step)),
    ...step.breaks.map((text) => paint.red(part('Not yet', text))),
    ...step.findings
      .slice(0, 4)
      .map((finding, at) => part(at === 0 ? 'Now' : '', nowText(step, told(finding), at))),
    ...(step.findings.length > 4 ? [part('', `and ${step.findings.length - 4} more`)] : []),
    ...(examples.length > 0 ? [part('', `such as ${some(examples, 3)}`)] : []),
    part('Where', step.where),
    part('Why', step.why),
    ...(step.note === null ? [] : [part('Note', step.note)]),
    ...(step.blockedBy.length > 0 ? [part('After', step.blockedBy.join(', '))] : []),
    paint.dim(part('', step.verifiedBy)),
  ];
}

function nowText({ status }: GuideStep, text: string, at: number): string {
  return at === 0 ? `${statusLabels[status]}: ${text}` : text;
}

export interface GuideSummary {
  readonly settled: readonly string[];
  readonly skipped: readonly string[];
  readonly left: number;
  readonly total: number;
  readonly next: string | null;
}

export const guideSummaryView: View<GuideSummary> = {
  text: ({ settled, skipped, left, total, next }) =>
    [
      settled.length > 0 ? `Settled: ${settled.join(', ')}.` : '',
      skipped.length > 0 ? `Skipped: ${skipped.join(', ')}.` : '',
      left === 0 ? `All ${total} steps are good.` : `${left} of ${total} steps are left.`,
      next === null ? '' : `Go on with ${next}: trilink setup guide`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  json: (summary) => ({ schema: 'setup-guide/1', ...summary }),
};
