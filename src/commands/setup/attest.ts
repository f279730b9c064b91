import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { flag, wholeNumber } from '../flag.js';
import { byFlag, whoIs } from '../match/decision.js';

interface Flags {
  readonly by?: string;
  readonly note?: string;
  readonly expires?: number;
  readonly list?: boolean;
  readonly revoke?: string;
}

export function setupAttestCommand(ctx: Context): Command {
  return new Command('attest')
    .summary('record what only a person can know about a step, with name and end')
    .addArgument(word('[step]', 'such as B-13; setup check names those that a person confirms'))
    .optionsGroup('The statement')
    .flag(byFlag())
    .flag(flag('--note <text>', 'why, for whoever reads it later'))
    .flag(
      flag('--expires <days>', 'how long it holds (default: 90)').read(
        'a whole number of days from 1',
        '90',
        daysFrom1,
      ),
    )
    .optionsGroup('Statements made before')
    .switch('--list', 'what was stated, by whom, until when')
    .flag(flag('--revoke <step>', 'withdraw what was stated about a step'))
    .prints('table', 'json', 'ndjson', 'csv')
    .example('trilink setup attest B-13 --by "Mina Reyes"', 'two-way sync is off: somebody has looked')
    .example('trilink setup attest C-14 --by Mina --note "allow list checked" --expires 90', 'for a quarter')
    .example('trilink setup attest --list', 'every statement, with those that have expired')
    .action(async (step: string | undefined, _own: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      checkTogether(step, flags);
      const { attestStep, listStatements, revokeStatement } = await import('../../workflows/setup-attest.js');
      const { statementsView } = await import('../../terminal/views/setup-statements-view.js');
      const session = await ctx.open();
      if (step !== undefined) {
        const { note = null, expires: days = null } = flags;
        const statement = await attestStep(session, { step, by: named(ctx, flags.by), note, days });
        await ctx.show({ did: 'stated' as const, statements: [statement] }, statementsView);
        ctx.next('See what it changes: trilink setup check');
      } else if (flags.revoke !== undefined) {
        const statement = await revokeStatement(session, flags.revoke);
        await ctx.show({ did: 'revoked' as const, statements: [statement] }, statementsView);
      } else {
        await ctx.show({ did: 'listed' as const, statements: await listStatements(session) }, statementsView);
      }
    });
}

/** @throws {UsageError} unless exactly one of step, `--list` and `--revoke` was given. */
function checkTogether(step: string | undefined, { list, revoke }: Flags): void {
  const given = [step !== undefined, list === true, revoke !== undefined].filter(Boolean).length;
  if (given === 1) return;
  const what = given === 0 ? 'Nothing says which step.' : 'A step, --list and --revoke do not go together.';
  throw new UsageError(what, {
    code: 'bad-input',
    hint: 'Give a step, such as: trilink setup attest B-13 --by NAME. Or: trilink setup attest --list',
  });
}

/** @throws {UsageError} when nobody is named and the machine does not know its user. */
function named(ctx: Context, by: string | undefined): string {
  const who = whoIs(ctx, by);
  if (who !== null) return who;
  throw new UsageError('A statement needs a name.', { code: 'bad-input', hint: 'Give it with --by NAME' });
}

function daysFrom1(typed: string): number | null {
  const days = wholeNumber(typed);
  return days !== null && days >= 1 && days <= 3650 ? days : null;
}
