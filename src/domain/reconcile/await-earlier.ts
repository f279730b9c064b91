import type { Device, Site } from '../estate/source.js';
import type { Hop } from '../hops/hop.js';
import { changeId } from './change-id.js';
import type { Blocked, Change, HopPlan } from './plan.js';

export interface AwaitingInput {
  readonly hop: Pick<Hop, 'id' | 'source' | 'target'>;
  readonly changes: readonly Change[];
  readonly sites: readonly Pick<Site, 'id' | 'psaCompanyId'>[];
  readonly devices: readonly Pick<Device, 'id' | 'lent'>[];
  /** Plans of earlier hops of the same run that would write. */
  readonly earlier: readonly HopPlan[];
}

/**
 * Blocks, by the id of the earlier hop, records that it would have made before this hop ran: the organization of the
 * company that a site belongs to, the configuration of the item that a device is, and the item from which a later hop
 * makes that configuration. A real run finds those records there, so a plan that also made them would show duplicates.
 * Fields of existing records that an earlier hop would write are left to it too: a saved plan would else be stale by itself.
 */
export function awaitEarlier(input: AwaitingInput): readonly Change[] {
  const waits = whatEarlierMakes(input);
  const blocked = new Map<string, Blocked>();
  for (const change of input.changes) {
    const earlier = change.action === 'create' && change.blocked === null ? waits(change) : null;
    if (earlier !== null) blocked.set(change.id, waiting(earlier));
  }
  const written = fieldsWrittenEarlier(input);
  return input.changes
    .map((change) => withBlock(change, blocked))
    .flatMap((change) => withoutWritten(change, written));
}

/** Fields of existing records that an earlier hop would write first: `type/id/field` → which hop. */
function fieldsWrittenEarlier({ hop, earlier }: AwaitingInput): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const { integration, action, target, blocked, fields } of earlier.flatMap(({ changes }) => changes)) {
    if (target.system !== hop.target || target.id === null || action !== 'update' || blocked !== null)
      continue;
    for (const { name } of fields) written.set(`${target.type}/${target.id}/${name}`, integration);
  }
  return written;
}

/** The change without those fields, and beside it what waits: its before-values will not be those of now. */
function withoutWritten(change: Change, written: ReadonlyMap<string, string>): readonly Change[] {
  const { target, fields } = change;
  if (change.action !== 'update' || change.blocked !== null || target.id === null) return [change];
  const by = (name: string) => written.get(`${target.type}/${target.id}/${name}`);
  const hops = [...new Set(fields.flatMap(({ name }) => by(name) ?? []))].sort();
  if (hops.length === 0) return [change];
  const rest = fields.filter(({ name }) => by(name) === undefined);
  const waits = hops.map((hop) => ({
    ...change,
    id: changeId(change.item, change.action, target.type, `${target.id} waits for ${hop}`),
    fields: fields.filter(({ name }) => by(name) === hop),
    blocked: { by: hop, reason: `waits for ${hop}, which would write it first` },
  }));
  return rest.length === 0 ? waits : [{ ...change, fields: rest }, ...waits];
}

/** What hangs on a record that waits, waits with it, however deep it hangs. */
function withBlock(change: Change, blocked: Map<string, Blocked>): Change {
  if (change.blocked !== null) return change;
  const own = blocked.get(change.id) ?? change.dependsOn.flatMap((id) => blocked.get(id) ?? [])[0];
  return own ? { ...change, blocked: own } : change;
}

function waiting(by: string): Blocked {
  return { by, reason: `waits for ${by}, which would make it first` };
}

/** Tells which earlier hop makes what a change would make, or `null`. */
function whatEarlierMakes({
  hop,
  sites,
  devices,
  earlier,
}: AwaitingInput): (change: Change) => string | null {
  const creates = earlier.flatMap(({ changes }) =>
    changes.filter((change) => change.action === 'create' && change.blocked === null),
  );
  const made = new Map(creates.map((change) => [keyOf(change), change.integration]));
  const intoTarget = earlier.find((plan) => plan.integration.endsWith(`:${hop.target}`))?.integration;
  const between = intoTarget?.split(':')[0];
  const companyOf = new Map(sites.map((site) => [site.id, site.psaCompanyId]));
  const itemsOf = new Map(devices.map((device) => [device.id, psaIdsOf(device)]));
  return ({ source, target }) => {
    if (between === undefined || between === hop.source) return null;
    const by = (system: string, type: string, from: string, id: string) =>
      made.get(`${system}/${type}/${from}/${id}`);
    if (target.type === 'organization') {
      const company = companyOf.get(source.id) ?? null;
      return company === null ? null : (by(hop.target, 'organization', between, company) ?? null);
    }
    if (target.type !== 'configuration') return null;
    const carried = (itemsOf.get(source.id) ?? []).map((id) => by(hop.target, 'configuration', between, id));
    return (
      carried.find((id) => id !== undefined) ?? by(between, 'configuration', hop.source, source.id) ?? null
    );
  };
}

function keyOf({ source, target }: Change): string {
  return `${target.system}/${target.type}/${source.system}/${source.id}`;
}

function psaIdsOf({ lent }: Pick<Device, 'lent'>): readonly string[] {
  return lent.filter((one) => one.kind === 'psa-id').map((one) => one.value);
}
