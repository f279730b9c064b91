import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { type Flag, flag } from './flag.js';

/** The one flag for every name that a person must type before something dangerous. */
export function confirmFlag(what: string): Flag {
  return flag('--confirm <name>', `${what}; asked for at a terminal`);
}

/**
 * Whether a person gave the expected name, by `--confirm` (`given`) or when asked.
 * @throws {UsageError} when `--confirm` gives another name, or nobody can be asked.
 */
export async function confirmed(
  ctx: Context,
  given: string | undefined,
  question: string,
  expected: string,
): Promise<boolean> {
  if (given === expected) return true;
  if (given === undefined) return ctx.prompts.typed(question, expected, { flag: `--confirm "${expected}"` });
  throw new UsageError(`--confirm "${given}" is not the name that this needs.`, {
    code: 'not-confirmed',
    hint: `It needs: --confirm "${expected}"`,
  });
}
