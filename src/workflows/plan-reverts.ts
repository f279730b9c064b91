import type { TargetType } from '../domain/estate/target.js';
import type { Blocked, Change } from '../domain/reconcile/plan.js';
import { lockOn } from '../domain/reconcile/plan-device.js';
import type { PlanInput } from '../domain/reconcile/plan-input.js';
import { addReverts, oldRecords, revertsFor, withReverted } from '../domain/reconcile/reverts.js';
import type { RecordNow } from '../domain/reconcile/undo.js';
import type { Session } from '../ports/session.js';
import type { MatchedHop } from './match-hop.js';
import { pastWrites } from './past-writes.js';
import type { Settled } from './send-batch.js';

/**
 * A hop's changes with the way back of what trilink wrote to records that a person moved a match away from. The rest is
 * planned over the records as they will be then, so that one run does the whole job.
 *
 * @param plan plans over the records it is given.
 */
export async function planWithReverts(
  session: Session,
  { hop, memory, siteVerdicts, deviceVerdicts }: MatchedHop,
  input: PlanInput,
  plan: (input: PlanInput) => readonly Change[],
): Promise<readonly Change[]> {
  const matches = new Map(
    [...siteVerdicts.values(), ...deviceVerdicts.values()].flatMap(({ kind, sourceId, status, targetId }) =>
      status === 'matched' && targetId !== null ? [[`${kind}/${sourceId}`, targetId] as const] : [],
    ),
  );
  const old = oldRecords(memory.decisions, matches);
  const made = await pastWrites(session, hop.id, new Set([...old.values()].flatMap((ids) => [...ids])));
  const reverts = revertsFor(old, made, (type, id) => recordNow(input, type, id));
  if (reverts.length === 0) return plan(input);
  const changes = plan({ ...input, configurations: withReverted(input.configurations, reverts) });
  return addReverts(changes, reverts, (type, id) => ownerOf(input, type, id));
}

function recordNow(input: PlanInput, type: TargetType, id: string): RecordNow | null {
  if (type === 'configuration') return input.configurations.find((one) => one.id === id) ?? null;
  if (type === 'organization') {
    const found = input.organizations.find((one) => one.id === id);
    return found ? { archived: !found.active, fields: found.fields } : null;
  }
  if (type !== 'configuration-interface') return null;
  const face = input.configurations.flatMap((one) => one.interfaces).find((one) => one.id === id);
  if (!face) return null;
  return { archived: false, fields: { name: face.name, 'ip-address': face.ip, 'mac-address': face.mac } };
}

function ownerOf(input: PlanInput, type: TargetType, id: string): Blocked | null {
  const record = type === 'configuration' ? input.configurations.find((one) => one.id === id) : undefined;
  if (!record || lockOn(input, record) === 'open') return null;
  return { by: 'autotask', reason: 'synced from the PSA: IT Glue refuses changes to these fields' };
}

/**
 * After a run: what was put back is not trilink's text any more, and `own` must not take it for such.
 *
 * @param settled how each change ended, by its id.
 */
export async function forgetReverted(
  session: Session,
  changes: readonly Change[],
  settled: ReadonlyMap<string, Settled>,
): Promise<void> {
  const done = changes.filter((change) => settled.get(change.id)?.state === 'done');
  const rows = done.flatMap(({ target, fields }) =>
    fields
      .filter((field) => field.authority === 'undo')
      .map((field) => ({ type: target.type, targetId: target.id ?? '', field: field.name, before: null })),
  );
  const [first] = done;
  if (first && rows.length > 0) await session.store.journal.restoreWritten(first.target.system, rows);
}
