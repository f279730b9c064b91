import * as z from 'zod/mini';
import { didYouMean } from '../domain/closest.js';
import { UsageError } from '../errors.js';

export const modes = ['off', 'audit', 'sync'] as const;
export const authorityModes = ['overwrite', 'own', 'fill', 'create-only', 'never'] as const;
export const matchByChoices = ['autotask-companies', 'sites'] as const;
export const secretStores = ['auto', 'keychain', 'file'] as const;

/** `N` or `P%`. */
export const limitShape = /^\d{1,6}%?$/;

const limit = z.optional(z.string().check(z.regex(limitShape)));
const text = z.optional(z.string());
/** A command and its arguments, run without a shell. */
const command = z.array(z.string()).check(z.minLength(1));

const integration = z.strictObject({
  mode: z.optional(z.enum(modes)),
  matchBy: z.optional(z.enum(matchByChoices)),
  authority: z.optional(z.record(z.string(), z.enum(authorityModes))),
  deviceTypes: z.optional(z.record(z.string(), z.string())),
  maxCreates: limit,
  maxOverwrites: limit,
  maxArchives: limit,
  options: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
});

const common = {
  /** Secret's name → the command that prints it. */
  helper: z.optional(z.record(z.string(), command)),
  /** Where `connect` put this connection's secrets. */
  secrets: z.optional(z.enum(['keychain', 'file'])),
  /** The fingerprint of what was saved, so that nobody need open the secrets to tell whether they changed. */
  credential: z.optional(z.string()),
};

const connections = z.strictObject({
  'datto-rmm': z.optional(z.strictObject({ url: text, ...common })),
  syncro: z.optional(z.strictObject({ subdomain: text, url: text, ...common })),
  autotask: z.optional(z.strictObject({ username: text, url: text, ...common })),
  'it-glue': z.optional(z.strictObject({ region: text, url: text, subdomain: text, ...common })),
});

const profile = z.strictObject({
  connections: z.optional(connections),
  integrations: z.optional(z.record(z.string(), integration)),
});

const settings = z.strictObject({
  version: z.literal(1),
  preferences: z.optional(z.strictObject({ secretStore: z.optional(z.enum(secretStores)) })),
  profiles: z.optional(z.record(z.string(), profile)),
});

export type SettingsFile = z.infer<typeof settings>;
export type ProfileFile = z.infer<typeof profile>;
export type IntegrationFile = z.infer<typeof integration>;

/** One saved connection, whatever its system; which of the fields it may have, the schema says. */
export interface ConnectionFile {
  readonly url?: string | undefined;
  readonly region?: string | undefined;
  readonly subdomain?: string | undefined;
  readonly username?: string | undefined;
  readonly helper?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly secrets?: 'keychain' | 'file' | undefined;
  readonly credential?: string | undefined;
}

export const settingsVersion = 1;

/** Known keys at each place of the file, for "did you mean". */
const knownKeys: readonly { readonly path: RegExp; readonly keys: readonly string[] }[] = [
  { path: /^$/, keys: Object.keys(settings.shape) },
  { path: /^preferences$/, keys: ['secretStore'] },
  { path: /^profiles\.[^.]+$/, keys: Object.keys(profile.shape) },
  { path: /\.connections$/, keys: Object.keys(connections.shape) },
  {
    path: /\.connections\.[^.]+$/,
    keys: ['url', 'region', 'subdomain', 'username', 'helper', 'secrets', 'credential'],
  },
  { path: /\.integrations\.[^.]+$/, keys: Object.keys(integration.shape) },
];

/**
 * The settings in `content`, whole.
 *
 * @throws {UsageError} naming the file and every problem at once: unknown keys with what was probably meant, values
 * with what is allowed.
 */
export function checkSettings(content: unknown, file: string): SettingsFile {
  const parsed = settings.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => describe(issue));
  throw new UsageError(`The settings in ${file} are not valid: ${problems.join('; ')}`, {
    code: 'settings-invalid',
    hint: 'Correct the file by hand, or move it away to start with defaults',
    details: { file, problems },
  });
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue): string[] {
  const path = issue.path.map(String).join('.');
  const at = path === '' ? 'the file' : path;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys.find((place) => place.path.test(path))?.keys ?? [];
      return issue.keys.map(
        (key) => `unknown key ${path === '' ? key : `${path}.${key}`}.${didYouMean(key, known)}`,
      );
    }
    case 'invalid_value':
      return [`${at} must be ${issue.values.map(String).join(', ')}`];
    case 'invalid_type':
      return [`${at} must be of type ${issue.expected}`];
    case 'invalid_format':
      return [`${at} must be a number or a percentage, such as 25 or 10%`];
    default:
      return [`${at} is not valid`];
  }
}
