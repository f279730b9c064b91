import { chmod, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Libsql from 'libsql';
import { explained } from '../failures.js';
import { unmarkWhenGone } from '../made-mark.js';
import { Connection, type ConnectionOptions } from './connection.js';

/** Blocks every timer of the process while it waits, so it is short; patience is the connection's. */
const busyTimeoutMs = 20;

/**
 * Opens the file, making it and its folder for this user alone (0600 in 0700) when they are not there. The engine
 * gives its side files (`-wal`, `-shm`) the mode of the file itself.
 */
export async function openFile(file: string, options: ConnectionOptions): Promise<Connection> {
  try {
    await prepare(file);
    return new Connection(file, await openDatabase(file), options);
  } catch (error) {
    throw explained(error, file);
  }
}

/** The library gives no code when it cannot open at all. */
async function openDatabase(file: string): Promise<Libsql.Database> {
  const { default: Database } = await import('libsql');
  try {
    return new Database(file, { timeout: busyTimeoutMs });
  } catch (cause) {
    throw Object.assign(new Error(`cannot open ${file}`, { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

/** Never opens a file that exists: closing it again would drop the locks this process holds on it. */
async function prepare(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await unmarkWhenGone(file);
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const found = await stat(file);
    if (found.isFile() && found.mode & 0o077) await chmod(file, 0o600);
  }
}

/** In KiB. Four times as much made no run of 10,000 devices faster, and every process held it to its end. */
const cacheKiB = 8192;

/**
 * WAL with NORMAL: a killed process loses nothing that was committed; only a power cut may lose the last moments. The
 * mode stays with the file, so this is for a file that is known to be ours.
 */
export async function configure(connection: Connection): Promise<void> {
  await connection.turns.run(() =>
    connection.patiently(() => {
      connection.all('PRAGMA journal_mode = WAL');
      connection.all('PRAGMA synchronous = NORMAL');
      connection.all(`PRAGMA cache_size = -${cacheKiB}`);
    }),
  );
}
