import type { IntegrationId } from '../../domain/estate/systems.js';
import type { AuthorityRow, AuthorityTable } from '../../domain/reconcile/authority.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';

export interface Authorities {
  readonly tables: readonly {
    readonly integration: IntegrationId;
    /** As it is in force. */
    readonly rows: AuthorityTable;
    /** As it is without a person's changes. */
    readonly defaults: AuthorityTable;
  }[];
}

type Table = Authorities['tables'][number];

/** One table an integration: field, from where, mode, and what a PSA's lock means for it. */
export const authorityView: View<Authorities> = {
  text: ({ tables }, screen) => tables.map((table) => drawn(table, screen)).join('\n\n'),
  json: ({ tables }) => ({
    schema: 'authority/1',
    integrations: tables.map((table) => ({
      id: table.integration,
      rows: table.rows.map((row) => document(row, table)),
    })),
  }),
  rows: ({ tables }) =>
    tables.flatMap((table) =>
      table.rows.map((row) => ({ integration: table.integration, ...document(row, table) })),
    ),
};

function drawn(table: Table, screen: Screen): string {
  const drawnRows = screen.table(table.rows, {
    columns: [
      { header: 'Record', value: (row) => row.type },
      { header: 'Field', value: (row) => row.field },
      { header: 'From', value: (row) => row.from, shrinkTo: 10 },
      {
        header: 'Mode',
        value: (row) => `${modes(row)}${isChanged(row, table) ? ' (changed)' : ''}`,
        shrinkTo: 14,
      },
      { header: 'PSA lock', value: (row) => row.whenLocked, shrinkTo: 7 },
    ],
  });
  return `${screen.paint.bold(table.integration)}  a field that is not listed is never written\n${drawnRows}`;
}

/** `overwrite; fill for laptop, desktop; volatile`. */
function modes(row: AuthorityRow): string {
  if (row.off) return 'off';
  const others = new Map<string, string[]>();
  for (const [group, mode] of Object.entries(row.modeFor ?? {})) {
    others.set(mode, [...(others.get(mode) ?? []), group]);
  }
  const parts = [row.mode, ...[...others].map(([mode, groups]) => `${mode} for ${groups.join(', ')}`)];
  return [...parts, ...(row.volatile ? ['volatile'] : [])].join('; ');
}

function isChanged(row: AuthorityRow, { defaults }: Table): boolean {
  const usual = defaults.find((one) => one.type === row.type && one.field === row.field);
  return JSON.stringify(usual) !== JSON.stringify(row);
}

function document(row: AuthorityRow, table: Table): Record<string, unknown> {
  const { type, field, from, mode, modeFor = null, volatile = false, whenLocked, off = false, why } = row;
  return { type, field, from, mode, modeFor, volatile, whenLocked, off, changed: isChanged(row, table), why };
}
