import type { Context } from '../../context.js';
import type { Command } from '../command.js';
import { decisionCommand } from './decision.js';

export function matchForgetCommand(ctx: Context): Command {
  return decisionCommand(ctx, 'forget', 'withdraw what was decided about an item', null)
    .example('trilink match forget ALDER-LT-07', 'by its name')
    .example(
      'trilink match forget datto-rmm:it-glue/device/9f3c --note "asked the client"',
      'by its item, with a reason',
    );
}
