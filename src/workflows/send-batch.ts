import type { Fields } from '../domain/estate/fields.js';
import { sameValue } from '../domain/reconcile/canonical.js';
import { assignFound } from '../domain/reconcile/look-up.js';
import type { Change, LookUpKeys } from '../domain/reconcile/plan.js';
import type { Session } from '../ports/session.js';
import type { ChangeState, Written } from '../ports/store.js';
import type { CurrentRecord, TargetPort, WriteOutcome } from '../ports/system.js';
import type { ApplyOrder } from './apply.js';
import type { ReadyChange } from './apply-batches.js';
import { learnLock } from './learned-locks.js';
import { leaseMs } from './lease.js';

export interface Settled {
  readonly state: Exclude<ChangeState, 'intended'>;
  readonly targetId: string | null;
  readonly error: string | null;
}

const singleAttempts = 2;

/**
 * Sends one batch and settles every change of it. Whatever a bulk request leaves open is looked up first, and only
 * what is not there is written again, one by one, so that a bad record never stops the rest or doubles them.
 */
export async function sendBatch(
  session: Session,
  order: ApplyOrder,
  batch: readonly ReadyChange[],
): Promise<ReadonlyMap<string, Settled>> {
  const settled = new Map<string, Settled>();
  let open = await attempt(session, order, batch, 1, settled);
  for (let tries = 1; open.length > 0 && tries <= singleAttempts; tries++) {
    const missing = await lookUp(session, order, open, settled);
    const again: ReadyChange[] = [];
    for (const one of missing) {
      if (session.signal.aborted) break;
      again.push(...(await attempt(session, order, [one], tries + 1, settled)));
    }
    open = again;
  }
  if (open.length > 0) await lookUp(session, order, open, settled);
  return settled;
}

/** Stores the intent, sends once, stores the outcome; answers what is still open. */
async function attempt(
  session: Session,
  order: ApplyOrder,
  batch: readonly ReadyChange[],
  number: number,
  settled: Map<string, Settled>,
): Promise<readonly ReadyChange[]> {
  const { store, clock } = session;
  const batchId = batch.length > 1 ? session.newId() : null;
  await store.journal.intend(
    order.fence,
    clock.now() + leaseMs,
    batch.map(({ change, organizationId, parentId }) => ({
      runId: order.runId,
      change: withParents(change, organizationId, parentId),
      attempt: number,
      batch: batchId,
      targetId: change.target.id,
      before: valuesOf(change, 'before'),
      after: valuesOf(change, 'after'),
      fitted: change.action === 'create' ? order.fitted(change) : [],
      at: clock.now(),
    })),
  );
  const outcomes = await send(order.target, batch);
  await settle(session, order, batch, outcomes, settled);
  return batch.filter((_, i) => outcomes[i]?.outcome === 'unknown');
}

/** The change as it is journaled: with the ids that its parents got, so that a later process can look it up. */
function withParents(change: Change, organizationId: string | null, parentId: string | null): Change {
  const { parent } = change.target;
  return {
    ...change,
    target: { ...change.target, organizationId, parent: parent && { ...parent, id: parentId } },
  };
}

async function send(target: TargetPort, batch: readonly ReadyChange[]): Promise<readonly WriteOutcome[]> {
  const isCreate = batch[0]?.change.action === 'create';
  const request = ({ change, organizationId, parentId }: ReadyChange) => ({
    type: change.target.type,
    organizationId,
    parentId,
    fields: valuesOf(change, 'after'),
  });
  if (isCreate) return target.create(batch.map(request));
  return target.update(batch.map((one) => ({ ...request(one), id: one.change.target.id ?? '' })));
}

async function settle(
  session: Session,
  order: ApplyOrder,
  batch: readonly ReadyChange[],
  outcomes: readonly WriteOutcome[],
  settled: Map<string, Settled>,
): Promise<void> {
  const at = session.clock.now();
  const rows: Parameters<typeof session.store.journal.settle>[1][number][] = [];
  const written: Written[] = [];
  for (const [i, { change }] of batch.entries()) {
    const outcome = outcomes[i] ?? { outcome: 'unknown', why: 'no answer for this record' };
    const end = endOf(change, outcome);
    settled.set(change.id, end);
    const echoed = outcome.outcome === 'done' ? outcome.echoed : null;
    rows.push({ changeId: change.id, ...end, echoed, at });
    if (outcome.outcome === 'done')
      written.push(...writtenBy(change, outcome.id, outcome.echoed, order.runId));
    if (outcome.outcome === 'refused' && outcome.locked && change.target.id) {
      await learnLock(session, change.target.system, change.target.id);
    }
  }
  await session.store.journal.settle(order.runId, rows, written);
}

function endOf(change: Change, outcome: WriteOutcome): Settled {
  switch (outcome.outcome) {
    case 'done':
      return { state: 'done', targetId: outcome.id, error: null };
    case 'unknown':
      return { state: 'unknown', targetId: change.target.id, error: outcome.why };
    case 'refused': {
      const text = outcome.problems.map((p) => (p.field ? `${p.field}: ${p.text}` : p.text)).join('; ');
      const error = text || `refused with status ${outcome.status}`;
      return { state: outcome.locked ? 'blocked' : 'refused', targetId: change.target.id, error };
    }
  }
}

export function writtenBy(change: Change, id: string, echoed: Fields, runId: string): readonly Written[] {
  return change.fields.map((field) => ({
    type: change.target.type,
    targetId: id,
    field: field.name,
    sent: field.after,
    echoed: echoed[field.name] ?? field.after,
    runId,
  }));
}

export function valuesOf(change: Change, side: 'before' | 'after'): Fields {
  return Object.fromEntries(change.fields.map((field) => [field.name, field[side]]));
}

/** Settles what did land and answers what did not. */
async function lookUp(
  session: Session,
  order: ApplyOrder,
  open: readonly ReadyChange[],
  settled: Map<string, Settled>,
): Promise<readonly ReadyChange[]> {
  const found = await findLanded(
    order.target,
    open.map((one) => ({ ...one, fitted: order.fitted(one.change) })),
  );
  const landed = open.filter((one) => found.has(one.change.id));
  if (landed.length > 0) {
    const outcomes = landed.map((one): WriteOutcome => {
      const record = found.get(one.change.id);
      return record
        ? { outcome: 'done', id: record.id, echoed: record.fields }
        : { outcome: 'unknown', why: 'not found' };
    });
    await settle(session, order, landed, outcomes, settled);
  }
  return open.filter((one) => !found.has(one.change.id));
}

export interface OpenChange extends ReadyChange {
  readonly fitted: readonly string[];
}

/**
 * Which of these changes are in the target by now: an update by its id and values, a create by the serial, MAC and
 * name that it would have written, archived records included.
 */
export async function findLanded(
  target: TargetPort,
  open: readonly OpenChange[],
): Promise<ReadonlyMap<string, CurrentRecord>> {
  const found = new Map<string, CurrentRecord>();
  const updates = open.filter(({ change }) => change.action !== 'create' && change.target.id !== null);
  for (const [type, group] of groupBy(updates, ({ change }) => change.target.type)) {
    const records = await target.fetch(
      type,
      group.map(({ change }) => change.target.id ?? ''),
    );
    for (const { change } of group) {
      const record = records.get(change.target.id ?? '');
      if (
        record &&
        change.fields.every((field) => sameValue(field.name, record.fields[field.name], field.after))
      ) {
        found.set(change.id, record);
      }
    }
  }
  const creates = open.filter(({ change }) => change.action === 'create');
  for (const group of groupBy(creates, placeOf).values()) {
    const first = group[0];
    if (!first) continue;
    const records = await target.listForLookUp(
      first.change.target.type,
      first.organizationId,
      first.parentId,
    );
    const wanted = group.map((one) => ({ id: one.change.id, keys: keysOf(one.change), fitted: one.fitted }));
    for (const [one, recordId] of assignFound(wanted, records)) {
      const record = records.find((there) => there.id === recordId);
      if (record) found.set(one.id, record);
    }
  }
  return found;
}

function placeOf({ change, organizationId, parentId }: ReadyChange): string {
  return [change.target.type, organizationId, parentId].join('|');
}

function keysOf(change: Change): LookUpKeys {
  return change.keys ?? { name: change.target.name, serial: null, macs: [] };
}

function groupBy<T, K>(all: readonly T[], key: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(key(one)) ?? [];
    group.push(one);
    groups.set(key(one), group);
  }
  return groups;
}
