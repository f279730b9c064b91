import type { Context } from '../../context.js';
import type { Command } from '../command.js';
import { decisionCommand } from './decision.js';

export function matchSetCommand(ctx: Context): Command {
  return decisionCommand(
    ctx,
    'set',
    'tie an item to a record of your choice',
    'its id, or its exact name in the target',
  )
    .example('trilink match set ALDER-LT-07 1204837', 'by name and id')
    .example(
      'trilink match set datto-rmm:it-glue/device/9f3c ALDER-LT-07 --note "asked the client"',
      'by item and name, with a reason',
    );
}
