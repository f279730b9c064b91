import type { ConnectionDesk, ConnectionField, ConnectionValues, Context } from '../context.js';
import type { KnownSystem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import { word } from './argument.js';
import { Command } from './command.js';
import { confirmed, confirmFlag } from './confirm.js';
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
      const settings = await ctx.settings();
      const profile = ctx.flags.profile ?? settings.profileName;
      const desk = await ctx.connections();
      const values = await gather(ctx, desk, system, profile, command);
      const step = ctx.progress.step(`Logging in to ${system}`, null);
      const account = await desk.identify(system, values, profile);
      step.done(account.name ?? account.id);

      await refuseOtherAccount(ctx, command, profile, account);
      await settings.saveConnection(system, values, profile);
      const { store } = await ctx.open(profile);
      await store.accounts.setIdentity(account);
      await store.accounts.setRefusal(system, null);
      const summaries = await settings.connectionSummaries(profile);
      const address = summaries.find((one) => one.system === system)?.address ?? null;
      await ctx.show({ profile, system, account, address }, connectedView);
      ctx.next('See what is connected: trilink status. First look, without writing: trilink sync plan');
    });
}

type Given = Record<string, string | undefined>;

/** Flags first, then stdin or the environment, then questions for what is still missing. */
async function gather(
  ctx: Context,
  desk: ConnectionDesk,
  system: KnownSystem,
  profile: string,
  command: Command,
): Promise<ConnectionValues> {
  const fields = desk.fields(system);
  const flags = command.optsWithGlobals<Given & { stdin?: boolean }>();
  const named = Object.fromEntries(
    fields.map(({ name }) => [name, stringOf(flags[name])]).filter(([, value]) => value),
  );
  const given = flags.stdin
    ? readLines(await ctx.files.read('-'), fields, system)
    : ((await desk.fromEnvironment(system, profile)) ?? {});
  const known = { ...given, ...named };
  const saved: Readonly<Record<string, unknown>> = {
    ...(await ctx.settings()).savedConnection(system, profile),
  };
  const asked: Record<string, string> = {};
  for (const field of fields) {
    const isThere = (name: string) => name in known || name in asked;
    if (field.oneOf.length === 0 || field.oneOf.some(isThere)) continue;
    asked[field.name] = await ask(ctx, field, stringOf(saved[field.name]));
  }
  return { ...known, ...asked };
}

function ask(ctx: Context, field: ConnectionField, before: string | undefined): Promise<string> {
  const way = `${field.secret ? '' : `--${field.name}, `}--stdin or the environment variable ${field.variable}`;
  const validate = (text: string) => (text.trim() === '' ? 'This is needed.' : (true as const));
  if (field.secret) return ctx.prompts.secret(`${field.label}:`, { flag: way });
  return ctx.prompts.text(`${field.label}:`, {
    flag: way,
    validate,
    ...(before === undefined ? {} : { initial: before }),
  });
}

/** `key=…` lines; a single line without a name is the one secret that the system has. */
function readLines(text: string, fields: readonly ConnectionField[], system: string): Given {
  const secrets = fields.filter((field) => field.secret);
  const given: Given = {};
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const [name = '', ...rest] = line.split('=');
    const field = fields.find((one) => one.name === name.trim());
    if (field && rest.length > 0) given[field.name] = rest.join('=').trim();
    else if (secrets.length === 1 && secrets[0]) given[secrets[0].name] = line.trim();
    else throw badLine(fields, system);
  }
  return given;
}

/** The line itself may hold a secret: it is not repeated. */
function badLine(fields: readonly ConnectionField[], system: string): UsageError {
  const names = fields.map((field) => field.name).join(', ');
  return new UsageError(`A line on stdin does not begin with a name that ${system} has.`, {
    code: 'bad-input',
    hint: `Write one NAME=VALUE a line, with ${names}`,
  });
}

/** Matches and history belong to one account. Another one under the same name would tie them to strangers. */
async function refuseOtherAccount(
  ctx: Context,
  command: Command,
  profile: string,
  account: { readonly system: string; readonly id: string; readonly name: string | null },
): Promise<void> {
  const settings = await ctx.settings();
  if (!settings.profiles.includes(profile)) return;
  const before = await (await ctx.open(profile)).store.accounts.identity(account.system);
  if (before === null || before.id === account.id) return;
  const was = before.name ?? before.id;
  const is = account.name ?? account.id;
  const question = `Profile ${profile} was connected to another account of ${account.system} (${was}); this is ${is}.\nMatches and history of the old one would be used for the new one.`;
  if (await confirmed(ctx, command, question, account.id)) return;
  throw new UsageError('The connection was left as it is.', {
    code: 'other-account',
    hint: 'Use a profile of its own for it: --profile NAME',
  });
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
