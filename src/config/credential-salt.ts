import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite } from './write-private.js';

/**
 * This installation's salt for credential fingerprints: made once, 0600 in the state folder. It appears whole or not at
 * all: of two processes that make it at once, one is first and the other takes what that one made.
 */
export async function credentialSalt(state: string, randomBytes: (size: number) => Buffer): Promise<Buffer> {
  const file = join(state, 'credential-salt');
  const known = await read(file);
  if (known !== null) return known;
  try {
    await mkdir(state, { recursive: true, mode: 0o700 });
    await make(file, randomBytes);
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
  const made = await read(file);
  if (made === null) throw cannotWrite(file, new Error('it holds no salt'));
  return made;
}

async function make(file: string, randomBytes: (size: number) => Buffer): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(32).toString('base64'));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    // A salt that is there but cannot be read is no salt; and some disks know no links.
    if (!taken || (await read(file)) === null) await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function read(file: string): Promise<Buffer | null> {
  try {
    const salt = Buffer.from(await readFile(file, 'utf8'), 'base64');
    return salt.length === 32 ? salt : null;
  } catch {
    return null;
  }
}
