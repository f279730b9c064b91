import { type GuideStep, ruleOf } from '../domain/setup/index.js';
import type { Choice } from '../ports/prompts.js';

/** What a person can do with a step. `confirm`: their word stands where the systems cannot be read back. */
export type GuideAction =
  | { readonly do: 'done' | 'confirm' | 'skip' | 'back' | 'elsewhere' | 'quit' }
  | { readonly do: 'jump'; readonly step: string };

export function actionsFor(step: GuideStep, canGoBack: boolean): readonly Choice<GuideAction>[] {
  const canBeRead = ruleOf(step.step)?.check !== null;
  const contradicted = canBeRead && step.attestable && step.status === 'fail';
  return [
    canBeRead
      ? { value: { do: 'done' }, label: 'Done: read it back', key: 'd' }
      : { value: { do: 'confirm' }, label: 'Done: I confirm it', key: 'd' },
    ...when(contradicted, { value: { do: 'confirm' }, label: 'Confirm it all the same', key: 'c' }),
    { value: { do: 'skip' }, label: 'Skip it for now', key: 's' },
    ...when(canGoBack, { value: { do: 'back' }, label: 'Back to the one before', key: 'b' }),
    { value: { do: 'elsewhere' }, label: 'Go to another step...', key: 'g' },
    { value: { do: 'quit' }, label: 'Quit; where you are is kept', key: 'q' },
  ];
}

function when(condition: boolean, choice: Choice<GuideAction>): readonly Choice<GuideAction>[] {
  return condition ? [choice] : [];
}

/** Steps by what was typed of their id or title. */
export function stepSearch(steps: readonly GuideStep[]): (typed: string) => readonly Choice<string>[] {
  const choices = steps.map(({ step, title, status }) => ({
    value: step as string,
    label: `${step} ${title} (${statusWord[status]})`,
  }));
  return (typed) => {
    const wanted = typed.trim().toLowerCase();
    return choices.filter(({ label }) => label.toLowerCase().includes(wanted));
  };
}

const statusWord: Readonly<Record<GuideStep['status'], string>> = {
  fail: 'wrong',
  unknown: 'open',
  attested: 'confirmed',
  pass: 'good',
  'not-applicable': 'does not apply',
};
