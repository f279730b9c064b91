import { isContradiction, isNameOnly } from '../domain/matching/evidence-kinds.js';
import type { MatchStatus } from '../domain/matching/verdict.js';
import type { Choice } from '../ports/prompts.js';
import type { PublishedItem } from '../ports/store.js';

/** What a person can do about one item. */
export type ReviewAction =
  | { readonly do: 'accept'; readonly id: string }
  | {
      readonly do:
        | 'match'
        | 'change'
        | 'create'
        | 'ignore'
        | 'forget'
        | 'skip'
        | 'back'
        | 'explain'
        | 'rest'
        | 'quit';
    };

const acceptable: ReadonlySet<MatchStatus> = new Set(['suggested', 'ambiguous', 'unmatched', 'gone']);
const mostAccepted = 3;

/** The choices for an item. Each begins with another letter, so that typing it goes there. */
export function choicesFor(
  item: PublishedItem,
  { decided, canGoBack }: { readonly decided: boolean; readonly canGoBack: boolean },
): readonly Choice<ReviewAction>[] {
  const isMatched = item.status === 'matched' && item.targetId !== null;
  const choice = (what: Exclude<ReviewAction['do'], 'accept'>, label: string) => [
    { value: { do: what }, label },
  ];
  return [
    ...(acceptable.has(item.status) ? acceptChoices(item) : []),
    ...(isMatched
      ? choice('change', 'Change it to another record...')
      : choice(
          'match',
          item.candidates.length > 0 ? 'Match it to another record...' : 'Match it to a record...',
        )),
    ...(isMatched ? [] : choice('create', 'Create a new record')),
    ...choice('ignore', 'Ignore it...'),
    ...(decided ? choice('forget', 'Forget what was decided') : []),
    ...choice('skip', 'Skip it for now'),
    ...(canGoBack ? choice('back', 'Back to the one before') : []),
    ...choice('explain', 'Explain'),
    ...choice('rest', 'Rest: accept all above a confidence...'),
    ...choice('quit', 'Quit; what is decided is kept'),
  ];
}

function acceptChoices({ candidates }: PublishedItem): readonly Choice<ReviewAction>[] {
  const several = candidates.length > 1;
  return candidates.slice(0, mostAccepted).map((candidate, i) => {
    const number = several ? ` ${i + 1}` : '';
    const percent = percentOf(candidate.confidence);
    return {
      value: { do: 'accept', id: candidate.id },
      label: `Accept${number}: ${candidate.name} (${percent} %)`,
      preview: `${candidate.id}`,
    };
  });
}

/** Nothing that a person must agree to is certain: 100 only for 1. */
export function percentOf(confidence: number): number {
  return confidence < 1 ? Math.min(99, Math.round(confidence * 100)) : 100;
}

/** What stands under the cursor: never a match against doubt. */
export function usualAction({ kind, status, candidates }: PublishedItem): ReviewAction['do'] {
  const [first] = candidates;
  if (status !== 'suggested' || !first) return 'skip';
  const doubtful = isNameOnly(kind, first) || first.evidence.some((one) => isContradiction(kind, one));
  return doubtful ? 'skip' : 'accept';
}
