import { itemKey, type RecordKind } from '../domain/estate/systems.js';
import { ENGINE_VERSION, type Verdict } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { ChangeRow, PublishedItem } from '../ports/store.js';
import type { MatchedHop } from './match-hop.js';

/** What is told of the run with its statuses. Times are epoch ms. */
export interface Publishing {
  readonly id: string;
  readonly hopStartedAt: number;
  /** When the decisions were read that the statuses go by: later ones are laid over them when they are shown. */
  readonly decisionsReadAt: number;
  readonly dryRun: boolean;
}

/** Publishes a matched hop's statuses in one transaction; answers `false` when a hop that started later was first. */
export async function publish(session: Session, matched: MatchedHop, run: Publishing): Promise<boolean> {
  const { hop, reading } = matched;
  const context = await namesFor(session, matched);
  const verdicts = [
    ...matched.siteVerdicts.values(),
    ...matched.attachments.map(({ verdict }) => verdict),
    ...matched.deviceVerdicts.values(),
  ];
  // One time for all: the store stamps unchanged items with one statement for each time there is.
  const at = run.decisionsReadAt;
  const items = verdicts.map((verdict) => toItem(verdict, context, run.id, at));
  const scope = reading.whole ? 'all' : reading.sites.map((site) => site.id);
  return session.store.matches.publish(hop.id, run.hopStartedAt, items, { scope, dryRun: run.dryRun });
}

/** Lets the lists show what a run has just made as matched, so that nobody settles it a second time. */
export async function publishCreated(
  session: Session,
  { hop, reading }: MatchedHop,
  run: Publishing,
): Promise<void> {
  const made = new Map<string, ChangeRow>();
  for (const row of await session.store.journal.ofRun(run.id)) {
    const isRecord =
      row.change.target.type !== 'configuration-interface' && row.change.target.type !== 'product';
    if (row.change.action === 'create' && row.state === 'done' && isRecord) made.set(row.change.item, row);
  }
  if (made.size === 0) return;
  const published = await session.store.matches.published(hop.id);
  const items = published.map((item) => {
    const row = made.get(itemKey(item));
    return row && row.change.integration === hop.id ? asMade(item, row) : item;
  });
  const inScope = new Set(reading.sites.map((site) => site.id));
  const scope = reading.whole ? 'all' : [...inScope];
  const spoken = reading.whole ? items : items.filter((item) => inScope.has(item.siteId ?? ''));
  await session.store.matches.publish(hop.id, run.hopStartedAt, spoken, { scope, dryRun: run.dryRun });
}

function asMade(item: PublishedItem, { targetId, change }: ChangeRow): PublishedItem {
  return {
    ...item,
    status: 'matched',
    decidedBy: item.decidedBy ?? 'auto',
    targetId,
    targetName: change.target.name,
    organizationId: item.kind === 'site' ? null : change.target.organizationId,
    candidates: [],
    reason: { code: 'created', text: 'trilink made its record' },
    findings: [],
  };
}

interface SourceName {
  readonly name: string;
  readonly siteId: string | null;
}

interface TargetName {
  readonly name: string;
  readonly organizationId: string | null;
}

interface Names {
  source(kind: RecordKind, id: string): SourceName | undefined;
  target(kind: RecordKind, id: string): TargetName | undefined;
}

/** Names of everything that was read, by `kind/id`; of what is gone, as the store remembers it. */
async function namesFor(session: Session, matched: MatchedHop): Promise<Names> {
  const { hop, reading, attachments } = matched;
  const sources = new Map<string, SourceName>();
  for (const site of reading.sites) sources.set(`site/${site.id}`, { name: site.name, siteId: site.id });
  for (const one of reading.devices)
    sources.set(`device/${one.id}`, { name: one.hostname, siteId: one.siteId });
  for (const { source } of attachments) sources.set(`${source.kind}/${source.id}`, source);
  const verdicts = [...matched.siteVerdicts.values(), ...matched.deviceVerdicts.values()];
  if (verdicts.some((verdict) => !sources.has(`${verdict.kind}/${verdict.sourceId}`))) {
    for (const kind of ['site', 'device'] as const) {
      for (const seen of await session.store.observations.list(hop.source, kind)) {
        const key = `${kind}/${seen.id}`;
        if (!sources.has(key))
          sources.set(key, { name: seen.name, siteId: kind === 'site' ? seen.id : seen.scopeId });
      }
    }
  }
  const targets = new Map<string, TargetName>();
  for (const one of reading.organizations)
    targets.set(`site/${one.id}`, { name: one.name, organizationId: null });
  for (const one of reading.configurations) targets.set(`device/${one.id}`, one);
  for (const { target } of attachments) if (target) targets.set(`${target.type}/${target.id}`, target);
  return {
    source: (kind, id) => sources.get(`${kind}/${id}`),
    target: (kind, id) => targets.get(`${kind}/${id}`),
  };
}

function toItem(verdict: Verdict, names: Names, runId: string, at: number): PublishedItem {
  const { kind, sourceId, targetId } = verdict;
  const source = names.source(kind, sourceId);
  const siteId = source?.siteId ?? (kind === 'site' ? sourceId : null);
  const target = targetId === null ? undefined : names.target(kind, targetId);
  return {
    ...verdict,
    name: source?.name ?? sourceId,
    siteId,
    siteName: siteId === null ? null : (names.source('site', siteId)?.name ?? null),
    targetName: target?.name ?? null,
    organizationId: target?.organizationId ?? null,
    engine: ENGINE_VERSION,
    runId,
    at,
  };
}
