import type { Store } from '../ports/store.js';
import type { Reading, ReadOutcome } from '../ports/system.js';

interface Seen {
  readonly id: string;
  readonly name: string;
}

/**
 * Stores what a read saw. An empty answer from a list that had records the last time is no proof that they are gone:
 * its outcome is turned to incomplete first (PRODUCT.md section 9, promise 5).
 */
export async function observe<T extends Seen>(
  store: Store,
  reading: Reading<T>,
  scopeOf: (record: T) => string | null,
): Promise<Reading<T>> {
  const outcome = await withoutSuddenEmptiness(store, reading.outcome);
  await store.observations.record(outcome, {
    *[Symbol.iterator]() {
      for (const record of reading.records)
        yield { id: record.id, scopeId: scopeOf(record), name: record.name, body: bodyOf(record) };
    },
  });
  return { records: reading.records, outcome };
}

/** Looking at every member takes four times as long as writing them: only where there is a note to leave out. */
function bodyOf(record: unknown): string {
  const body = JSON.stringify(record);
  return filledNotes.test(body) ? JSON.stringify(record, withoutNotes) : body;
}

const filledNotes = /"(?:quick-)?notes":(?!null)/;

/** People keep passwords in notes: they are compared while a run goes on, and never remembered. */
function withoutNotes(key: string, value: unknown): unknown {
  return key === 'notes' || key === 'quick-notes' ? undefined : value;
}

async function withoutSuddenEmptiness(store: Store, outcome: ReadOutcome): Promise<ReadOutcome> {
  if (outcome.received > 0 || !outcome.complete || outcome.scope !== 'all') return outcome;
  const last = await store.observations.lastRead(outcome.system, outcome.type);
  if (last === null || last.received === 0) return outcome;
  const why = `the list is empty, and had ${last.received} records the last time`;
  return {
    ...outcome,
    complete: false,
    incomplete: [],
    failures: [{ request: `list of ${outcome.type}s`, why }],
  };
}
