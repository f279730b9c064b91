import { didYouMean } from '../domain/closest.js';
import type { IntegrationId } from '../domain/estate/systems.js';
import { allHops, findHop } from '../domain/hops/index.js';
import type { MatchStatus } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems, isAsPublished } from './current-items.js';

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
  const { matches } = session.store;
  const only = request.integration ?? undefined;
  const tally = await matches.tally(only);
  const asOf = tally.reduce<number | null>((last, { newest }) => Math.max(last ?? 0, newest), null);
  const statuses = request.statuses.length > 0 ? request.statuses : waitingForAPerson;
  if (request.site === null && (await isAsPublished(session, tally))) {
    const items = await matches.published(only, { statuses, kinds: [request.kind] });
    const ofKind = tally.filter(({ kind }) => kind === request.kind);
    return { items: [...items].sort(bySiteAndName), counts: countsOf(ofKind), asOf };
  }
  const current = (await currentItems(session, request.integration)).filter(
    (item) => item.kind === request.kind,
  );
  const inSite = request.site === null ? current : ofSite(current, request.site);
  const items = inSite.filter((item) => statuses.includes(item.status)).sort(bySiteAndName);
  return { items, counts: countsOf(inSite.map(({ status }) => ({ status, count: 1 }))), asOf };
}

const everyStatus: readonly MatchStatus[] = ['matched', ...waitingForAPerson, 'waiting', 'ignored'];

/** Added up by status, in an order that does not hang on the items'. */
function countsOf(
  counted: readonly { readonly status: MatchStatus; readonly count: number }[],
): Readonly<Record<string, number>> {
  const sums = new Map<MatchStatus, number>();
  for (const { status, count } of counted) sums.set(status, (sums.get(status) ?? 0) + count);
  const counts: Record<string, number> = {};
  for (const status of everyStatus) {
    const count = sums.get(status);
    if (count !== undefined) counts[status] = count;
  }
  return counts;
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
