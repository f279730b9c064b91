import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { resolvePaths } from './config/paths.js';
import type { Io } from './context.js';
import { redact } from './redact.js';
import { version } from './version.js';

/**
 * Saves what is known about an unexpected error where its owner alone can read it. Secrets are taken out.
 * `path` is `null` when the file could not be written.
 */
export async function saveDebugFile(
  error: unknown,
  io: Io,
  now: number,
): Promise<{ id: string; path: string | null }> {
  const id = `bug-${now.toString(36)}`;
  const path = join(debugFolder(io), `trilink-${id}.txt`);
  const text = [
    `trilink ${version}, node ${io.runtime}, ${io.platform}`,
    inspect(error, { depth: 4 }),
    '',
  ].join('\n');
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, redact(text, io.env), { mode: 0o600 });
    return { id, path };
  } catch {
    return { id, path: null };
  }
}

function debugFolder(io: Io): string {
  try {
    return join(resolvePaths(io).state, 'debug');
  } catch {
    return tmpdir();
  }
}
