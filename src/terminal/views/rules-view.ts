import type { IntegrationId } from '../../domain/estate/systems.js';
import type { IgnoreRule } from '../../domain/matching/verdict.js';
import type { View } from '../view.js';

export interface Rules {
  readonly did: 'added' | 'listed' | 'removed';
  readonly dryRun: boolean;
  readonly rules: readonly {
    readonly integration: IntegrationId;
    readonly rule: IgnoreRule;
    readonly siteName: string | null;
    /** How many of the items known now it takes out. */
    readonly items: number;
  }[];
}

type Line = Rules['rules'][number];

export const rulesView: View<Rules> = {
  text: ({ did, dryRun, rules }, screen) => {
    if (rules.length === 0) return 'No rule stands.';
    const table = screen.table(rules, {
      columns: [
        { header: 'Rule', value: ({ rule }) => rule.id },
        { header: 'Ignores', value: words, shrinkTo: 20 },
        { header: 'Items', value: ({ items }) => String(items), align: 'right' },
        { header: 'Note', value: ({ rule }) => rule.note ?? '', shrinkTo: 6 },
      ],
    });
    return did === 'listed' ? table : `${dryRun ? 'Would be ' : ''}${did}:\n${table}`;
  },
  json: ({ did, dryRun, rules }) => ({ schema: 'rules/1', did, dryRun, rules: rules.map(document) }),
  rows: ({ rules }) => rules.map(document),
};

function words({ integration, rule, siteName }: Line): string {
  const what = rule.kind === 'site' ? 'sites' : `${rule.deviceClass ?? 'all'} devices`;
  const named = rule.namePattern === null ? '' : ` called ${rule.namePattern}`;
  const where = siteName === null ? '' : rule.kind === 'site' ? ` ${siteName}` : ` of ${siteName}`;
  return `${what}${named}${where} (${integration})`;
}

function document({ integration, rule, siteName, items }: Line): Record<string, unknown> {
  const { id, kind, siteId, deviceClass, namePattern, note, at } = rule;
  return {
    id,
    integration,
    kind,
    siteId,
    siteName,
    deviceClass,
    namePattern,
    items,
    note,
    at: new Date(at).toISOString(),
  };
}
