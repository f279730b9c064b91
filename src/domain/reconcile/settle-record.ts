import type { Fields } from '../estate/fields.js';
import type { TargetType } from '../estate/target.js';
import type { DeviceGroup } from '../hops/hop.js';
import type { AuthorityMode, AuthorityRow, AuthorityTable } from './authority.js';
import { canonical } from './canonical.js';
import type { Lock } from './lock.js';
import type { FieldChange } from './plan.js';
import { type LastWritten, settleField } from './settle-field.js';

export interface SeenRecord {
  readonly type: TargetType;
  readonly group: DeviceGroup;
  readonly desired: Fields;
  readonly current: Fields;
  readonly written: ReadonlyMap<string, LastWritten>;
  readonly creating: boolean;
  readonly lock: Lock;
  /** Whether trilink made the record. */
  readonly ours: boolean;
  /** MACs on the device now, canonical or not; `null` when not known. */
  readonly presentMacs: readonly string[] | null;
}

export interface SettledRecord {
  /** What may be written. */
  readonly writes: readonly FieldChange[];
  /** What would be written, were it not somebody else's. */
  readonly blocked: readonly FieldChange[];
  /** Names among `writes` that change by themselves. */
  readonly volatile: readonly string[];
}

/** Lets every row of the authority table decide about its field of one record. */
export function settleRecord(table: AuthorityTable, seen: SeenRecord): SettledRecord {
  const writes: FieldChange[] = [];
  const blocked: FieldChange[] = [];
  const volatile: string[] = [];
  for (const row of table) {
    if (row.type !== seen.type || row.off) continue;
    const change = settleRow(row, seen);
    if (!change) continue;
    if (isClosed(row, seen)) blocked.push(change);
    else writes.push(change);
    if (row.volatile) volatile.push(row.field);
  }
  return { writes, blocked, volatile };
}

function modeOf(row: AuthorityRow, { group, ours }: SeenRecord): AuthorityMode {
  return row.modeFor?.[group] ?? (ours ? row.mode : (row.othersMode ?? row.mode));
}

function settleRow(row: AuthorityRow, seen: SeenRecord): FieldChange | null {
  const mode = modeOf(row, seen);
  const current = seen.creating ? undefined : seen.current[row.field];
  if (row.mayBeHidden && !seen.creating && current === undefined) return null;
  const decision = settleField(leftTheDevice(row, seen) ? 'overwrite' : mode, {
    field: row.field,
    source: seen.desired[row.field],
    target: current,
    written: seen.written.get(row.field),
    creating: seen.creating,
  });
  if (decision === 'keep' || (row.field === 'model' && !fitsManufacturer(seen))) return null;
  return { name: row.field, before: current ?? null, after: decision.write, authority: mode };
}

/** A `fill` MAC is replaced once the stored one is no longer on the device (PRODUCT.md section 3). */
function leftTheDevice(row: AuthorityRow, seen: SeenRecord): boolean {
  if (row.field !== 'mac-address' || row.mode !== 'fill' || seen.presentMacs === null) return false;
  const stored = canonical('mac-address', seen.current['mac-address']);
  if (stored === null || seen.presentMacs.length === 0) return false;
  return !seen.presentMacs.some((mac) => canonical('mac-address', mac) === stored);
}

/** A model belongs to its manufacturer: it is written only beside the one it was mapped under. */
function fitsManufacturer({ desired, current, creating }: SeenRecord): boolean {
  const stored = creating ? null : canonical('manufacturer', current.manufacturer);
  return stored === null || stored === canonical('manufacturer', desired.manufacturer);
}

function isClosed(row: AuthorityRow, seen: SeenRecord): boolean {
  if (seen.creating || seen.lock === 'open') return false;
  return seen.lock === 'orphaned' || row.whenLocked !== 'allowed';
}
