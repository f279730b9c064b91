import type { Context } from '../../context.js';
import type { Command } from '../command.js';
import { decisionCommand } from './decision.js';

export function matchMoveCommand(ctx: Context): Command {
  return decisionCommand(
    ctx,
    'move',
    'a device changed hands: make its record there, archive the old one',
    null,
  )
    .example('trilink match move ALDER-LT-07', 'by its name')
    .example(
      'trilink match move datto-rmm:it-glue/device/9f3c --note "asked the client"',
      'by its item, with a reason',
    );
}
