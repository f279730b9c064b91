import { noChanges, noDevices, noSites } from '../domain/counts.js';
import type { IntegrationId, SystemId } from '../domain/estate/systems.js';
import type { HopReport, RunDocument } from '../domain/run.js';
import { type AppError, ExitCode, worstOf } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { RunRow, RunStatus } from '../ports/store.js';

export function emptyReport(id: IntegrationId, mode: 'audit' | 'sync'): HopReport {
  return {
    id,
    mode,
    status: 'running',
    reason: null,
    complete: false,
    sites: noSites(),
    devices: noDevices(),
    changes: noChanges(),
    auditsSpared: 0,
  };
}

/** A run as it is stored and shown, while it goes on and when it has ended. */
export class RunRecord {
  readonly id: string;
  readonly hops: HopReport[] = [];
  readonly warnings: string[] = [];
  readonly codes: ExitCode[] = [];
  /** Systems that have answered in this run as the account they should be. */
  readonly checkedAccounts = new Set<SystemId>();
  failure: AppError | null = null;
  readonly #session: Session;
  readonly #about: { kind: RunRow['kind']; dryRun: boolean; startedAt: number };

  private constructor(
    session: Session,
    id: string,
    about: { kind: RunRow['kind']; dryRun: boolean; startedAt: number },
  ) {
    this.#session = session;
    this.id = id;
    this.#about = about;
  }

  static async start(
    session: Session,
    kind: RunRow['kind'],
    options: { dryRun: boolean; about?: string | null },
  ): Promise<RunRecord> {
    const startedAt = session.clock.now();
    const run = new RunRecord(session, session.newId(), { kind, dryRun: options.dryRun, startedAt });
    const { dryRun, about = null } = options;
    await session.store.runs.start({ id: run.id, kind, dryRun, startedAt, about });
    return run;
  }

  /** Takes a failure that ends a hop: kept for the end, with the run's id on it. */
  fail(error: AppError): void {
    error.runId = this.id;
    this.codes.push(error.exitCode);
    this.failure ??= error;
    if (worstOf([this.failure.exitCode, error.exitCode]) !== this.failure.exitCode) this.failure = error;
  }

  document(status: RunDocument['status'], finishedAt: number | null): RunDocument {
    return {
      id: this.id,
      status,
      exitCode: worstOf(this.codes),
      reason: this.failure?.message ?? this.hops.find((hop) => hop.reason !== null)?.reason ?? null,
      dryRun: this.#about.dryRun,
      startedAt: new Date(this.#about.startedAt).toISOString(),
      finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
      integrations: this.hops,
      requests: this.#session.requests(),
      warnings: this.warnings,
    };
  }

  async save(): Promise<void> {
    await this.#session.store.runs.save(this.id, JSON.stringify(this.document('running', null)));
  }

  async finish(status?: RunStatus): Promise<RunDocument> {
    const finishedAt = this.#session.clock.now();
    const ended = status ?? statusOf(this.hops, this.failure);
    const document = this.document(ended, finishedAt);
    await this.#session.store.runs.finish(this.id, {
      status: ended,
      exitCode: document.exitCode,
      reason: document.reason,
      finishedAt,
      document: JSON.stringify(document),
    });
    return document;
  }
}

const rank = [
  'failed',
  'cancelled',
  'refused',
  'partial',
  'running',
  'interrupted',
  'ok',
  'skipped',
] as const;

function statusOf(hops: readonly HopReport[], failure: AppError | null): RunStatus {
  if (failure) return statusOfFailure(failure);
  return rank.find((status) => hops.some((hop) => hop.status === status)) ?? 'ok';
}

/** How a hop that `error` ended is called. */
export function statusOfFailure(error: AppError): RunStatus {
  switch (error.exitCode) {
    case ExitCode.refused:
    case ExitCode.locked:
      return 'refused';
    case ExitCode.interrupted:
    case ExitCode.terminated:
      return 'cancelled';
    default:
      return error.code === 'deadline' ? 'cancelled' : 'failed';
  }
}
