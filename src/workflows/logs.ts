import type { ChangeReport, RunDocument } from '../domain/run.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { ChangeRow, RunRow } from '../ports/store.js';
import { lastAttempts } from './tally.js';

export interface RunListing {
  readonly runs: readonly (Omit<RunRow, 'document'> & {
    readonly integrations: RunDocument['integrations'];
  })[];
}

/** Past runs, newest first. */
export async function listRuns(session: Session, limit: number): Promise<RunListing> {
  await markDeadRuns(session);
  const rows = await session.store.runs.list(limit);
  return {
    runs: rows.map(({ document, ...row }) => ({ ...row, integrations: parse(document)?.integrations ?? [] })),
  };
}

/** One run with what became of every change. */
export async function showRun(session: Session, name: string): Promise<RunDocument> {
  await markDeadRuns(session);
  const row = await findRun(session, name, () => true);
  const rows = await session.store.journal.ofRun(row.id);
  const document = parse(row.document) ?? emptyDocument(row);
  const changes = await Promise.all(lastAttempts(rows).map((one) => reportOf(session, one)));
  return { ...document, status: row.status, exitCode: row.exitCode ?? document.exitCode, changes };
}

/**
 * The run that `name` means: an id, its beginning when only one has it, or `last`, the newest that `counts`.
 * @throws {UsageError} when there is none, or several begin so.
 */
export async function findRun(
  session: Session,
  name: string,
  counts: (run: RunRow) => boolean | Promise<boolean>,
): Promise<RunRow> {
  const rows = await session.store.runs.list(10_000);
  if (name === 'last') {
    for (const row of rows) if (await counts(row)) return row;
    throw new UsageError(
      rows.length === 0 ? 'There is no run yet.' : 'No run has written anything that could be undone.',
      { code: 'run-unknown', hint: 'List them with: trilink sync logs' },
    );
  }
  const fitting = rows.filter((row) => row.id === name);
  const found =
    fitting.length > 0 ? fitting : rows.filter((row) => name.length >= 6 && row.id.startsWith(name));
  const [row] = found;
  if (row && found.length === 1) return row;
  throw new UsageError(
    found.length > 1 ? `Several runs begin with "${name}".` : `There is no run "${name}".`,
    {
      code: 'run-unknown',
      hint: 'List them with: trilink sync logs',
      details: found.map((one) => one.id),
    },
  );
}

/** A run whose process died is not `running` any longer. */
async function markDeadRuns(session: Session): Promise<void> {
  const alive = new Set<string>();
  for (const system of new Set(session.connections.map((connection) => connection.system))) {
    const holder = await session.store.lease.holder(system);
    if (holder && session.process.isAlive(holder.pid, holder.processStartedAt)) alive.add(holder.runId);
  }
  await session.store.runs.markInterrupted((runId) => alive.has(runId));
}

export async function reportOf(session: Session, row: ChangeRow): Promise<ChangeReport> {
  const { change } = row;
  const id = row.targetId ?? change.target.id;
  return {
    id: change.id,
    integration: change.integration,
    item: change.item,
    action: change.action,
    outcome: row.state,
    target: {
      system: change.target.system,
      type: change.target.type,
      id,
      name: change.target.name,
      address: id === null ? null : await addressOf(session, change, id),
    },
    fields: change.fields.map(({ name, before, after }) => ({ name, before, after })),
    error: row.error,
    at: new Date(row.at).toISOString(),
  };
}

async function addressOf(session: Session, change: ChangeRow['change'], id: string): Promise<string | null> {
  const { system, type, organizationId } = change.target;
  if (!session.connections.some((connection) => connection.system === system)) return null;
  const shown = (await session.target(system)).address(type, id, organizationId);
  const connection = session.connections.find((one) => one.system === system);
  return shown ?? (connection ? `${connection.address}/${type}s/${id}` : null);
}

function parse(document: string | null): RunDocument | null {
  return document === null ? null : (JSON.parse(document) as RunDocument);
}

function emptyDocument(row: RunRow): RunDocument {
  return {
    id: row.id,
    status: row.status,
    exitCode: row.exitCode ?? 0,
    reason: row.reason,
    dryRun: row.dryRun,
    startedAt: new Date(row.startedAt).toISOString(),
    finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
    integrations: [],
    requests: {},
    warnings: [],
  };
}
