import { createHmac } from 'node:crypto';
import type { KnownSystem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import {
  autotaskAddress,
  dattoRmmAddress,
  type ItGlueRegion,
  itGlueAddress,
  itGlueRegion,
  subdomainOf,
  syncroAddress,
} from './address.js';
import { Secret } from './secret.js';
import { fieldsOf } from './systems.js';

interface Common {
  /** Where it is reached, with https and without a slash at its end; never with credentials. */
  readonly address: string;
  readonly origin: 'environment' | 'profile';
  /** A salted hash over address and credentials: tells whether any of them changed, and nothing else. */
  readonly credential: string;
}

export interface DattoRmmConnection extends Common {
  readonly system: 'datto-rmm';
  readonly key: Secret;
  readonly secret: Secret;
}

export interface SyncroConnection extends Common {
  readonly system: 'syncro';
  readonly subdomain: string | null;
  readonly key: Secret;
}

export interface AutotaskConnection extends Common {
  readonly system: 'autotask';
  readonly username: string;
  readonly secret: Secret;
  readonly integrationCode: Secret;
}

export interface ItGlueConnection extends Common {
  readonly system: 'it-glue';
  readonly region: ItGlueRegion | null;
  /** For addresses that a person opens; the API does not need it. */
  readonly subdomain: string | null;
  readonly key: Secret;
}

export type Connection = DattoRmmConnection | SyncroConnection | AutotaskConnection | ItGlueConnection;

export type ConnectionOf<System extends KnownSystem> = Extract<Connection, { system: System }>;

/** A field's value and where a person finds it: a variable's name, a key of the settings, a prompt. */
export interface GivenValue {
  readonly value: string;
  readonly where: string;
}

export type GivenValues = ReadonlyMap<string, GivenValue>;

/** Which required fields are missing, each as its alternatives. */
export function missingFields(
  system: KnownSystem,
  given: { has(name: string): boolean },
): readonly (readonly string[])[] {
  return (fieldsOf(system)?.required ?? []).filter(
    (alternatives) => !alternatives.some((name) => given.has(name)),
  );
}

/**
 * A connection of checked parts.
 *
 * @param salt of this installation, so that equal credentials elsewhere give another fingerprint.
 * @throws {UsageError} when an address, region or subdomain is not usable. Required fields must be there.
 */
export function buildConnection(
  system: KnownSystem,
  given: GivenValues,
  origin: Common['origin'],
  salt: Buffer,
): Connection {
  const parts = partsOf(system, given);
  const values = (fieldsOf(system)?.fields ?? []).map(({ name }) => given.get(name)?.value ?? null);
  const credential = createHmac('sha256', salt)
    .update(JSON.stringify([system, parts.address, ...values]))
    .digest('hex')
    .slice(0, 32);
  return { ...parts, origin, credential };
}

type Parts = Connection extends infer One
  ? One extends Connection
    ? Omit<One, 'origin' | 'credential'>
    : never
  : never;

function partsOf(system: KnownSystem, given: GivenValues): Parts {
  const text = (name: string) => given.get(name)?.value ?? null;
  const where = (name: string) => given.get(name)?.where ?? name;
  const secret = (name: string) => new Secret(needed(given, system, name));
  switch (system) {
    case 'datto-rmm': {
      const address = dattoRmmAddress(needed(given, system, 'url'), where('url'));
      return { system, address, key: secret('key'), secret: secret('secret') };
    }
    case 'syncro': {
      const named = text('subdomain');
      const subdomain = named === null ? null : subdomainOf(named, 'syncromsp.com');
      const address = syncroAddress({ url: text('url'), subdomain }, where('url'));
      return { system, address, subdomain, key: secret('key') };
    }
    case 'autotask': {
      const address = autotaskAddress(text('url'), where('url'));
      const username = needed(given, system, 'username');
      return {
        system,
        address,
        username,
        secret: secret('secret'),
        integrationCode: secret('integrationCode'),
      };
    }
    case 'it-glue': {
      const named = text('region');
      const region = named === null ? null : itGlueRegion(named);
      const address = itGlueAddress({ url: text('url'), region }, where('url'));
      const subdomain = text('subdomain');
      return {
        system,
        address,
        region,
        subdomain: subdomain === null ? null : subdomainOf(subdomain, 'itglue.com'),
        key: secret('key'),
      };
    }
  }
}

function needed(given: GivenValues, system: string, name: string): string {
  const found = given.get(name);
  if (found) return found.value;
  throw new UsageError(`The connection to ${system} lacks its ${name}`, {
    code: 'connection-incomplete',
    hint: `Enter it with: trilink connect ${system}`,
  });
}
