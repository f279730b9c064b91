import type { IntegrationId } from '../domain/estate/systems.js';
import { ignoringRule } from '../domain/matching/devices/ignored.js';
import { isIgnoredByRule } from '../domain/matching/ignore-rule.js';
import type { IgnoreRule } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { currentItems } from './current-items.js';
import { rememberedEstate } from './remembered-estate.js';

export interface RuleRequest {
  /** What a name pattern speaks of. A site alone is a rule about the site; a class is always about devices. */
  readonly kind: 'site' | 'device';
  /** Exact name or id. */
  readonly site: string | null;
  readonly deviceClass: string | null;
  readonly namePattern: string | null;
  /** `null`: every integration that knows the site, or all of them. */
  readonly integration: IntegrationId | null;
  readonly note: string | null;
  readonly dryRun: boolean;
}

/** A rule as a person sees it. */
export interface RuleLine {
  readonly integration: IntegrationId;
  readonly rule: IgnoreRule;
  readonly siteName: string | null;
  /** How many of the items known now it takes out; for a site, its devices beside it are not counted. */
  readonly items: number;
}

export interface RuleAdded extends RuleLine {
  readonly stored: boolean;
  /** Whether there was such a rule already. */
  readonly unchanged: boolean;
}

/**
 * Adds a standing rule that takes out what it fits, now and later.
 * @throws {UsageError} when no integration knows the site, or nothing was read yet.
 */
export async function addIgnoreRule(session: Session, request: RuleRequest): Promise<readonly RuleAdded[]> {
  const items = await currentItems(session);
  const id = session.newId();
  const added: RuleAdded[] = [];
  for (const integration of integrationsOf(session, items, request)) {
    const site = siteOf(items, integration, request.site);
    if (request.site !== null && site === null) continue;
    const rule = ruleOf(request, id, site, session.clock.now());
    const known = (await session.store.matches.rules(integration)).find((one) => sameRule(one, rule));
    if (!known && !request.dryRun) await session.store.matches.addRule(integration, rule);
    const count = await countItems(session, integration, items, known ?? rule);
    const line = { integration, rule: known ?? rule, siteName: site?.name ?? null, items: count };
    added.push({ ...line, stored: !known && !request.dryRun, unchanged: known !== undefined });
  }
  if (added.length === 0) throw nothingKnown(items, request.site);
  return added;
}

function integrationsOf(
  session: Session,
  items: readonly PublishedItem[],
  { integration }: RuleRequest,
): readonly IntegrationId[] {
  if (integration !== null) return [integration];
  return [...new Set([...session.integrations, ...items.map((item) => item.integration)])];
}

function siteOf(
  items: readonly PublishedItem[],
  integration: IntegrationId,
  wanted: string | null,
): PublishedItem | null {
  const sites = items.filter((item) => item.kind === 'site' && item.integration === integration);
  const found = sites.filter((site) => site.name === wanted || site.sourceId === wanted);
  if (found.length > 1) {
    const lines = found.map((site) => `  ${site.sourceId}  ${site.name}`).join('\n');
    throw new UsageError(`Several sites are called "${wanted}":\n${lines}`, {
      code: 'site-ambiguous',
      hint: 'Give the id of one of them.',
    });
  }
  return found[0] ?? null;
}

function ruleOf(request: RuleRequest, id: string, site: PublishedItem | null, at: number): IgnoreRule {
  const { deviceClass, namePattern, note } = request;
  const wholeSite = site !== null && deviceClass === null && namePattern === null;
  const kind = deviceClass !== null ? 'device' : wholeSite ? 'site' : request.kind;
  return { id, kind, siteId: site?.sourceId ?? null, deviceClass, namePattern, note, at };
}

function sameRule(a: IgnoreRule, b: IgnoreRule): boolean {
  const conditions = ({ kind, siteId, deviceClass, namePattern }: IgnoreRule) =>
    JSON.stringify([kind, siteId, deviceClass, namePattern]);
  return conditions(a) === conditions(b);
}

function nothingKnown(items: readonly PublishedItem[], site: string | null): UsageError {
  if (items.length === 0 || site === null) {
    return new UsageError('There is nothing to ignore yet.', {
      code: 'nothing-read',
      hint: 'Nothing has been read yet. Start with: trilink sync start --dry-run',
    });
  }
  return new UsageError(`There is no site "${site}".`, {
    code: 'site-unknown',
    hint: 'Names are exact. List them with: trilink match list sites --status matched --status unmatched',
  });
}

/** The rules that stand, oldest first, each with what it takes out now. */
export async function listIgnoreRules(
  session: Session,
  integration: IntegrationId | null,
): Promise<readonly RuleLine[]> {
  const items = await currentItems(session);
  const known = new Set([...session.integrations, ...items.map((item) => item.integration)]);
  const lines: RuleLine[] = [];
  for (const id of integration === null ? known : [integration]) {
    for (const rule of await session.store.matches.rules(id)) {
      const siteName = rule.siteId === null ? null : (siteOf(items, id, rule.siteId)?.name ?? rule.siteId);
      lines.push({ integration: id, rule, siteName, items: await countItems(session, id, items, rule) });
    }
  }
  return lines.sort((a, b) => a.rule.at - b.rule.at);
}

/**
 * Takes a rule back. What it took out is decided anew with the next run.
 * @throws {UsageError} when there is no such rule.
 */
export async function removeIgnoreRule(
  session: Session,
  id: string,
  dryRun: boolean,
): Promise<readonly RuleLine[]> {
  const lines = (await listIgnoreRules(session, null)).filter((line) => line.rule.id === id);
  if (lines.length === 0) {
    throw new UsageError(`There is no rule ${id}.`, {
      code: 'rule-unknown',
      hint: 'List them with: trilink match ignore --list',
    });
  }
  for (const { integration } of dryRun ? [] : lines) await session.store.matches.removeRule(integration, id);
  return lines;
}

async function countItems(
  session: Session,
  integration: IntegrationId,
  items: readonly PublishedItem[],
  rule: IgnoreRule,
): Promise<number> {
  const ofHop = items.filter((item) => item.integration === integration && item.kind === rule.kind);
  if (rule.deviceClass === null)
    return ofHop.filter((item) => isIgnoredByRule(rule, { ...item, deviceClass: null })).length;
  const { devices } = await rememberedEstate(session, integration);
  return [...devices.values()].filter((device) => ignoringRule(device, [rule]) !== null).length;
}
