import type { IntegrationId } from '../domain/estate/systems.js';
import { isIgnoredByRule } from '../domain/matching/ignore-rule.js';
import type { Decision, IgnoreRule } from '../domain/matching/verdict.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { decisionKey, holdingDecisions } from './memory.js';

/** Published statuses as they read once the decisions and rules made since are counted, without another run. */
export async function applyDecisions(
  session: Session,
  published: readonly PublishedItem[],
): Promise<readonly PublishedItem[]> {
  const byHop = new Map<
    IntegrationId,
    { holding: ReadonlyMap<string, Decision>; all: readonly Decision[]; rules: readonly IgnoreRule[] }
  >();
  for (const integration of new Set(published.map((item) => item.integration))) {
    const all = await session.store.matches.decisions(integration);
    const rules = await session.store.matches.rules(integration);
    byHop.set(integration, { holding: holdingDecisions(all), all, rules });
  }
  return published.map((item) => {
    const hop = byHop.get(item.integration);
    if (!hop) return item;
    const decision = hop.holding.get(decisionKey(item.kind, item.sourceId));
    const since = decision && decision.at >= item.at ? decided(item, decision) : item;
    const rule = hop.rules.find(
      (one) => one.at >= item.at && isIgnoredByRule(one, { ...item, deviceClass: null }),
    );
    if (!decision && rule) {
      const reason = { code: 'ignored', text: rule.note ?? `rule ${rule.id} takes it out` };
      return { ...since, status: 'ignored', decidedBy: 'person', targetId: null, targetName: null, reason };
    }
    return since;
  });
}

function decided(item: PublishedItem, decision: Decision): PublishedItem {
  const decidedBy = decision.by;
  switch (decision.verb) {
    case 'match': {
      const candidate = item.candidates.find((one) => one.id === decision.targetId);
      return {
        ...item,
        status: 'matched',
        decidedBy,
        targetId: decision.targetId,
        targetName: candidate?.name ?? (item.targetId === decision.targetId ? item.targetName : null),
        reason: { code: 'decided', text: 'decided by a person; written with the next sync' },
      };
    }
    case 'ignore':
      return {
        ...item,
        status: 'ignored',
        decidedBy,
        targetId: null,
        targetName: null,
        reason: { code: 'decided', text: decision.note ?? 'ignored by a person' },
      };
    case 'create':
    case 'move':
    case 'replace':
      return {
        ...item,
        status: 'matched',
        decidedBy,
        targetId: null,
        targetName: null,
        reason: { code: 'to-be-created', text: 'a new record is made with the next sync' },
      };
    case 'forget':
      return item;
  }
}
