import { itemKey } from '../estate/systems.js';
import type { Configuration } from '../estate/target.js';
import { changeId } from './change-id.js';
import { holdOn } from './holds.js';
import { makeChange } from './make-change.js';
import type { Blocked, Change } from './plan.js';
import { lockOn, subjectOf } from './plan-device.js';
import type { MissingDevice, PlanInput } from './plan-input.js';

const dayMs = 86_400_000;

/** What a person asked to be archived, and what has been gone for long enough under `--archive-missing`. */
export function planArchives(
  input: PlanInput,
  records: ReadonlyMap<string, Configuration>,
): readonly Change[] {
  return [...archivesOfDecisions(input, records), ...archivesOfMissing(input, records)];
}

/** The old record of a device that was moved or replaced, once its new one is there or planned beside it. */
function archivesOfDecisions(
  input: PlanInput,
  records: ReadonlyMap<string, Configuration>,
): readonly Change[] {
  return input.devices.flatMap((device) => {
    const decision = input.decisions.get(`device/${device.id}`);
    if (!decision?.oldTargetId || (decision.verb !== 'move' && decision.verb !== 'replace')) return [];
    const record = records.get(decision.oldTargetId);
    if (!record || record.archived) return [];
    const verdict = input.deviceVerdicts.get(device.id);
    if (verdict?.targetId === record.id) return [];
    const settled = verdict?.status === 'matched';
    const item = itemKey({ integration: input.hop.id, kind: 'device', sourceId: device.id });
    const dependsOn = settled ? [] : [changeId(item, 'create', 'configuration')];
    return [
      {
        ...archive(input, { sourceId: device.id, name: device.hostname }, record, lockBlock(input, record)),
        dependsOn,
      },
    ];
  });
}

function archivesOfMissing(input: PlanInput, records: ReadonlyMap<string, Configuration>): readonly Change[] {
  return input.missing.flatMap((missing) => {
    const record = records.get(missing.targetId);
    if (!record || record.archived || !isDue(input, missing)) return [];
    return [archive(input, missing, record, whyNot(input, missing, record))];
  });
}

/** Gone for the days asked for, and not seen by complete reads on three days or more of that time. */
export function isDue(input: Pick<PlanInput, 'flags' | 'nowMs'>, missing: MissingDevice): boolean {
  if (missing.siteId !== null && input.flags.archiveSites.includes(missing.siteId)) return true;
  const days = input.flags.archiveMissingDays;
  if (days === null || missing.siteGone) return false;
  const from = input.nowMs - days * dayMs;
  const reads = missing.absentReads.filter((at) => at >= missing.lastSeenAt);
  const first = reads[0];
  if (first === undefined || missing.lastSeenAt > from || first > from + dayMs) return false;
  return new Set(reads.map((at) => Math.floor(at / dayMs))).size >= 3;
}

function whyNot(input: PlanInput, missing: MissingDevice, record: Configuration): Blocked | null {
  const incomplete =
    input.incompleteSites.has('all') ||
    (missing.siteId !== null && input.incompleteSites.has(missing.siteId));
  if (incomplete) return { by: 'incomplete read', reason: 'its site could not be read to the end' };
  return lockBlock(input, record);
}

/** A record that the PSA holds goes only once its item is inactive there; an orphaned one may be archived. */
function lockBlock(input: PlanInput, record: Configuration): Blocked | null {
  if (lockOn(input, record) !== 'locked') return null;
  return { by: 'autotask', reason: 'synced from the PSA: deactivate the item in Autotask first' };
}

function archive(
  input: PlanInput,
  device: { readonly sourceId: string; readonly name: string },
  record: Configuration,
  blocked: Blocked | null,
): Change {
  const item = itemKey({ integration: input.hop.id, kind: 'device', sourceId: device.sourceId });
  return makeChange(
    input,
    subjectOf({ id: device.sourceId, hostname: device.name }),
    'archive',
    'configuration',
    {
      id: record.id,
      record,
      fields: [{ name: 'archived', before: false, after: true, authority: 'decision' }],
      blocked: holdOn(input.holds, item, 'configuration', 'archived', record.id) ?? blocked,
    },
  );
}
