import * as z from 'zod';
import { CredentialsRefused, UsageError, VendorError } from '../../errors.js';
import type { Clock } from '../../ports/clock.js';
import { jsonOf, shaped } from '../http/answers.js';
import { endpointOf, type Reply, type Request, type Send } from '../http/send.js';
import { TransportError, unreachable } from '../http/transport-error.js';
import { maybeId, text } from '../json/lenient.js';
import { isTrustedZone } from './address.js';

const system = 'autotask';

/** A zone is good for a day (observed: clients cache it that long). */
const GOOD_FOR_MS = 24 * 60 * 60_000;

/** Where this user's database lives. */
export interface Zone {
  readonly name: string | null;
  /** `https://webservicesN.autotask.net/ATServicesRest/V1.0/`. */
  readonly base: URL;
  /** Where people work, such as `https://ww3.autotask.net/`. */
  readonly web: URL | null;
  /** The database's number: what tells this account from every other. */
  readonly database: string;
}

/** Small keyed memory that outlives the process: the store's two verbs. */
export interface Cache {
  get(key: string): Promise<string | null>;
  put(key: string, value: string | null): Promise<void>;
}

export interface ZoneOptions {
  /** The first host, checked. */
  readonly first: URL;
  readonly username: string;
  /** The three headers, for the case that the zone is not told without them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly account: string;
  readonly send: Send;
  readonly clock: Clock;
  readonly cache?: Cache | undefined;
}

const wireZone = z.object({ zoneName: text, url: text, webUrl: text, ci: maybeId });
const cachedZone = z.object({ zone: wireZone, at: z.number() });
type WireZone = z.output<typeof wireZone>;

/** Finds the zone of a user, once a day. The address it names is used only when it is the vendor's. */
export class Zones {
  readonly #options: ZoneOptions;
  #zone: Promise<Zone> | null = null;
  #known: Zone | null = null;
  #fromCache = false;

  constructor(options: ZoneOptions) {
    this.#options = options;
  }

  /** The zone when it is known already, without asking. */
  get known(): Zone | null {
    return this.#known;
  }

  /** @throws {CredentialsRefused} when there is no zone for the user. */
  current(): Promise<Zone> {
    this.#zone ??= this.#find().catch((error) => {
      this.#zone = null;
      throw error;
    });
    return this.#zone;
  }

  /** The zone asked for anew when the one in use was only remembered; `null` when nothing else came of it. */
  async otherThan(refused: Zone): Promise<Zone | null> {
    if (!this.#fromCache) return null;
    this.#fromCache = false;
    this.#zone = this.#ask();
    const zone = await this.current();
    return zone.base.href === refused.base.href ? null : zone;
  }

  async #find(): Promise<Zone> {
    const cached = await this.#cached();
    if (cached === null) return this.#ask();
    this.#fromCache = true;
    this.#known = cached;
    return cached;
  }

  get #key(): string {
    return `autotask-zone/${this.#options.account}`;
  }

  async #cached(): Promise<Zone | null> {
    const stored = await this.#options.cache?.get(this.#key);
    if (!stored) return null;
    try {
      const { zone, at } = cachedZone.parse(JSON.parse(stored));
      const age = this.#options.clock.now() - at;
      return age >= 0 && age < GOOD_FOR_MS ? this.#trusted(zone) : null;
    } catch {
      return null;
    }
  }

  async #ask(): Promise<Zone> {
    const { first, username, headers, cache, clock } = this.#options;
    const url = new URL('ATServicesRest/V1.0/ZoneInformation', first);
    url.searchParams.set('user', username);
    const request: Request = { method: 'GET', url };
    let reply = await this.#send(request);
    // Works without credentials in practice, though the specification lists them as required.
    if (reply.status === 401 || reply.status === 403) reply = await this.#send({ ...request, headers });
    const wire = zoneIn(request, reply);
    const zone = this.#trusted(wire);
    await cache?.put(this.#key, JSON.stringify({ zone: wire, at: clock.now() }));
    this.#known = zone;
    return zone;
  }

  async #send(request: Request): Promise<Reply> {
    try {
      return await this.#options.send(request);
    } catch (error) {
      throw error instanceof TransportError ? unreachable(system, request, error) : error;
    }
  }

  #trusted(wire: WireZone): Zone {
    if (wire.url === null || wire.ci === null) throw noZone();
    const url = URL.canParse(wire.url) ? new URL(wire.url) : null;
    if (url === null || !isTrustedZone(url, this.#options.first)) {
      throw new UsageError('Autotask named a zone that is not under autotask.net; nothing was sent there', {
        code: 'untrusted-zone',
        hint: 'Check TRILINK_AUTOTASK_URL and whether a proxy on the way changes answers.',
      });
    }
    const path = url.pathname.replace(/\/+$/, '').replace(/\/v\d+(\.\d+)?$/i, '');
    const web = wire.webUrl !== null && URL.canParse(wire.webUrl) ? new URL(wire.webUrl) : null;
    return {
      name: wire.zoneName,
      base: new URL(`${url.origin}${path}/V1.0/`),
      web: web?.protocol === 'https:' ? web : null,
      database: wire.ci,
    };
  }
}

/** What an unknown user is answered with is not established: no zone in the answer, 404 or errors (unverified). */
function zoneIn(request: Request, reply: Reply): WireZone {
  if (reply.status === 200) return shaped(wireZone, jsonOf(system, request, reply), system, request);
  const isRefusal = [400, 401, 403, 404].includes(reply.status);
  if (isRefusal || (reply.status === 500 && /"errors"/i.test(reply.text))) throw noZone();
  throw new VendorError(system, `${system} answered ${reply.status} to ${endpointOf(request)}`, {
    status: reply.status,
  });
}

function noZone(): CredentialsRefused {
  return new CredentialsRefused(system, 'Autotask knows no zone for this user name', {
    code: 'no-zone',
    hint:
      'Check the user name of the API user: it is the one under Admin > Resources/Users, an address, not its e-mail. ' +
      'Then: trilink connect autotask',
  });
}
