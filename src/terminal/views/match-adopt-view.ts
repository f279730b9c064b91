import type { IntegrationId } from '../../domain/estate/systems.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';

export interface NativeRow {
  readonly verdict: 'new' | 'agrees' | 'disagrees' | 'unclear';
  readonly integration: IntegrationId;
  readonly configuration: { readonly id: string; readonly name: string; readonly organization: string };
  readonly item: PublishedItem | null;
  readonly why: string;
  readonly corroborated: boolean;
  readonly adopts: boolean;
}

export interface AdoptPage {
  readonly dryRun: boolean;
  readonly matches: readonly NativeRow[];
  /** How many decisions were stored; `null` while a person is still to be asked. */
  readonly stored: number | null;
}

const mostRows = 40;
const titles = {
  disagrees: 'Not taken over: something says otherwise',
  unclear: 'Not taken over: which device it is cannot be told',
  new: 'To be taken over',
  agrees: 'Agrees with what trilink has',
} as const;

/** What the native integration matched: disagreements and doubts first, then what is taken over. */
export const adoptView: View<AdoptPage> = {
  text: ({ matches, stored, dryRun }, screen) => {
    if (matches.length === 0) return 'The native integration shows no matches in what was read last.';
    const parts = (Object.keys(titles) as (keyof typeof titles)[]).map((verdict) =>
      section(
        titles[verdict],
        matches.filter((one) => one.verdict === verdict),
        screen,
      ),
    );
    const adopts = matches.filter((one) => one.adopts).length;
    const end = dryRun
      ? `${adopts} decisions would be stored (dry run: nothing was stored)`
      : stored === null
        ? `${adopts} decisions to store`
        : `${stored} decisions stored`;
    return [...parts.filter((part) => part !== ''), screen.paint.bold(end)].join('\n\n');
  },
  json: ({ dryRun, matches, stored }) => ({
    schema: 'adopted/1',
    dryRun,
    stored,
    matches: matches.map(document),
  }),
  rows: ({ matches }) => matches.map(document),
};

function section(title: string, rows: readonly NativeRow[], screen: Screen): string {
  if (rows.length === 0) return '';
  const table = screen.table(rows, {
    columns: [
      { header: 'Organization', value: ({ configuration }) => configuration.organization, shrinkTo: 10 },
      {
        header: 'Configuration',
        value: ({ configuration }) => `${configuration.name} (${configuration.id})`,
        shrinkTo: 14,
      },
      { header: 'Device', value: ({ item }) => item?.name ?? '-', shrinkTo: 10 },
      { header: 'Why', value: whyCell, shrinkTo: 18 },
    ],
    limit: mostRows,
    more: (hidden) => `${screen.unicode ? '…' : '...'} ${hidden} more, see --json`,
  });
  return `${screen.paint.bold(`${title} (${rows.length})`)}\n${table}`;
}

function whyCell({ why, corroborated }: NativeRow): string {
  return corroborated ? `${why}; company agrees` : why;
}

function document({ verdict, integration, configuration, item, why, corroborated, adopts }: NativeRow) {
  const key = item === null ? null : `${integration}/${item.kind}/${item.sourceId}`;
  return { verdict, item: key, device: item?.name ?? null, configuration, why, corroborated, adopts };
}
