import { ENGINE_VERSION, type Verdict } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import type { MatchedHop } from './match-hop.js';

/** Publishes a matched hop's statuses in one transaction; answers `false` when a hop that started later was first. */
export async function publish(
  session: Session,
  matched: MatchedHop,
  run: { id: string; hopStartedAt: number; dryRun: boolean },
): Promise<boolean> {
  const { hop, reading } = matched;
  const context = await namesFor(session, matched);
  const items = [...matched.siteVerdicts.values(), ...matched.deviceVerdicts.values()].map((verdict) =>
    toItem(verdict, context, run.id, session.clock.now()),
  );
  const scope = reading.whole ? 'all' : reading.sites.map((site) => site.id);
  return session.store.matches.publish(hop.id, run.hopStartedAt, items, { scope, dryRun: run.dryRun });
}

interface Names {
  readonly site: ReadonlyMap<string, string>;
  readonly device: ReadonlyMap<string, { name: string; siteId: string | null }>;
  readonly organization: ReadonlyMap<string, string>;
  readonly configuration: ReadonlyMap<string, { name: string; organizationId: string }>;
}

async function namesFor(
  session: Session,
  { hop, reading, siteVerdicts, deviceVerdicts }: MatchedHop,
): Promise<Names> {
  const site = new Map(reading.sites.map((one) => [one.id, one.name]));
  const device = new Map<string, { name: string; siteId: string | null }>(
    reading.devices.map((one) => [one.id, { name: one.hostname, siteId: one.siteId }]),
  );
  const unnamed =
    [...siteVerdicts.keys()].some((id) => !site.has(id)) ||
    [...deviceVerdicts.keys()].some((id) => !device.has(id));
  if (unnamed) {
    for (const seen of await session.store.observations.list(hop.source, 'site')) {
      if (!site.has(seen.id)) site.set(seen.id, seen.name);
    }
    for (const seen of await session.store.observations.list(hop.source, 'device')) {
      if (!device.has(seen.id)) device.set(seen.id, { name: seen.name, siteId: seen.scopeId });
    }
  }
  return {
    site,
    device,
    organization: new Map(reading.organizations.map((one) => [one.id, one.name])),
    configuration: new Map(reading.configurations.map((one) => [one.id, one])),
  };
}

function toItem(verdict: Verdict, names: Names, runId: string, at: number): PublishedItem {
  const isSite = verdict.kind === 'site';
  const device = names.device.get(verdict.sourceId);
  const siteId = isSite ? verdict.sourceId : (device?.siteId ?? null);
  const record = verdict.targetId === null ? undefined : names.configuration.get(verdict.targetId);
  const targetName =
    verdict.targetId === null ? null : isSite ? names.organization.get(verdict.targetId) : record?.name;
  return {
    ...verdict,
    name: (isSite ? names.site.get(verdict.sourceId) : device?.name) ?? verdict.sourceId,
    siteId,
    siteName: siteId === null ? null : (names.site.get(siteId) ?? null),
    targetName: targetName ?? null,
    organizationId: record?.organizationId ?? null,
    engine: ENGINE_VERSION,
    runId,
    at,
  };
}
