import { didYouMean } from '../domain/closest.js';
import type { IntegrationId } from '../domain/estate/systems.js';
import { allHops, findHop } from '../domain/hops/index.js';
import type { MatchStatus } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';

export interface ListRequest {
  readonly kind: 'site' | 'device' | 'location' | 'contact';
  /** Empty: everything that waits for a person. */
  readonly statuses: readonly MatchStatus[];
  /** Exact site name or id; `null` for all. */
  readonly site: string | null;
  readonly integration: IntegrationId | null;
}

export interface MatchListing {
  readonly items: readonly PublishedItem[];
  /** How many there are of each status, before the filter on status. */
  readonly counts: Readonly<Record<string, number>>;
  /** When the statuses were published last, or `null` when never. */
  readonly asOf: number | null;
}

export const waitingForAPerson: readonly MatchStatus[] = ['suggested', 'ambiguous', 'unmatched', 'gone'];

/** What the last runs published, with decisions that came since laid over it. Asks no vendor. */
export async function listMatches(session: Session, request: ListRequest): Promise<MatchListing> {
  if (request.integration !== null) requireHop(request.integration);
  const published = await currentItems(session, request.integration);
  const current = published.filter((item) => item.kind === request.kind);
  const inSite = request.site === null ? current : ofSite(current, request.site);
  const counts: Record<string, number> = {};
  for (const item of inSite) counts[item.status] = (counts[item.status] ?? 0) + 1;
  const wanted = request.statuses.length > 0 ? request.statuses : waitingForAPerson;
  const items = inSite.filter((item) => wanted.includes(item.status)).sort(bySiteAndName);
  const asOf = published.reduce<number | null>((last, item) => Math.max(last ?? 0, item.at), null);
  return { items, counts, asOf };
}

function requireHop(id: IntegrationId): void {
  if (findHop(allHops, id)) return;
  throw new UsageError(
    `There is no integration "${id}".${didYouMean(
      id,
      allHops.map((hop) => hop.id),
    )}`,
    {
      code: 'integration-unknown',
      hint: `Known are: ${allHops.map((hop) => hop.id).join(', ')}`,
    },
  );
}

function ofSite(items: readonly PublishedItem[], site: string): readonly PublishedItem[] {
  const found = items.filter((item) => item.siteId === site || item.siteName === site);
  if (found.length > 0 || items.length === 0) return found;
  throw new UsageError(`There is no site "${site}" with anything to show.`, {
    code: 'site-unknown',
    hint: 'Names are exact. List them with: trilink match list sites --status matched --status unmatched',
  });
}

function bySiteAndName(a: PublishedItem, b: PublishedItem): number {
  return (
    compare(a.integration, b.integration) ||
    compare(a.siteName ?? '', b.siteName ?? '') ||
    compare(a.name, b.name) ||
    compare(a.sourceId, b.sourceId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
