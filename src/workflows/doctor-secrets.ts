import { attempt, type Check, fail, pass, warn } from './doctor-check.js';

export interface PatientSecrets {
  secrets(): Promise<readonly { readonly system: string; readonly name: string; readonly source: string }[]>;
  /** What opens the encrypted file; `null` when there is none. */
  secretsOpenedBy(): Promise<'passphrase' | 'key-file' | null>;
}

/** Where every secret comes from, then what each of these places protects against, and what it does not. */
export async function secrets(settings: PatientSecrets): Promise<readonly Check[]> {
  const found = await attempt('secrets', 'secrets', async () => ({
    all: await settings.secrets(),
    openedBy: await settings.secretsOpenedBy(),
  }));
  if ('failed' in found) return [found.failed];
  const { all, openedBy } = found.value;
  const places = new Set(all.map(({ source }) => (source === 'file' ? `file by ${openedBy}` : source)));
  return [...all.map(secret), ...[...places].sort().flatMap((place) => protection[place] ?? [])];
}

function secret({ system, name, source }: { system: string; name: string; source: string }): Check {
  const [id, subject] = [`secret:${system}:${name}`, `${system} ${name}`];
  if (source !== 'missing') return pass(id, subject, `from ${source}`);
  return fail(id, subject, 'there is none', `Enter it with: trilink connect ${system}`);
}

const subject = 'secrets';
const protection: Readonly<Record<string, Check>> = {
  environment: pass(
    'protection:environment',
    subject,
    'in the environment: nothing is stored; whatever runs as this user can read them',
  ),
  helper: pass(
    'protection:helper',
    subject,
    'from a helper command: nothing is stored, its own lock protects them',
  ),
  keychain: pass(
    'protection:keychain',
    subject,
    'in the keychain: safe from other users and in copied files, not from programs of this user',
  ),
  'file by passphrase': pass(
    'protection:file',
    subject,
    'in a file under a passphrase: safe in backups and from who copies the folder',
  ),
  'file by key-file': warn(
    'protection:file',
    subject,
    'in a file whose key lies beside it: out of sight; who copies the whole folder can open it',
    'Set TRILINK_PASSPHRASE, or TRILINK_PASSPHRASE_FILE on another disk, and connect again',
  ),
};
