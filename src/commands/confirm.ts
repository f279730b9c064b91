import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import type { Command } from './command.js';
import { type Flag, flag } from './flag.js';

/** The one flag for every name that a person must type before something dangerous. */
export function confirmFlag(what: string): Flag {
  return flag('--confirm <name>', `${what}; asked for at a terminal`);
}

/**
 * Whether a person gave the expected name, by `--confirm` or when asked.
 * @throws {UsageError} when `--confirm` gives another name, or nobody can be asked.
 */
export async function confirmed(
  ctx: Context,
  command: Command,
  question: string,
  expected: string,
): Promise<boolean> {
  const { confirm } = command.optsWithGlobals<{ confirm?: string }>();
  if (confirm === expected) return true;
  if (confirm === undefined)
    return ctx.prompts.typed(question, expected, { flag: `--confirm "${expected}"` });
  throw new UsageError(`--confirm "${confirm}" is not the name that this needs.`, {
    code: 'not-confirmed',
    hint: `It needs: --confirm "${expected}"`,
  });
}
