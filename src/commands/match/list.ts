import type { Context } from '../../context.js';
import type { IntegrationId } from '../../domain/estate/systems.js';
import type { MatchStatus } from '../../domain/matching/verdict.js';
import { word } from '../argument.js';
import { Command } from '../command.js';
import { flag, wholeNumber } from '../flag.js';
import { integrationFlag } from '../integrations.js';

export const matchStatuses: readonly MatchStatus[] = [
  'matched',
  'suggested',
  'ambiguous',
  'unmatched',
  'ignored',
  'waiting',
  'gone',
];

const USUAL_LIMIT = 200;

interface Flags {
  readonly status: readonly MatchStatus[];
  readonly site?: string;
  readonly integration?: IntegrationId;
  readonly limit?: number;
}

export function matchListCommand(ctx: Context): Command {
  return new Command('list')
    .summary('what waits for a person, or items of any status')
    .addArgument(word('<what>', 'sites or devices').oneOf(['sites', 'devices']))
    .optionsGroup('Which ones')
    .flag(
      flag('--status <status>', 'items of this status; may be repeated (default: what waits for a person)')
        .oneOf(matchStatuses)
        .repeatable(),
    )
    .flag(flag('--site <name|id>', 'this site only').complete('sites'))
    .flag(integrationFlag('this integration only'))
    .flag(
      flag(
        '--limit <number>',
        `at a terminal, at most so many rows; 0 is all (default: ${USUAL_LIMIT})`,
      ).read('a whole number', '50', wholeNumber),
    )
    .printsList()
    .example('trilink match list devices', 'devices that wait for a person, with the best guess')
    .example(
      'trilink match list sites --status matched --format csv',
      'every matched site, for a spreadsheet',
    )
    .action(async (what: 'sites' | 'devices', _own: unknown, command: Command) => {
      const {
        status,
        site = null,
        integration = null,
        limit = USUAL_LIMIT,
      } = command.optsWithGlobals<Flags>();
      const { listMatches } = await import('../../workflows/list-matches.js');
      const { matchesView } = await import('../../terminal/views/matches-view.js');
      const kind = what === 'sites' ? 'site' : 'device';
      const listing = await listMatches(await ctx.open(), { kind, statuses: status, site, integration });
      await ctx.show(
        { ...listing, what, limit: limit === 0 ? Number.POSITIVE_INFINITY : limit },
        matchesView,
      );
      if (listing.items.length > 0 && status.length === 0)
        ctx.next(`Settle them: trilink match review ${what}`);
    });
}
