import { CredentialsRefused } from '../../errors.js';
import { Connection, type PacedLimit, type VendorOptions } from '../http/connection.js';
import { autotaskAddress } from './address.js';
import { AutotaskApi, system } from './api.js';
import { Autotask } from './client.js';
import { Companies } from './companies.js';
import { BUDGET_NAME, HourBudget } from './hour-budget.js';
import { CONNECTIONS, OUR_SHARE, threadWaitMs } from './limits.js';
import { Lists } from './lists.js';
import { MaskedUdfs } from './masked-udfs.js';
import { Metadata } from './metadata.js';
import { ScopedReader } from './scoped-reader.js';
import { withThreadRefusals } from './thread-refusals.js';
import { type Cache, Zones } from './zones.js';

export interface AutotaskOptions extends VendorOptions {
  /** The first host, for finding the zone; the usual one when left out. */
  readonly address?: string | null | undefined;
  readonly username: string;
  readonly secret: string;
  /** The tracking identifier: one of our own, since it carries the budget of simultaneous requests (doc). */
  readonly integrationCode: string;
  /** Where the zone is kept for a day. */
  readonly cache?: Cache | undefined;
  /** Part of the database's hourly requests that is never exceeded, from 0 to 1. */
  readonly share?: number | undefined;
  /** Names of the user-defined fields that a person has mapped; no other one's value is read. */
  readonly udfs?: (() => readonly string[]) | undefined;
}

export type { Autotask };

/**
 * @throws {UsageError} when the address is not one of Autotask.
 * @throws {CredentialsRefused} when user name, secret or tracking identifier cannot be such. Makes no request.
 */
export function openAutotask(options: AutotaskOptions): Autotask {
  const first = autotaskAddress(options.address);
  const headers = headersOf(options);
  const { clock, account, cache } = options;
  const { connection, budget } = openConnection(options, headers);
  const whoAndWhere = { first, username: headers.UserName, headers, account };
  const zones = new Zones({ ...whoAndWhere, send: connection.send, clock, cache });
  const send = withThreadRefusals(connection.send, {
    waiting: connection.waiting,
    random: options.random,
    stop: (waitMs) => connection.stop(BUDGET_NAME, clock.now() + waitMs),
  });
  const counted = options.paced === false ? null : budget;
  const api = new AutotaskApi({ zones, headers, connection, send, budget: counted });
  return new Autotask({ ...readersOf(api, options), api, connection, clock, zones });
}

/** The three headers of every request (doc). */
function headersOf({ integrationCode, username, secret }: AutotaskOptions) {
  return {
    ApiIntegrationCode: headerSafe(integrationCode, 'tracking identifier'),
    UserName: headerSafe(username, 'user name'),
    Secret: headerSafe(secret, 'secret'),
  };
}

/** The way out, and the hour's budget that decides how fast. */
function openConnection(options: AutotaskOptions, headers: Readonly<Record<string, string>>) {
  const { account, clock, permits } = options;
  const share = Math.min(1, Math.max(0.01, options.share ?? OUR_SHARE));
  const waiting = () => connection.waiting;
  const budget: HourBudget = new HourBudget({ account, clock, permits, share, waiting });
  const counted: PacedLimit = {
    name: BUDGET_NAME,
    appliesTo: ({ url }) => !url.pathname.endsWith('/ZoneInformation'),
    limit: () => budget.limit(),
  };
  const connection: Connection = new Connection(
    {
      system,
      limits: [counted],
      secrets: Object.values(headers),
      retry: { rateLimitWaitMs: threadWaitMs },
      connections: CONNECTIONS,
    },
    options,
  );
  return { connection, budget };
}

/** What remembers lists and metadata for as long as the client lives. */
function readersOf(api: AutotaskApi, { udfs = () => [], progress }: AutotaskOptions) {
  const metadata = new Metadata(api);
  const companies = new Companies(api, metadata);
  return {
    metadata,
    companies,
    lists: new Lists(api),
    scoped: new ScopedReader(api, metadata, companies),
    masked: new MaskedUdfs(udfs, progress),
    udfs,
  };
}

/** Printable ASCII; anything else cannot even be put into a header. */
function headerSafe(given: string, what: string): string {
  const text = given.trim();
  if (/^[\x20-\x7e]+$/.test(text)) return text;
  const why = text === '' ? 'is empty' : 'holds characters that cannot be sent';
  throw new CredentialsRefused(system, `The Autotask ${what} ${why}`);
}
