import { isRecent } from '../domain/age.js';
import type { IntegrationId, SystemId } from '../domain/estate/systems.js';
import type { MatchStatus } from '../domain/matching/verdict.js';
import type { HopStatus, RunDocument } from '../domain/run.js';
import type { Session } from '../ports/session.js';
import type { AccountIdentity } from '../ports/system.js';
import { currentItems, isAsPublished } from './current-items.js';
import { waitingForAPerson } from './list-matches.js';

export interface Status {
  readonly profile: string;
  readonly connections: readonly ConnectionStatus[];
  readonly integrations: readonly IntegrationStatus[];
  /** Items that wait for a person, by kind and status. */
  readonly waiting: Readonly<Record<'sites' | 'devices', Readonly<Partial<Record<MatchStatus, number>>>>>;
}

export interface ConnectionStatus {
  readonly system: SystemId;
  readonly address: string;
  readonly origin: 'environment' | 'profile';
  readonly account: AccountIdentity | null;
  /** Set when this very credential was refused; runs stop before a request until it changes. */
  readonly refused: { readonly at: number; readonly message: string } | null;
}

export interface IntegrationStatus {
  readonly id: IntegrationId;
  readonly mode: 'audit' | 'sync' | 'off';
  /** How it ended last, dry runs left out; `null` when it never ran. */
  readonly last: { readonly runId: string; readonly status: HopStatus; readonly at: number } | null;
  /** When it last ended `ok` or `partial`, epoch ms. */
  readonly lastGoodAt: number | null;
  /** Whether that is longer ago than was asked for. */
  readonly overdue: boolean;
}

/** Runs looked back on. One a minute for a day. */
const RUNS = 1_500;

/** Where a profile stands, out of the store alone: no vendor is asked. */
export async function statusOf(session: Session, maxAgeMs: number | null): Promise<Status> {
  const ended = await endedHops(session);
  const now = session.clock.now();
  return {
    profile: session.profile,
    connections: await connectionsOf(session),
    integrations: session.integrations.map((id) => {
      const ofHop = ended.filter((hop) => hop.id === id);
      const lastGoodAt = ofHop.find(({ status }) => status === 'ok' || status === 'partial')?.at ?? null;
      const overdue = maxAgeMs !== null && (lastGoodAt === null || !isRecent(lastGoodAt, now, maxAgeMs + 1));
      const [last = null] = ofHop.map(({ runId, status, at }) => ({ runId, status, at }));
      return { id, mode: session.settings(id).mode, last, lastGoodAt, overdue };
    }),
    waiting: await waitingItems(session),
  };
}

async function connectionsOf(session: Session): Promise<readonly ConnectionStatus[]> {
  const { accounts } = session.store;
  return Promise.all(
    session.connections.map(async ({ system, address, origin, credential }) => {
      const refusal = await accounts.refusal(system);
      const refused =
        refusal?.credential === credential ? { at: refusal.at, message: refusal.message } : null;
      return { system, address, origin, account: await accounts.identity(system), refused };
    }),
  );
}

/** Every integration of every finished run that was no dry run, newest first. */
async function endedHops(session: Session) {
  const runs = await session.store.runs.list(RUNS);
  return runs.flatMap(({ id, dryRun, finishedAt, document }) => {
    if (dryRun || finishedAt === null || document === null) return [];
    const { integrations } = JSON.parse(document) as RunDocument;
    return integrations.map((hop) => ({ id: hop.id, runId: id, status: hop.status, at: finishedAt }));
  });
}

async function waitingItems(session: Session): Promise<Status['waiting']> {
  const tally = await session.store.matches.tally();
  const counted = (await isAsPublished(session, tally))
    ? tally
    : (await currentItems(session)).map(({ kind, status }) => ({ kind, status, count: 1 }));
  const count = (of: 'site' | 'device') => {
    const counts: Partial<Record<MatchStatus, number>> = {};
    for (const { kind, status, count: more } of counted) {
      if (kind === of && waitingForAPerson.includes(status)) counts[status] = (counts[status] ?? 0) + more;
    }
    return counts;
  };
  return { sites: count('site'), devices: count('device') };
}
