import type { IntegrationId } from '../domain/estate/systems.js';
import { allHops, findHop } from '../domain/hops/index.js';
import { matchDevices } from '../domain/matching/devices/match-devices.js';
import type { DeviceMatchInput } from '../domain/matching/inputs.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { recall } from './memory.js';
import { type RememberedEstate, rememberedEstate } from './remembered-estate.js';

/**
 * What matching says of every device by what the store remembers, with sites settled as `items` have them. Asks no
 * vendor. Device id → its item.
 */
export async function rematchDevices(
  session: Session,
  integration: IntegrationId,
  items: readonly PublishedItem[],
): Promise<ReadonlyMap<string, PublishedItem>> {
  const estate = await rememberedEstate(session, integration);
  const verdicts = matchDevices(await deviceInput(session, estate, items));
  const known = new Map(items.filter((item) => item.kind === 'device').map((item) => [item.sourceId, item]));
  return new Map(
    verdicts.flatMap((verdict) => {
      const item = known.get(verdict.sourceId);
      if (!item) return [];
      const record = estate.configurations.get(verdict.targetId ?? '');
      const end = { targetName: record?.name ?? null, organizationId: record?.organizationId ?? null };
      return [[verdict.sourceId, { ...item, ...verdict, ...end }] as const];
    }),
  );
}

/** What decides the devices of a remembered estate, with sites settled as `items` have them. */
export async function deviceInput(
  session: Session,
  estate: RememberedEstate,
  items: readonly PublishedItem[],
): Promise<DeviceMatchInput> {
  const { integration } = estate;
  const hop = findHop(allHops, integration);
  const memory = await recall(session, { id: integration, target: integration.split(':')[1] ?? '' });
  const sites = items.filter((item) => item.kind === 'site' && item.integration === integration);
  return {
    integration,
    devices: [...estate.devices.values()],
    configurations: [...estate.configurations.values()],
    organizationOf: new Map(
      sites.flatMap((site) =>
        site.status === 'matched' && site.targetId !== null ? [[site.sourceId, site.targetId] as const] : [],
      ),
    ),
    ignoredSites: new Set(sites.filter((site) => site.status === 'ignored').map((site) => site.sourceId)),
    decisions: memory.decisions,
    rules: memory.rules,
    standing: memory.standing,
    complete: estate.complete,
    needsDetail: hop?.needsDetail ?? false,
    nowMs: session.clock.now(),
  };
}
