import { type IntegrationId, itemKey } from '../domain/estate/systems.js';
import { type DecisionLine, seenMark } from '../domain/matching/decision-file.js';
import type { Decision, MatchStatus } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';
import { decisionKey, holdingDecisions } from './memory.js';
import { type RememberedEstate, rememberedEstate } from './remembered-estate.js';

export interface ExportRequest {
  /** Empty: every status. */
  readonly statuses: readonly MatchStatus[];
  /** Exact site name or id; `null` for all. */
  readonly site: string | null;
  readonly integration: IntegrationId | null;
}

/** Every item with its decision or best guess: sites first, devices site by site. */
export async function decisionLines(
  session: Session,
  request: ExportRequest,
): Promise<readonly DecisionLine[]> {
  const items = (await currentItems(session)).filter((item) => isAsked(item, request));
  const lines: DecisionLine[] = [];
  for (const integration of new Set(items.map((item) => item.integration))) {
    const estate = await rememberedEstate(session, integration);
    const holding = holdingDecisions(await session.store.matches.decisions(integration));
    const ofHop = items.filter((item) => item.integration === integration).sort(inOrder);
    lines.push(
      ...ofHop.map((item) => toLine(item, holding.get(decisionKey(item.kind, item.sourceId)), estate)),
    );
  }
  return lines;
}

function isAsked(item: PublishedItem, { statuses, site, integration }: ExportRequest): boolean {
  if (integration !== null && item.integration !== integration) return false;
  if (statuses.length > 0 && !statuses.includes(item.status)) return false;
  return site === null || item.siteId === site || item.siteName === site;
}

function inOrder(a: PublishedItem, b: PublishedItem): number {
  const rank = (item: PublishedItem) => (item.kind === 'site' ? 0 : 1);
  return (
    rank(a) - rank(b) ||
    compare(a.siteName ?? '', b.siteName ?? '') ||
    compare(a.name, b.name) ||
    compare(a.sourceId, b.sourceId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toLine(item: PublishedItem, decision: Decision | undefined, estate: RememberedEstate): DecisionLine {
  const archives = decision?.verb === 'move' || decision?.verb === 'replace';
  const guess = item.targetId ?? item.candidates[0]?.id ?? null;
  const target = decision ? (archives ? decision.oldTargetId : decision.targetId) : guess;
  const candidate = item.candidates.find((one) => one.id === target);
  const others = item.candidates.filter((one) => one.id !== target);
  return {
    item: itemKey(item),
    source: item.name,
    site: item.kind === 'site' ? null : item.siteName,
    status: item.status,
    decision: decision?.verb ?? null,
    target,
    targetName: candidate?.name ?? nameOf(estate, item, target),
    confidence: candidate?.confidence ?? null,
    evidence: candidate?.evidence ?? [],
    others: others.map(({ id, name, confidence }) => ({ id, name, confidence })),
    note: decision?.note ?? null,
    decidedBy: decision ? (decision.who ?? decision.by) : item.status === 'matched' ? item.decidedBy : null,
    when: decision ? new Date(decision.at).toISOString() : null,
    seen: markOf(item, decision, target, estate),
  };
}

function nameOf(estate: RememberedEstate, item: PublishedItem, target: string | null): string | null {
  return targetOf(estate, item, target)?.name ?? (target === item.targetId ? item.targetName : null);
}

function targetOf(
  { organizations, configurations }: RememberedEstate,
  item: PublishedItem,
  id: string | null,
) {
  return item.kind === 'site' ? organizations.get(id ?? '') : configurations.get(id ?? '');
}

/** The mark of an item as it is now, towards one target. */
export function markOf(
  item: PublishedItem,
  decision: Decision | undefined,
  target: string | null,
  estate: RememberedEstate,
): string {
  const source = item.kind === 'site' ? estate.sites.get(item.sourceId) : estate.devices.get(item.sourceId);
  return seenMark(source, decision?.sequence ?? 0, targetOf(estate, item, target));
}
