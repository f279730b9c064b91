import { UsageError } from '../errors.js';
import type { Env } from './environment.js';
import { runQuietly } from './run-quietly.js';
import { Secret } from './secret.js';
import type { SecretName } from './secrets-file.js';

const usualTimeoutMs = 15_000;

/**
 * Asks a person's own program (a password manager's, say) for a secret. The list is program and arguments; no shell.
 *
 * @throws {UsageError} when it does not start, fails, takes longer than 15 s or prints nothing. What it printed is never shown.
 */
export async function secretFromHelper(
  list: readonly string[],
  secret: SecretName,
  env: Env,
  timeoutMs: number = usualTimeoutMs,
): Promise<Secret> {
  const [command = '', ...args] = list;
  const end = await runQuietly({ command, args, env, timeoutMs });
  const why = end.ended === 'badly' ? end.why : 'printed nothing';
  const value = end.ended === 'well' ? end.stdout.replace(/\r?\n$/, '').trim() : '';
  if (value !== '') return new Secret(value);
  throw new UsageError(`The helper command for the ${secret.name} of ${secret.system} (${command}) ${why}`, {
    code: 'helper-failed',
    hint: `Run it by hand, or change it with: trilink config set connections.${secret.system}.helper.${secret.name}`,
  });
}
