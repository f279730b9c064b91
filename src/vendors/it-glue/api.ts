import type { ZodType } from 'zod';
import { CredentialsRefused, PermissionRefused, SystemUnreachable, VendorError } from '../../errors.js';
import { jsonOf, shaped } from '../http/answers.js';
import type { Connection } from '../http/connection.js';
import { endpointOf, type Reply, type Request } from '../http/send.js';
import { TransportError, unreachable } from '../http/transport-error.js';
import { writeJson } from '../json/write-json.js';
import type { Quota } from './quota.js';

export const system = 'it-glue';

/** Needed wherever there is a body; anything else is answered with 415 (spec). */
const mediaType = 'application/vnd.api+json';

/** What every key may read that is good for anything. */
const probe = 'organizations';

export interface ApiOptions {
  readonly base: URL;
  readonly key: string;
  readonly connection: Connection;
  readonly quota: Quota;
}

export type Query = Readonly<Record<string, string>>;

/** What a write came to: an answer of any status but 401, or nobody knows. */
export type WriteReply = { readonly reply: Reply; readonly request: Request } | { readonly unknown: string };

/** Asks IT Glue and writes to it: headers, statuses that mean the key, bodies that are no JSON. */
export class ItGlueApi {
  readonly #options: ApiOptions;
  /** Whether anything was read with this key yet: a 403 then is about the record, not about the key. */
  #keyWorked = false;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /**
   * The answer to a GET, of any status but those about the key and the rate.
   *
   * @throws {CredentialsRefused} on 401 and 403: the introduction says a wrong key gives 403, the tables say 401.
   * @throws {PermissionRefused} on a 403 while the key still reads the organizations.
   * @throws {SystemUnreachable} when no answer came, or the rate limit does not end.
   */
  async ask(path: string, query: Query = {}, notRepeated: readonly number[] = []): Promise<Reply> {
    const reply = await this.#sendRead({ ...this.request('GET', path, query), notRepeated });
    if (reply.status === 401) throw refused(401, path);
    if (reply.status === 403) {
      if (path !== probe) await this.#blameKeyOrRecord(path);
      throw path === probe ? refused(403, path) : closedTo(path);
    }
    if (reply.status === 429) throw stillLimited(this.request('GET', path));
    if (reply.status === 200) this.#keyWorked = true;
    return reply;
  }

  /** @throws {VendorError} naming the endpoint, on another status than 200 or an unknown shape. */
  async read<T>(path: string, query: Query, schema: ZodType<T>): Promise<T> {
    return this.shape(path, await this.ask(path, query), schema);
  }

  shape<T>(path: string, reply: Reply, schema: ZodType<T>): T {
    const request = this.request('GET', path);
    if (reply.status !== 200) {
      throw new VendorError(system, `${system} answered ${reply.status} to ${endpointOf(request)}`, {
        status: reply.status,
      });
    }
    return shaped(schema, jsonOf(system, request, reply), system, request);
  }

  /**
   * Sends one write, once. A connection that was never made and a 429 are repeated below; a cut or late answer is not.
   *
   * @throws {CredentialsRefused} when the key is refused.
   * @throws {SystemUnreachable} when the write provably did not leave, or the rate limit does not end.
   */
  async write(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<WriteReply> {
    const request = { ...this.request(method, path), body: writeJson(body) };
    const sent = { ...request, headers: { ...request.headers, 'content-type': mediaType } };
    try {
      const reply = await this.#send(sent);
      if (reply.status === 401) throw refused(401, path);
      if (reply.status === 403) await this.#blameKeyOrRecord(path);
      if (reply.status === 429) throw stillLimited(request);
      return { reply, request };
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (error.fault === 'not-connected' || error.fault === 'untrusted')
        throw unreachable(system, request, error);
      return { unknown: error.message };
    }
  }

  request(method: 'GET' | 'POST' | 'PATCH', path: string, query: Query = {}): Request {
    const url = new URL(path, this.#options.base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return { method, url, headers: { 'x-api-key': this.#options.key } };
  }

  /** Text of the vendor's, without secrets and of a bearable length. */
  clean(text: string): string {
    return this.#options.connection.redactor.clean(text).slice(0, 300);
  }

  async #sendRead(request: Request): Promise<Reply> {
    try {
      return await this.#send(request);
    } catch (error) {
      throw error instanceof TransportError ? unreachable(system, request, error) : error;
    }
  }

  async #send(request: Request): Promise<Reply> {
    const reply = await this.#options.connection.send(request);
    this.#options.quota.heed(reply);
    return reply;
  }

  /** A 403: when the key does not read the organizations either, it is the key; else that record is closed to it. */
  async #blameKeyOrRecord(path: string): Promise<void> {
    if (!this.#keyWorked) throw refused(403, path);
    await this.ask(probe, { 'page[size]': '1' });
  }
}

function refused(status: number, path: string): CredentialsRefused {
  return new CredentialsRefused(system, `IT Glue refused the API key on /${path} (${status})`, {
    hint:
      'Check that the key is right, that it belongs to this region, and that it was used within the last 90 days: ' +
      'unused keys are revoked. Then: trilink connect it-glue',
  });
}

function closedTo(path: string): PermissionRefused {
  return new PermissionRefused(system, `IT Glue does not let this API key read /${path} (403)`, {
    hint: 'Give the key a role that may read it. What else it reads is not affected.',
  });
}

function stillLimited(request: Request): SystemUnreachable {
  return new SystemUnreachable(
    system,
    `IT Glue keeps answering ${endpointOf(request)} with 429: its rate limit does not end`,
    {
      code: 'rate-limit',
      hint: 'See which other tools use the API, then run the same command again.',
    },
  );
}
