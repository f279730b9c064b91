import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { storeTooNew } from './failures.js';
import { schemaVersion } from './schema-version.js';
import type { Tables } from './tables.js';

type Migration = (db: Kysely<Tables>) => Promise<void>;

/** Each step leads from the version before it to its own; steps that were ever released are never changed. */
const migrations: readonly Migration[] = [firstSchema];

/**
 * Brings the store to this program's schema in one IMMEDIATE transaction. The version is read again inside it, because
 * several processes may start at once and only the first finds anything to do.
 */
export async function migrate(db: Kysely<Tables>, file: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.schema
      .createTable('schema_version')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.notNull())
      .execute();
    const row = await trx.selectFrom('schema_version').select('version').executeTakeFirst();
    const found = row?.version ?? 0;
    if (found > schemaVersion) throw storeTooNew(file, found, schemaVersion);
    if (found === schemaVersion) return;
    for (const migration of migrations.slice(found)) await migration(trx);
    await trx.deleteFrom('schema_version').execute();
    await trx.insertInto('schema_version').values({ version: schemaVersion }).execute();
  });
}

type Column = readonly [name: string, type: 'text' | 'integer' | 'bigint', nullable?: 'null'];

interface TableShape {
  readonly name: keyof Tables;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  /** Rows small enough to lie in the key's own tree. */
  readonly narrow?: true;
}

const profile: Column = ['profile', 'text'];

const firstTables: readonly TableShape[] = [
  { name: 'entry', key: ['profile', 'key'], columns: [profile, ['key', 'text'], ['value', 'text']] },
  {
    name: 'account',
    key: ['profile', 'system'],
    columns: [profile, ['system', 'text'], ['id', 'text'], ['name', 'text', 'null']],
  },
  {
    name: 'refusal',
    key: ['profile', 'system'],
    columns: [profile, ['system', 'text'], ['credential', 'text'], ['at', 'bigint'], ['message', 'text']],
  },
  {
    name: 'run',
    key: ['profile', 'id'],
    columns: [
      profile,
      ['id', 'text'],
      ['position', 'bigint'],
      ['kind', 'text'],
      ['dry_run', 'integer'],
      ['status', 'text'],
      ['exit_code', 'integer', 'null'],
      ['reason', 'text', 'null'],
      ['started_at', 'bigint'],
      ['finished_at', 'bigint', 'null'],
      ['about', 'text', 'null'],
      ['document', 'text', 'null'],
    ],
  },
  {
    name: 'plan_claim',
    key: ['profile', 'plan_id'],
    columns: [profile, ['plan_id', 'text'], ['run_id', 'text'], ['at', 'bigint']],
  },
  {
    name: 'reading',
    key: ['profile', 'system', 'type', 'position'],
    columns: [
      profile,
      ['system', 'text'],
      ['type', 'text'],
      ['position', 'bigint'],
      ['started_at', 'bigint'],
      ['finished_at', 'bigint'],
      ['complete', 'integer'],
      ['outcome', 'text'],
    ],
  },
  {
    name: 'body',
    key: ['id'],
    columns: [
      ['id', 'integer'],
      ['text', 'text'],
    ],
  },
  {
    name: 'observation',
    key: ['profile', 'system', 'type', 'id'],
    narrow: true,
    columns: [
      profile,
      ['system', 'text'],
      ['type', 'text'],
      ['id', 'text'],
      ['scope_id', 'text', 'null'],
      ['name', 'text'],
      ['first_seen_at', 'bigint'],
      ['last_seen_at', 'bigint'],
      ['hash', 'text'],
      ['body_id', 'integer'],
    ],
  },
  {
    name: 'device_detail',
    key: ['profile', 'system', 'device_id'],
    columns: [profile, ['system', 'text'], ['device_id', 'text'], ['read_at', 'bigint'], ['body', 'text']],
  },
  {
    name: 'publication',
    key: ['profile', 'integration'],
    columns: [profile, ['integration', 'text'], ['hop_started_at', 'bigint']],
  },
  {
    name: 'item',
    key: ['profile', 'integration', 'kind', 'source_id'],
    narrow: true,
    columns: [
      profile,
      ['integration', 'text'],
      ['kind', 'text'],
      ['source_id', 'text'],
      ['site_id', 'text', 'null'],
      ['status', 'text'],
      ['run_id', 'text'],
      ['at', 'bigint'],
      ['hash', 'text'],
      ['body_id', 'integer'],
    ],
  },
  {
    name: 'standing',
    key: ['profile', 'integration', 'kind', 'source_id'],
    narrow: true,
    columns: [
      profile,
      ['integration', 'text'],
      ['kind', 'text'],
      ['source_id', 'text'],
      ['target_id', 'text'],
      ['decided_by', 'text'],
      ['engine', 'integer'],
      ['site_id', 'text', 'null'],
      ['organization_id', 'text', 'null'],
      ['evidence', 'text'],
    ],
  },
  {
    name: 'decision',
    key: ['profile', 'sequence'],
    columns: [
      profile,
      ['integration', 'text'],
      ['sequence', 'bigint'],
      ['kind', 'text'],
      ['source_id', 'text'],
      ['verb', 'text'],
      ['target_id', 'text', 'null'],
      ['old_target_id', 'text', 'null'],
      ['by', 'text'],
      ['who', 'text', 'null'],
      ['note', 'text', 'null'],
      ['at', 'bigint'],
    ],
  },
  {
    name: 'ignore_rule',
    key: ['profile', 'integration', 'id'],
    columns: [profile, ['integration', 'text'], ['id', 'text'], ['at', 'bigint'], ['body', 'text']],
  },
  {
    name: 'change',
    key: ['profile', 'run_id', 'change_id'],
    columns: [
      profile,
      ['run_id', 'text'],
      ['change_id', 'text'],
      ['position', 'bigint'],
      ['system', 'text'],
      ['type', 'text'],
      ['action', 'text'],
      ['item', 'text'],
      ['state', 'text'],
      ['attempt', 'integer'],
      ['batch', 'text', 'null'],
      ['fence', 'bigint'],
      ['target_id', 'text', 'null'],
      ['before', 'text'],
      ['after', 'text'],
      ['echoed', 'text', 'null'],
      ['fitted', 'text'],
      ['error', 'text', 'null'],
      ['at', 'bigint'],
      ['body', 'text'],
    ],
  },
  {
    name: 'written',
    key: ['profile', 'system', 'type', 'target_id', 'field'],
    narrow: true,
    columns: [
      profile,
      ['system', 'text'],
      ['type', 'text'],
      ['target_id', 'text'],
      ['field', 'text'],
      ['sent', 'text'],
      ['echoed', 'text'],
      ['run_id', 'text'],
    ],
  },
  {
    name: 'hold',
    key: ['profile', 'integration', 'item', 'type', 'target_id', 'field'],
    columns: [
      profile,
      ['integration', 'text'],
      ['item', 'text'],
      ['type', 'text'],
      ['target_id', 'text'],
      ['field', 'text'],
      ['run_id', 'text'],
    ],
  },
  {
    name: 'lease',
    key: ['profile', 'target'],
    columns: [
      profile,
      ['target', 'text'],
      ['fence', 'bigint'],
      ['held', 'integer'],
      ['host', 'text'],
      ['boot_id', 'text'],
      ['pid', 'bigint'],
      ['process_started_at', 'text'],
      ['run_id', 'text'],
      ['since', 'bigint'],
      ['until', 'bigint'],
    ],
  },
  {
    name: 'permit_bucket',
    key: ['bucket'],
    columns: [
      ['bucket', 'text'],
      ['window_ms', 'bigint'],
      ['stop_until', 'bigint'],
    ],
  },
  {
    name: 'permit_block',
    key: ['bucket', 'at'],
    narrow: true,
    columns: [
      ['bucket', 'text'],
      ['at', 'bigint'],
      ['granted', 'integer'],
    ],
  },
  {
    name: 'attestation',
    key: ['profile', 'step'],
    columns: [
      profile,
      ['step', 'text'],
      ['by', 'text'],
      ['note', 'text', 'null'],
      ['at', 'bigint'],
      ['expires_at', 'bigint'],
    ],
  },
  {
    name: 'setup_check',
    key: ['profile', 'position'],
    columns: [profile, ['position', 'bigint'], ['at', 'bigint'], ['body', 'text']],
  },
];

const firstIndexes: readonly (readonly [name: string, table: keyof Tables, columns: readonly string[]])[] = [
  ['run_newest', 'run', ['profile', 'position']],
  ['item_waiting', 'item', ['profile', 'status', 'integration']],
  ['decision_of_hop', 'decision', ['profile', 'integration', 'sequence']],
  ['change_in_order', 'change', ['profile', 'position']],
  ['change_by_state', 'change', ['profile', 'system', 'state']],
];

async function firstSchema(db: Kysely<Tables>): Promise<void> {
  for (const shape of firstTables) await createTable(db, shape);
  for (const [name, table, columns] of firstIndexes) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}

async function createTable(db: Kysely<Tables>, shape: TableShape): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema.createTable(shape.name);
  for (const [name, type, nullable] of shape.columns) {
    table = table.addColumn(name, type, (column) => (nullable ? column : column.notNull()));
  }
  table = table.addPrimaryKeyConstraint(`${shape.name}_key`, [...shape.key]);
  if (shape.narrow) table = table.modifyEnd(sql`without rowid`);
  await table.execute();
}
