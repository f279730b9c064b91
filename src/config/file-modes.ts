import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Paths } from './paths.js';

/** Files of ours by their names; their folders may hold a person's own files too. */
const ours =
  /^(settings\.json|secrets\.json|secrets\.key|credential-salt|trilink\.db(-wal|-shm)?|.+\.(bak|lock))$/;

/**
 * Sets right what other users could read: folders to 0700, files to 0600. Answers what it found, for a person to read.
 * What cannot be set right is named too; nothing is thrown.
 */
export async function tightenModes({ config, state, cache }: Paths): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const folder of new Set([config, state, cache])) {
    await tighten(folder, 0o700, warnings);
    for (const name of await namesIn(folder))
      if (ours.test(name)) await tighten(join(folder, name), 0o600, warnings);
  }
  return warnings;
}

async function tighten(path: string, wanted: number, warnings: string[]): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || (found.mode & 0o077) === 0) return;
  const was = (found.mode & 0o777).toString(8).padStart(4, '0');
  const becomes = wanted.toString(8).padStart(4, '0');
  try {
    await chmod(path, wanted);
    warnings.push(`${path} could be read by others (${was}); it is ${becomes} now`);
  } catch {
    warnings.push(`${path} can be read by others (${was}). Set it right with: chmod ${becomes} ${path}`);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
