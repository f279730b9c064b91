import { isBlank } from '../estate/fields.js';
import type { IntegrationId } from '../estate/systems.js';
import type { Change } from './plan.js';

export type GuardedAction = 'creates' | 'overwrites' | 'archives';

export interface GuardLimits {
  /** `N` or `P%`; `null` is the built-in limit. */
  readonly creates: string | null;
  readonly overwrites: string | null;
  readonly archives: string | null;
}

/** One limit that a plan exceeds, with its arithmetic and the flag that lifts it once. */
export interface GuardTrip {
  readonly integration: IntegrationId;
  readonly action: GuardedAction;
  readonly kind: 'organizations' | 'configurations' | 'locations' | 'contacts';
  readonly count: number;
  readonly limit: number;
  readonly matched: number;
  readonly arithmetic: string;
  readonly flag: string;
  readonly examples: readonly string[];
}

const kindOf: Readonly<Record<string, GuardTrip['kind'] | undefined>> = {
  organization: 'organizations',
  configuration: 'configurations',
  location: 'locations',
  contact: 'contacts',
};

/**
 * The limits that `changes` exceed. Creates, archives, and overwrites of filled values that do not change by
 * themselves are counted, each kind of record by itself; filling blanks, volatile fields and blocked changes are not.
 * `matched` tells how many records of a kind are matched in the run's scope.
 */
export function guard(
  integration: IntegrationId,
  changes: readonly Change[],
  matched: Readonly<Partial<Record<GuardTrip['kind'], number>>>,
  limits: GuardLimits,
): readonly GuardTrip[] {
  const trips: GuardTrip[] = [];
  for (const action of ['creates', 'overwrites', 'archives'] as const) {
    for (const [kind, hits] of countBy(changes, action)) {
      const count = hits.reduce((sum, hit) => sum + hit.count, 0);
      const of = matched[kind] ?? 0;
      const { limit, arithmetic } = limitFor(limits[action], of);
      if (count <= limit) continue;
      trips.push({
        integration,
        action,
        kind,
        count,
        limit,
        matched: of,
        arithmetic,
        flag: `--max-${action} ${count}`,
        examples: hits.slice(0, 5).map((hit) => hit.name),
      });
    }
  }
  return trips;
}

/** The limit in force, and how it came about: `max(10, min(100, floor(0.3 x 100))) = 30`. */
export function limitFor(setting: string | null, matched: number): { limit: number; arithmetic: string } {
  if (setting === null) {
    const limit = Math.max(10, Math.min(100, Math.floor((matched * 3) / 10)));
    return { limit, arithmetic: `max(10, min(100, floor(0.3 x ${matched}))) = ${limit}` };
  }
  if (setting.endsWith('%')) {
    const share = Number(setting.slice(0, -1));
    const limit = Math.floor((matched * share) / 100);
    return { limit, arithmetic: `${share} % of ${matched} = ${limit}` };
  }
  return { limit: Number(setting), arithmetic: `${setting} as set` };
}

/** Whether a text is a limit: a whole number, or a percentage. */
export function isLimit(text: string): boolean {
  return /^\d{1,9}$/.test(text) || /^\d{1,4}(\.\d+)?%$/.test(text);
}

interface Hit {
  readonly name: string;
  readonly count: number;
}

function countBy(
  changes: readonly Change[],
  action: GuardedAction,
): ReadonlyMap<GuardTrip['kind'], readonly Hit[]> {
  const found = new Map<GuardTrip['kind'], Hit[]>();
  for (const change of changes) {
    const kind = kindOf[change.target.type];
    if (change.blocked || !kind) continue;
    const count = countOf(change, action);
    if (count === 0) continue;
    const hits = found.get(kind) ?? [];
    hits.push({ name: change.target.name, count });
    found.set(kind, hits);
  }
  return found;
}

function countOf(change: Change, action: GuardedAction): number {
  if (action === 'creates') return change.action === 'create' ? 1 : 0;
  if (action === 'archives') return change.action === 'archive' ? 1 : 0;
  if (change.action !== 'update') return 0;
  return change.fields.filter((field) => !isBlank(field.before) && !change.volatile.includes(field.name))
    .length;
}
