import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Libsql from 'libsql';
import { Locked } from '../errors.js';
import type { Clock } from '../ports/clock.js';
import { cannotWrite } from './write-private.js';

const patienceMs = 10_000;
const pauseMs = 25;

/**
 * Runs `work` while no other process is inside the same lock. The lock is SQLite's on an empty file, so the operating
 * system frees it when a process dies: nothing is ever left behind that would have to be judged stale.
 *
 * @throws {Locked} when another process stays inside for ten seconds.
 */
export async function withFileLock<T>(file: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const lock = await openLock(file).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
  try {
    await take(file, clock, () => lock.exec('BEGIN IMMEDIATE'));
    return await work();
  } finally {
    if (lock.inTransaction) lock.exec('ROLLBACK');
    lock.close();
  }
}

async function openLock(file: string): Promise<Libsql.Database> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await create(file);
  const { default: Database } = await import('libsql');
  return new Database(file, { timeout: 1 });
}

/** Made once and never opened again by hand: closing it would free the lock of a neighbour in this process. */
async function create(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function take(file: string, clock: Clock, attempt: () => void): Promise<void> {
  const started = clock.now();
  for (;;) {
    try {
      attempt();
      return;
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
      if (!busy) throw error;
      if (clock.now() - started > patienceMs) throw stillHeld(file, error);
    }
    await clock.sleep(pauseMs);
  }
}

function stillHeld(file: string, cause: unknown): Locked {
  return new Locked(`Another trilink command is changing settings and does not end (${file})`, {
    code: 'settings-busy',
    hint: 'End it, then try again',
    cause,
  });
}
