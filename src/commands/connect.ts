import type { Context } from '../context.js';
import type { KnownSystem } from '../domain/estate/systems.js';
import { word } from './argument.js';
import { Command } from './command.js';
import { confirmFlag } from './confirm.js';
import { connectSystem, type Given } from './connecting.js';
import { flag } from './flag.js';
import { systemNames } from './integrations.js';

export function connectCommand(ctx: Context): Command {
  return new Command('connect')
    .summary('verify and save the credentials of a system')
    .addArgument(word('<system>', 'which one').oneOf(systemNames))
    .optionsGroup('Where it is')
    .flag(flag('--url <url>', 'API address, or the platform name of Datto RMM'))
    .flag(flag('--region <region>', 'IT Glue: where the account lives').oneOf(['us', 'na', 'eu', 'au']))
    .flag(flag('--subdomain <name>', 'Syncro, or IT Glue for links to open'))
    .flag(flag('--username <name>', 'Autotask: the API user'))
    .optionsGroup('How to give the secrets')
    .switch('--stdin', 'read NAME=VALUE lines, such as key=…, from stdin')
    .flag(confirmFlag('the new account’s id, when the system was connected to another account'))
    .example('trilink connect it-glue --region eu', 'asks for the key, logs in, saves')
    .example('trilink connect datto-rmm --url merlot --stdin', 'for scripts: key=… and secret=… on stdin')
    .example('trilink connect autotask', 'again, to replace a rotated key')
    .action(async (system: KnownSystem, _own: unknown, command: Command) => {
      const { connectedView } = await import('../terminal/views/connected-view.js');
      const flags = command.optsWithGlobals<Given & { stdin?: boolean; confirm?: string }>();
      const connected = await connectSystem(ctx, system, flags);
      await ctx.show(connected, connectedView);
      ctx.next('See what is connected: trilink status. First look, without writing: trilink sync plan');
    });
}
