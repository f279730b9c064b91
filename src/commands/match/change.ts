import type { Context } from '../../context.js';
import type { Command } from '../command.js';
import { decisionCommand } from './decision.js';

export function matchChangeCommand(ctx: Context): Command {
  return decisionCommand(
    ctx,
    'change',
    'tie an item to another record than now',
    'the other record’s id, or its exact name',
  )
    .example('trilink match change ALDER-LT-07 1204837', 'by name and id')
    .example(
      'trilink match change datto-rmm:it-glue/device/9f3c ALDER-LT-07 --note "asked the client"',
      'by item and name, with a reason',
    );
}
