import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite } from './write-private.js';

/**
 * This installation's salt for credential fingerprints: made once, 0600 in the state folder. Of two processes that make
 * it at once, one is first and the other takes what that one made.
 */
export async function credentialSalt(state: string, randomBytes: (size: number) => Buffer): Promise<Buffer> {
  const file = join(state, 'credential-salt');
  const known = await read(file);
  if (known !== null) return known;
  try {
    await mkdir(state, { recursive: true, mode: 0o700 });
    const salt = randomBytes(32);
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(salt.toString('base64'));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return salt;
  } catch (error) {
    const made = await read(file);
    if (made !== null) return made;
    throw cannotWrite(file, error);
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
