import type { ConnectionDesk, ConnectionField, ConnectionValues, Context } from '../context.js';
import type { KnownSystem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import type { AccountIdentity } from '../ports/system.js';
import { confirmed } from './confirm.js';

export interface Connected {
  readonly profile: string;
  readonly system: KnownSystem;
  readonly account: AccountIdentity;
  readonly address: string | null;
}

/**
 * Gathers what a connection is made of, logs in, and saves it. Nothing is saved that the system refused.
 * @throws {UsageError} when something is missing and nobody can be asked, or another account answers.
 */
export async function connectSystem(ctx: Context, system: KnownSystem, flags: Given): Promise<Connected> {
  await refuseUnbuilt(system);
  const settings = await ctx.settings();
  const profile = ctx.flags.profile ?? settings.profileName;
  const desk = await ctx.connections();
  const values = await gather(ctx, desk, system, profile, flags);
  const step = ctx.progress.step(`Logging in to ${system}`, null);
  const account = await desk.identify(system, values, profile);
  step.done(account.name ?? account.id);

  await refuseOtherAccount(ctx, flags, profile, account);
  await settings.saveConnection(system, values, profile);
  const { store } = await ctx.open(profile);
  await store.accounts.setIdentity(account);
  await store.accounts.setRefusal(system, null);
  const summaries = await settings.connectionSummaries(profile);
  const address = summaries.find((one) => one.system === system)?.address ?? null;
  return { profile, system, account, address };
}

/** A system that no integration of this version uses. */
async function refuseUnbuilt(system: KnownSystem): Promise<void> {
  const { allHops } = await import('../domain/hops/index.js');
  const used = new Set(allHops.flatMap(({ source, target }) => [source, target]));
  if (used.has(system)) return;
  throw new UsageError(`Connecting ${system} is not in this version.`, {
    code: 'not-in-this-version',
    hint: `This version connects ${[...used].join(', ')}`,
  });
}

/** What the command line gives of a connection, by field name. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;

/** Flags first, then stdin or the environment, then questions for what is still missing. */
async function gather(
  ctx: Context,
  desk: ConnectionDesk,
  system: KnownSystem,
  profile: string,
  flags: Given,
): Promise<ConnectionValues> {
  const fields = desk.fields(system);
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
function readLines(text: string, fields: readonly ConnectionField[], system: string): Record<string, string> {
  const secrets = fields.filter((field) => field.secret);
  const given: Record<string, string> = {};
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
  flags: Given,
  profile: string,
  account: AccountIdentity,
): Promise<void> {
  const settings = await ctx.settings();
  if (!settings.profiles.includes(profile)) return;
  const before = await (await ctx.open(profile)).store.accounts.identity(account.system);
  if (before === null || before.id === account.id) return;
  const was = before.name ?? before.id;
  const is = account.name ?? account.id;
  const question = `Profile ${profile} was connected to another account of ${account.system} (${was}); this is ${is}.\nMatches and history of the old one would be used for the new one.`;
  if (await confirmed(ctx, stringOf(flags.confirm), question, account.id)) return;
  throw new UsageError('The connection was left as it is.', {
    code: 'other-account',
    hint: 'Use a profile of its own for it: --profile NAME',
  });
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
