import type { Context } from '../../context.js';
import type { Command } from '../command.js';
import { decisionCommand } from './decision.js';

export function matchCreateCommand(ctx: Context): Command {
  return decisionCommand(ctx, 'create', 'have a record made for an item that has none', null)
    .switch('--even-if-similar', 'although something plausible exists')
    .example('trilink match create "Cedar Clinic"', 'a site: its organization is made by the next sync')
    .example('trilink match create ALDER-SW-02 --dry-run', 'whether anything plausible exists already');
}
