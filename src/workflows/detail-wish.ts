import { isBlank } from '../domain/estate/fields.js';
import type { Device } from '../domain/estate/source.js';
import type { Configuration } from '../domain/estate/target.js';
import type { Hop } from '../domain/hops/hop.js';
import type { Verdict } from '../domain/matching/verdict.js';
import { effectiveAuthority } from '../domain/reconcile/effective-authority.js';
import { lockOf } from '../domain/reconcile/lock.js';
import type { Session } from '../ports/session.js';
import type { HopReading } from './hop-reading.js';
import type { HopMemory } from './memory.js';

/** Fields that only a device's own record can fill. */
const filledFromDetail = ['serial-number', 'manufacturer', 'model', 'mac-address'];

/** Those of them that this hop writes at all, by the table in force. */
export function fillable(session: Session, hop: Hop): readonly string[] {
  const rows = effectiveAuthority(hop, session.settings(hop.id));
  return filledFromDetail.filter((field) =>
    rows.some((row) => row.type === 'configuration' && row.field === field && row.mode !== 'never'),
  );
}

/** Whether a device's own record is to be read; `spared`: it would be, had the PSA not lent its serial. */
export type DetailWish = 'wanted' | 'spared' | 'not wanted';

/**
 * Whose own record is worth a request: of the devices at settled sites, those without an earlier match, those whose
 * stored detail has aged or no longer fits, and matched ones that were never read and lack a field it could fill.
 */
export function detailWish(
  hop: Hop,
  fields: readonly string[],
  memory: HopMemory,
  reading: HopReading,
  lists: { stored: ReadonlyMap<string, unknown> },
  verdicts: ReadonlyMap<string, Verdict>,
): (device: Device) => DetailWish {
  const standing = new Set(
    memory.standing.filter((match) => match.kind === 'device').map((match) => match.sourceId),
  );
  const records = new Map<string, Configuration>(reading.configurations.map((record) => [record.id, record]));
  return (device) => {
    if (!hop.needsDetail || device.detail === 'not-applicable') return 'not wanted';
    const verdict = verdicts.get(device.id);
    if (!verdict || verdict.status === 'ignored' || verdict.status === 'waiting') return 'not wanted';
    if (lists.stored.has(device.id)) return 'wanted';
    const record = verdict.targetId === null ? undefined : records.get(verdict.targetId);
    if (verdict.status !== 'matched' || !record) return 'wanted';
    if (canBeFilled(hop, record) && fields.some((field) => isBlank(record.fields[field]))) return 'wanted';
    if (standing.has(device.id) || device.serial !== null) return 'not wanted';
    return device.lent.some((identifier) => identifier.kind === 'serial') ? 'spared' : 'wanted';
  };
}

/** On a record that the PSA holds nothing is filled, so nothing is read for it. */
function canBeFilled(hop: Hop, record: Configuration): boolean {
  return !hop.respectsPsaLock || lockOf(record.provenance) === 'open';
}
