import type { IncompleteScope, Reading, ReadOutcome, Scope } from '../../ports/system.js';
import { system } from './api.js';
import type { ListReading } from './list.js';

/** One part of a reading: the organizations it was about, the lists read for it, and what they gave. */
export interface Piece<T> {
  readonly organizations: Scope;
  readonly lists: readonly ListReading[];
  readonly records: readonly T[];
}

/** The pieces as one reading, with how it ended. */
export function toReading<T>(
  about: { type: string; scope: Scope; startedAt: number; finishedAt: number },
  pieces: readonly Piece<T>[],
): Reading<T> {
  const records = pieces.flatMap((piece) => piece.records);
  const lists = pieces.flatMap((piece) => piece.lists);
  const outcome: ReadOutcome = {
    system,
    ...about,
    complete: lists.every((list) => list.complete),
    expected: expectedIn(lists, records.length),
    received: records.length,
    incomplete: pieces.flatMap(incompleteIn),
    failures: lists.flatMap(({ failures }) => failures),
  };
  return { records, outcome };
}

/** What the vendor says there is. Lists of one piece may overlap, so their totals are not simply added up. */
function expectedIn(lists: readonly ListReading[], received: number): number | null {
  if (lists.some(({ total }) => total === null)) return null;
  return lists.reduce(
    (missing, list) => missing + Math.max(0, (list.complete ? 0 : (list.total ?? 0)) - list.resources.length),
    received,
  );
}

/** The organizations of a piece that was not read to its end. For `all` it cannot be told which: then none is named. */
function incompleteIn({ organizations, lists }: Piece<unknown>): IncompleteScope[] {
  const short = lists.find((list) => !list.complete);
  if (short === undefined || organizations === 'all') return [];
  const why = short.failures[0]?.why ?? `${short.resources.length} of ${short.total} records were listed`;
  return organizations.map((scopeId) => ({ scopeId, why }));
}
