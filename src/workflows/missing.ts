import type { MissingDevice } from '../domain/reconcile/plan-input.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { MatchedHop } from './match-hop.js';

/**
 * Matched devices that their source no longer has, with the complete reads that did not see them.
 * Says nothing when the read was not complete.
 */
export async function missingDevices(
  session: Session,
  matched: MatchedHop,
): Promise<readonly MissingDevice[]> {
  const { hop, reading, memory } = matched;
  if (!reading.whole || reading.incompleteSites.has('all')) return [];
  const present = new Set(reading.devices.map((device) => device.id));
  const absent = memory.standing.filter((match) => match.kind === 'device' && !present.has(match.sourceId));
  if (absent.length === 0) return [];

  const seen = new Map(
    (await session.store.observations.list(hop.source, 'device')).map((one) => [one.id, one]),
  );
  const sites = new Set(reading.sites.map((site) => site.id));
  const reads = new Map<string, Promise<readonly number[]>>();
  const readsOf = (scopeId: string, since: number) => {
    const key = `${scopeId}@${since}`;
    const known =
      reads.get(key) ?? session.store.observations.completeReads(hop.source, 'device', scopeId, since);
    reads.set(key, known);
    return known;
  };
  const missing = absent.map(async (match): Promise<MissingDevice[]> => {
    const last = seen.get(match.sourceId);
    if (!last) return [];
    const siteId = last.scopeId;
    return [
      {
        sourceId: match.sourceId,
        siteId,
        name: last.name,
        targetId: match.targetId,
        lastSeenAt: last.lastSeenAt,
        absentReads: (await readsOf(siteId ?? 'all', last.lastSeenAt)).filter((at) => at > last.lastSeenAt),
        siteGone: siteId !== null && !sites.has(siteId),
      },
    ];
  });
  return (await Promise.all(missing)).flat();
}

/**
 * Ids of the vanished sites that `--archive-site` names.
 * @throws {UsageError} for a name that fits none, or a site that is still there.
 */
export async function sitesToArchive(
  session: Session,
  { hop, reading }: MatchedHop,
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const present = new Set(reading.sites.map((site) => site.id));
  const seen = await session.store.observations.list(hop.source, 'site');
  return names.flatMap((name) => {
    const fitting = seen.filter((site) => site.id === name || site.name === name);
    const gone = fitting.filter((site) => !present.has(site.id));
    if (gone.length > 0) return gone.map((site) => site.id);
    throw new UsageError(
      fitting.length === 0 ? `There never was a site "${name}".` : `The site "${name}" is still there.`,
      {
        code: 'site-not-gone',
        hint: '--archive-site takes the name of a site that the source no longer has.',
      },
    );
  });
}
