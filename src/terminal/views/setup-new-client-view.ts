import type { NewClientStep } from '../../domain/setup/index.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { indented } from './indented.js';

export interface NewClientPage {
  readonly name: string;
  readonly steps: readonly NewClientStep[];
  readonly now: NewClientStep | null;
}

const widest = 100;
const margin = 10;

const words: Readonly<Record<NewClientStep['status'], string>> = {
  done: 'done',
  'to-do': 'to do',
  waits: 'waits',
  unknown: 'unseen',
};

/** The whole way of one client, and where to click for the step that is next. */
export const newClientView: View<NewClientPage> = {
  text: ({ name, steps, now }, screen) => {
    const width = Math.min(screen.width - 1, widest);
    const heading = screen.paint.bold(`Bringing in ${name}`);
    const end = now === null ? [`${name} is in.`] : [];
    return [
      '',
      heading,
      ...steps.map((step) => stepText(step, step.id === now?.id, width, screen)),
      ...end,
    ].join('\n');
  },
  json: ({ name, steps, now }) => ({ schema: 'new-client/1', name, steps, next: now?.id ?? null }),
};

function stepText(step: NewClientStep, isNow: boolean, width: number, { paint }: Screen): string {
  const part = (mark: string, text: string) => indented(text, width, margin, mark);
  const title = part(`  ${words[step.status]}`, step.title);
  if (!isNow) return step.status === 'done' ? title : paint.dim(title);
  return [
    paint.bold(title),
    part('', `Now: ${step.detail}`),
    part('', `Where: ${step.where}`),
    part('', `Then: ${step.verifiedBy}`),
  ].join('\n');
}
