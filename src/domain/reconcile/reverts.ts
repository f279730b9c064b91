import type { FieldValue } from '../estate/fields.js';
import type { Configuration, TargetType } from '../estate/target.js';
import type { Decision } from '../matching/verdict.js';
import { canonical, sameValue } from './canonical.js';
import { changeId } from './change-id.js';
import type { Blocked, Change, FieldChange } from './plan.js';
import type { MadeChange, RecordNow } from './undo.js';

/** What a moved match left behind on one record, and what of it goes back. */
export interface Revert {
  /** The last change that was made there: who it was for, and where the record hangs. */
  readonly last: MadeChange;
  /** Fields that still show what trilink wrote, with what stood there before it wrote first. */
  readonly fields: readonly FieldChange[];
  /** Fields that somebody changed since: left alone. */
  readonly left: readonly string[];
}

/**
 * Records that items were moved away from by a person: item (`kind/sourceId`) → target ids, the one it is matched to
 * now left out. Several moves before one sync count all.
 *
 * @param matches what each item is matched to now.
 */
export function oldRecords(
  decisions: readonly Decision[],
  matches: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const old = new Map<string, Set<string>>();
  for (const { kind, sourceId, verb, oldTargetId } of decisions) {
    const item = `${kind}/${sourceId}`;
    if (verb !== 'match' || oldTargetId === null || matches.get(item) === oldTargetId) continue;
    old.set(item, (old.get(item) ?? new Set()).add(oldTargetId));
  }
  return old;
}

/**
 * What is to be put back on the records that items were moved away from. A field goes back to what it showed before
 * trilink first wrote it for that item, when it still shows what trilink wrote last; a blank among them, for what was
 * wrong is not left standing. Making a record, archiving it and further adapters are not taken back here.
 *
 * @param made changes that landed, oldest first, of any run.
 * @param now the record as it stands, or `null` when it is gone.
 */
export function revertsFor(
  old: ReadonlyMap<string, ReadonlySet<string>>,
  made: readonly MadeChange[],
  now: (type: TargetType, id: string) => RecordNow | null,
): readonly Revert[] {
  const byRecord = new Map<string, MadeChange[]>();
  for (const one of made) {
    if (!isOnOldRecord(old, one) || one.change.action !== 'update') continue;
    const key = `${one.change.item} ${one.change.target.type} ${one.targetId}`;
    byRecord.set(key, [...(byRecord.get(key) ?? []), one]);
  }
  return [...byRecord.values()].flatMap((history) => {
    const last = history.at(-1);
    const record = last && now(last.change.target.type, last.targetId);
    if (!last || !record) return [];
    const fields = new Set(history.flatMap(({ change }) => change.fields.map((field) => field.name)));
    const settled = [...fields].map((name) => putBack(name, history, record)).filter((one) => one !== null);
    const back = settled.filter((one) => typeof one !== 'string');
    if (back.length === 0) return [];
    return [{ last, fields: back, left: settled.filter((one) => typeof one === 'string') }];
  });
}

/** Ids of two types may be equal: an adapter is known by the record it hangs on, anything else by its own id. */
function isOnOldRecord(
  old: ReadonlyMap<string, ReadonlySet<string>>,
  { change, targetId }: MadeChange,
): boolean {
  const item = change.item.slice(change.item.indexOf('/') + 1);
  const { type, parent } = change.target;
  const record = type === 'configuration-interface' ? parent?.id : type === typeOf(item) ? targetId : null;
  return old.get(item)?.has(record ?? '') ?? false;
}

function typeOf(item: string): TargetType {
  const kind = item.slice(0, item.indexOf('/'));
  if (kind === 'site') return 'organization';
  return kind === 'location' || kind === 'contact' ? kind : 'configuration';
}

/** The way back of one field; its name when somebody else changed it; `null` when there is nothing to do. */
function putBack(name: string, history: readonly MadeChange[], now: RecordNow): FieldChange | string | null {
  const writes = history.flatMap((made) =>
    made.change.fields.flatMap((field) => (field.name === name ? [{ made, field }] : [])),
  );
  const last = writes.at(-1);
  if (!last || name === 'archived' || last.field.authority === 'undo') return null;
  const current = now.fields[name] ?? null;
  let before = last.field.before;
  for (const { made, field } of writes.slice(0, -1).reverse()) {
    if (!sameValue(name, before, echoOf(made, field))) break;
    before = field.before;
  }
  if (sameValue(name, current, before)) return null;
  if (!sameValue(name, current, echoOf(last.made, last.field))) return name;
  return {
    name,
    before: current,
    after: canonical(name, before) === null ? null : before,
    authority: 'undo',
  };
}

function echoOf({ echoed }: MadeChange, field: FieldChange): FieldValue {
  const echo = echoed[field.name];
  return echo === undefined ? field.after : echo;
}

/**
 * Adds the way back to a hop's changes. Where another item has the record by now and would write a field anyway, its
 * value wins and is compared with what stands there; one write carries both.
 *
 * @param changes planned over records as `withReverted` makes them.
 * @param blockedOn who owns the record, when it may not be written.
 */
export function addReverts(
  changes: readonly Change[],
  reverts: readonly Revert[],
  blockedOn: (type: TargetType, id: string) => Blocked | null,
): readonly Change[] {
  let merged = changes;
  for (const revert of reverts) {
    const { target, item } = revert.last.change;
    const id = revert.last.targetId;
    const at = merged.findIndex(
      (one) =>
        one.action === 'update' &&
        one.blocked === null &&
        one.target.type === target.type &&
        one.target.id === id,
    );
    const own = merged[at];
    if (own) merged = merged.with(at, { ...own, fields: together(own.fields, revert.fields) });
    else {
      merged = [
        ...merged,
        {
          ...revert.last.change,
          id: changeId(item, 'update', target.type, `revert:${id}`),
          ...{ action: 'update', target: { ...target, id }, dependsOn: [], volatile: [] },
          ...{ fields: revert.fields, blocked: blockedOn(target.type, id) },
        },
      ];
    }
  }
  return merged;
}

function together(own: readonly FieldChange[], back: readonly FieldChange[]): readonly FieldChange[] {
  const standing = new Map(back.map((field) => [field.name, field.before]));
  const writes = own.map((field) =>
    standing.has(field.name) ? { ...field, before: standing.get(field.name) ?? null } : field,
  );
  const written = new Set(own.map((field) => field.name));
  return [...writes, ...back.filter((field) => !written.has(field.name))];
}

/** The records as they will be once everything is put back: what the devices that have them now are planned over. */
export function withReverted(
  records: readonly Configuration[],
  reverts: readonly Revert[],
): readonly Configuration[] {
  if (reverts.length === 0) return records;
  const fields = new Map<string, readonly FieldChange[]>();
  for (const { last, fields: back } of reverts) {
    const key = `${last.change.target.type}/${last.targetId}`;
    fields.set(key, [...(fields.get(key) ?? []), ...back]);
  }
  return records.map((record) => {
    const back = fields.get(`configuration/${record.id}`) ?? [];
    const faces = record.interfaces.map((face) => {
      const own = fields.get(`configuration-interface/${face.id}`);
      return own
        ? { ...face, ...named(own, { name: 'name', 'ip-address': 'ip', 'mac-address': 'mac' }) }
        : face;
    });
    if (back.length === 0 && faces.every((face, i) => face === record.interfaces[i])) return record;
    const values = Object.fromEntries(back.map((field) => [field.name, field.after]));
    return {
      ...record,
      ...named(back, memberOf),
      fields: { ...record.fields, ...values },
      interfaces: faces,
    };
  });
}

/** Members of a configuration that repeat a field. */
const memberOf = {
  hostname: 'hostname',
  'serial-number': 'serial',
  'mac-address': 'mac',
  'primary-ip': 'primaryIp',
  manufacturer: 'manufacturer',
  model: 'model',
} as const;

function named(
  back: readonly FieldChange[],
  members: Readonly<Record<string, string>>,
): Record<string, FieldValue> {
  return Object.fromEntries(
    back.flatMap((field) => {
      const member = members[field.name];
      return member === undefined ? [] : [[member, field.after] as const];
    }),
  );
}
