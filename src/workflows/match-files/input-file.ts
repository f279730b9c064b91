import fs from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../../errors.js';
import { cannotRead, cannotWrite } from './file-trouble.js';

/** An input: what a person calls it, and the file that holds its bytes. They differ for what can be read only once. */
export interface InputFile {
  readonly name: string;
  readonly path: string;
}

/** Where inputs come from. */
export interface InputPlace {
  readonly cwd: string;
  readonly stdin: Readable;
  /** A folder that this user alone can read and that goes when the command ends. */
  readonly temporaryFolder: () => Promise<string>;
  readonly signal: AbortSignal;
}

const STDIN = '-';

/**
 * Makes inputs readable anywhere and more than once, which matching in two threads needs: stdin (`-`), named pipes and
 * process substitutions are copied to a file first, with mode 0600. Files stay where they are.
 *
 * @throws {UsageError} when a file is not there, is a folder, or stdin is to be two inputs.
 */
export async function inputFiles<Role extends string>(
  names: Readonly<Record<Role, string>>,
  place: InputPlace,
): Promise<Record<Role, InputFile>> {
  const roles = Object.keys(names) as Role[];
  const fromStdin = roles.filter((role) => names[role] === STDIN);
  if (fromStdin.length > 1) {
    throw new UsageError(`Only one input can be stdin, not ${fromStdin.map(flag).join(' and ')}`, {
      code: 'bad-input',
      hint: 'Give the others as files, or as pipes: <(zcat devices.jsonl.gz)',
    });
  }
  // All are looked at before the first pipe is emptied, so that a wrong name is told at once.
  const pipes = new Map(roles.map((role) => [role, isPipe(names[role], place.cwd)]));
  const files: Partial<Record<Role, InputFile>> = {};
  for (const role of roles)
    files[role] = await (pipes.get(role) ? copied(names[role], place) : standing(names[role], place));
  return files as Record<Role, InputFile>;
}

function flag(role: string): string {
  return `--${role}`;
}

function isPipe(name: string, cwd: string): boolean {
  if (name === STDIN) return true;
  try {
    const found = fs.statSync(path.resolve(cwd, name));
    if (!found.isDirectory()) return !found.isFile();
  } catch (error) {
    throw cannotRead(name, error);
  }
  throw cannotRead(name, 'it is a folder');
}

function standing(name: string, { cwd }: InputPlace): InputFile {
  return { name, path: path.resolve(cwd, name) };
}

async function copied(name: string, place: InputPlace): Promise<InputFile> {
  const folder = await place.temporaryFolder();
  // The extension stays, since it tells the format.
  const copy = path.join(folder, `input${path.extname(name)}`);
  const from = name === STDIN ? place.stdin : fs.createReadStream(path.resolve(place.cwd, name));
  const to = fs.createWriteStream(copy, { flags: 'wx', mode: 0o600 });
  to.on('error', (error) => from.destroy(cannotWrite(copy, error)));
  try {
    await pipeline(from, to, { signal: place.signal });
  } catch (error) {
    place.signal.throwIfAborted();
    throw to.errored ? cannotWrite(copy, to.errored) : cannotRead(name, error);
  }
  return { name: name === STDIN ? 'stdin' : name, path: copy };
}
