import type { MatchStatus } from '../../domain/matching/verdict.js';
import type { Screen } from '../screen.js';

/** Colours a status word. The word says it all; colour only helps the eye. */
export function paintStatus(screen: Screen): (text: string, status: MatchStatus) => string {
  const { paint } = screen;
  return (text, status) => {
    switch (status) {
      case 'matched':
        return paint.green(text);
      case 'suggested':
      case 'ambiguous':
        return paint.yellow(text);
      case 'unmatched':
      case 'gone':
        return paint.red(text);
      case 'ignored':
      case 'waiting':
        return paint.dim(text);
    }
  };
}

/** What needs a person comes first, what is settled last. */
export const statusOrder: readonly MatchStatus[] = [
  'ambiguous',
  'suggested',
  'unmatched',
  'gone',
  'waiting',
  'matched',
  'ignored',
];

/** `14: 12 matched, 1 suggested, 1 unmatched`. */
export function countLine(statuses: Iterable<MatchStatus>): string {
  const counts = new Map<MatchStatus, number>();
  let total = 0;
  for (const status of statuses) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
    if (status !== 'gone') total++;
  }
  const order: readonly MatchStatus[] = ['matched', ...statusOrder.filter((status) => status !== 'matched')];
  const parts = order
    .filter((status) => counts.has(status))
    .map((status) => `${counts.get(status)} ${status}`);
  return parts.length === 0 ? String(total) : `${total}: ${parts.join(', ')}`;
}
