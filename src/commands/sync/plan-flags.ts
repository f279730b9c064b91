import type { PlanFlags } from '../../domain/reconcile/plan.js';
import { word } from '../argument.js';
import type { Command } from '../command.js';
import { countOrShare, flag, wholeNumber } from '../flag.js';
import { integrationIds, readIntegration } from '../integrations.js';

/** The flags that shape a plan, as they arrive. */
export interface PlanFlagValues {
  readonly site: readonly string[];
  readonly create: PlanFlags['create'];
  readonly createUnowned?: boolean;
  readonly archiveMissing?: number;
  readonly archiveSite: readonly string[];
  readonly maxCreates?: string;
  readonly maxOverwrites?: string;
  readonly maxArchives?: string;
  readonly ignoreSetup: readonly string[];
}

const creatable: readonly PlanFlags['create'][] = ['none', 'configurations', 'organizations', 'all'];

/** The argument and flags of every command that plans. */
export function addPlanFlags(command: Command): Command {
  const integrations = word('[integration...]', 'such as datto-rmm:it-glue; all enabled ones when left out');
  const limit = (name: string, what: string) =>
    flag(
      `--max-${name} <limit>`,
      `allow this many ${what} once, as a number or a share of the matched records`,
    ).read('a whole number or a percentage', '50 or 40%', countOrShare);
  return command
    .addArgument(
      integrations.suggests(integrationIds).read('source:target', 'datto-rmm:it-glue', readIntegration),
    )
    .optionsGroup('What to sync')
    .flag(flag('--site <name|id>', 'this site only; may be repeated').complete('sites').repeatable())
    .flag(flag('--create <what>', 'make what is missing').oneOf(creatable).default('none'))
    .switch('--create-unowned', 'make configurations in organizations that a PSA governs, too')
    .flag(
      flag(
        '--archive-missing <days>',
        'archive devices that complete reads have not seen for so long; at least 7',
      ).read('a whole number of days, at least 7', '30', daysFrom7),
    )
    .flag(
      flag(
        '--archive-site <name>',
        'archive what belonged to a client that left; may be repeated',
      ).repeatable(),
    )
    .optionsGroup('Limits')
    .flag(limit('creates', 'creations'))
    .flag(limit('overwrites', 'overwritten values'))
    .flag(limit('archives', 'archivings'))
    .flag(
      flag(
        '--ignore-setup <step>',
        'go on although this set-up step is not done; may be repeated',
      ).repeatable(),
    );
}

export function planFlagsOf(values: PlanFlagValues): Omit<PlanFlags, 'integrations'> {
  return {
    sites: values.site,
    create: values.create,
    createUnowned: values.createUnowned === true,
    archiveMissingDays: values.archiveMissing ?? null,
    archiveSites: values.archiveSite,
    maxCreates: values.maxCreates ?? null,
    maxOverwrites: values.maxOverwrites ?? null,
    maxArchives: values.maxArchives ?? null,
    ignoreSetup: values.ignoreSetup,
  };
}

function daysFrom7(typed: string): number | null {
  const days = wholeNumber(typed);
  return days !== null && days >= 7 ? days : null;
}
