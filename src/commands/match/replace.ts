import type { Context } from '../../context.js';
import type { Command } from '../command.js';
import { decisionCommand } from './decision.js';

export function matchReplaceCommand(ctx: Context): Command {
  return decisionCommand(
    ctx,
    'replace',
    'a new machine took over a name: make its record, archive the old one',
    'the old record’s id or exact name',
  )
    .example('trilink match replace ALDER-LT-07 1204837', 'by name and id')
    .example(
      'trilink match replace datto-rmm:it-glue/device/9f3c ALDER-LT-07 --note "asked the client"',
      'by item and name, with a reason',
    );
}
