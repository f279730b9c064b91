import type { IntegrationId } from '../../domain/estate/systems.js';
import type { Hop } from '../../domain/hops/hop.js';
import type { AuthorityRow, AuthorityTable } from '../../domain/reconcile/authority.js';
import { fieldOwner } from '../../domain/reconcile/field-owner.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { wrap } from './wrap.js';

export interface Authorities {
  readonly tables: readonly {
    readonly integration: IntegrationId;
    readonly hop: Pick<Hop, 'source' | 'respectsPsaLock'>;
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
  const head = `${screen.paint.bold(table.integration)}  a field that is not listed is never written`;
  const types = [...new Set(table.rows.map((row) => row.type))];
  const parts = types.map((type) =>
    drawnType(
      table,
      type,
      table.rows.filter((row) => row.type === type),
      screen,
    ),
  );
  return [head, ...parts].join('\n\n');
}

function drawnType(table: Table, type: string, rows: AuthorityTable, screen: Screen): string {
  const owner = (row: AuthorityRow) => fieldOwner(row, table.hop);
  const synced = rows.some((row) => owner(row).whenSynced !== null);
  const mode = (row: AuthorityRow) => `${modes(row)}${isChanged(row, table) ? ' (changed)' : ''}`;
  const lines = screen.table(rows, {
    columns: [
      { header: type, value: (row) => row.field },
      { header: 'From', value: (row) => row.from, shrinkTo: 9 },
      { header: 'Mode', value: mode, shrinkTo: 12 },
      { header: 'Owner', value: (row) => owner(row).usual, shrinkTo: 18 },
      ...(synced
        ? [{ header: 'PSA-synced', value: (row: AuthorityRow) => owner(row).whenSynced ?? 'the same' }]
        : []),
    ],
  });
  return `${lines}\n${screen.paint.dim(reasons(rows, screen))}`;
}

/** Each reason once, with the fields that it stands for. */
function reasons(rows: AuthorityTable, screen: Screen): string {
  const fields = new Map<string, string[]>();
  for (const row of rows) fields.set(row.why, [...(fields.get(row.why) ?? []), row.field]);
  const room = Math.min(screen.width, 100);
  return [...fields]
    .map(([why, names]) =>
      wrap(`  ${names.length === rows.length ? 'all' : names.join(', ')}: ${why}`, room, 4),
    )
    .join('\n');
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
  const owner = fieldOwner(row, table.hop);
  const how = { type, field, from, mode, modeFor, volatile, whenLocked, off, changed: isChanged(row, table) };
  return { ...how, owner: owner.usual, ownerWhenSynced: owner.whenSynced ?? owner.usual, why };
}
