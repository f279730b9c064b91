import type { ZodType } from 'zod';
import { CredentialsRefused, PermissionRefused, SystemUnreachable, VendorError } from '../../errors.js';
import { jsonOf, shaped } from '../http/answers.js';
import type { Connection } from '../http/connection.js';
import { endpointOf, type Reply, type Request, type Send } from '../http/send.js';
import { TransportError, unreachable } from '../http/transport-error.js';
import { readJson } from '../json/read-json.js';
import { writeJson } from '../json/write-json.js';
import { EntityGate, entityOf } from './entity-gate.js';
import type { HourBudget } from './hour-budget.js';
import { PER_ENTITY, type ThresholdReport } from './limits.js';
import { errorsBody, thresholdBody } from './schema.js';
import { isThreadRefusal } from './thread-refusals.js';
import type { Zone, Zones } from './zones.js';

export const system = 'autotask';

export interface ApiOptions {
  readonly zones: Zones;
  readonly headers: Readonly<Record<string, string>>;
  readonly connection: Connection;
  /** The connection's `send`, thread refusals waited out. */
  readonly send: Send;
  /** `null` when requests are not counted. */
  readonly budget: HourBudget | null;
}

/** What a write came to: an answer of any status but 401, or nobody knows. */
export type WriteReply = { readonly reply: Reply; readonly request: Request } | { readonly unknown: string };

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Asks Autotask and writes to it: zone, headers, slots, the hour's budget, and statuses that mean the user. Only GET,
 * POST and PATCH can be sent at all: PUT would clear whatever it leaves out, and nothing is ever deleted.
 */
export class AutotaskApi {
  readonly #options: ApiOptions;
  readonly #gate = new EntityGate(PER_ENTITY);

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  zone(): Promise<Zone> {
    return this.#options.zones.current();
  }

  /** @throws {VendorError} naming the endpoint, on another status than 200 or an unknown shape. */
  async get<T>(path: string, schema: ZodType<T>): Promise<T> {
    return this.shape(await this.ask({ method: 'GET', path }), schema);
  }

  /** A search by POST, which only reads. */
  async search<T>(path: string, body: unknown, schema: ZodType<T>): Promise<T> {
    return this.shape(await this.ask({ method: 'POST', path, body }), schema);
  }

  /**
   * The answer to a question, of any status but those about the user and the limits.
   *
   * @throws {CredentialsRefused} on 401 and 403.
   * @throws {SystemUnreachable} when no answer came, or when the limits do not let us go on.
   */
  async ask(question: Question): Promise<{ reply: Reply; request: Request }> {
    await this.#roomInBudget();
    const asked = await this.#read(question);
    this.#refuseIfUsers(asked.reply, question.path);
    return asked;
  }

  shape<T>({ reply, request }: { reply: Reply; request: Request }, schema: ZodType<T>): T {
    if (reply.status === 200) return shaped(schema, jsonOf(system, request, reply), system, request);
    const said = this.errorsIn(reply)?.[0];
    const words = said === undefined ? '' : `: ${said}`;
    throw new VendorError(system, `${system} answered ${reply.status} to ${endpointOf(request)}${words}`, {
      status: reply.status,
    });
  }

  /** The texts of a business refusal, cleaned; `null` when the answer is none. */
  errorsIn(reply: Reply): readonly string[] | null {
    const parsed = errorsBody.safeParse(jsonOrNull(reply.text));
    return parsed.success ? parsed.data.errors.map((text) => this.clean(text)) : null;
  }

  /**
   * Sends one write, once. A connection that was never made and a refusal at the door are repeated below; a cut or late
   * answer is not.
   *
   * @throws {CredentialsRefused} when the user is refused.
   * @throws {SystemUnreachable} when the write provably did not leave, or the limits do not let us go on.
   */
  async write(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<WriteReply> {
    await this.#roomInBudget();
    const request = this.#request(await this.zone(), { method, path, body });
    try {
      const reply = await this.#send(path, request);
      if (reply.status === 401) throw refused(path);
      if (isBusy(reply)) throw stillBusy(request);
      return { reply, request };
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (error.fault === 'not-connected' || error.fault === 'untrusted')
        throw unreachable(system, request, error);
      return { unknown: error.message };
    }
  }

  /** Text of the vendor's, without secrets and of a bearable length. */
  clean(text: string): string {
    return this.#options.connection.redactor.clean(text).trim().slice(0, 300);
  }

  async #roomInBudget(): Promise<void> {
    await this.#options.budget?.ready(() => this.threshold());
  }

  /** How much of the hour is used. An account that does not tell is `null`. */
  async threshold(): Promise<ThresholdReport | null> {
    const question: Question = { method: 'GET', path: 'ThresholdInformation' };
    const { reply, request } = await this.#read(question);
    if (reply.status === 401) this.#refuseIfUsers(reply, question.path);
    if (isBusy(reply)) throw stillBusy(request);
    const parsed = thresholdBody.safeParse(reply.status === 200 ? jsonOrNull(reply.text) : null);
    if (!parsed.success) return null;
    const { externalRequestThreshold: limit, requestThresholdTimeframe: minutes } = parsed.data;
    if (!limit || !minutes) return null;
    return { limit, windowMs: minutes * 60_000, used: parsed.data.currentTimeframeRequestCount ?? 0 };
  }

  /** A user who is refused in a zone that was only remembered may have moved: the zone is asked for again, once. */
  async #read(question: Question): Promise<{ reply: Reply; request: Request }> {
    const zone = await this.zone();
    const asked = await this.#readIn(zone, question);
    if (asked.reply.status !== 401) return asked;
    const other = await this.#options.zones.otherThan(zone);
    return other === null ? asked : this.#readIn(other, question);
  }

  /** A read that ends in 500 without saying why is asked once more; one that says why is a refusal. */
  async #readIn(zone: Zone, question: Question): Promise<{ reply: Reply; request: Request }> {
    const request = { ...this.#request(zone, question), readOnly: true };
    try {
      const reply = await this.#send(question.path, request);
      const isDoubtful = reply.status === 500 && !isBusy(reply) && this.errorsIn(reply) === null;
      return { reply: isDoubtful ? await this.#send(question.path, request) : reply, request };
    } catch (error) {
      throw error instanceof TransportError ? unreachable(system, request, error) : error;
    }
  }

  /** In a slot of its entity. */
  #send(path: string, request: Request): Promise<Reply> {
    return this.#gate.run(entityOf(path), () => {
      this.#options.budget?.sent();
      return this.#options.send(request);
    });
  }

  #refuseIfUsers(reply: Reply, path: string): void {
    if (reply.status === 401) throw refused(path);
    if (reply.status === 403) throw forbidden(path);
    if (isBusy(reply)) throw stillBusy({ method: 'GET', url: new URL(path, 'https://autotask/V1.0/') });
  }

  #request(zone: Zone, parts: { method: Request['method']; path: string; body?: unknown }): Request {
    const headers = { ...this.#options.headers, 'content-type': 'application/json' };
    const request = { method: parts.method, url: new URL(parts.path, zone.base), headers };
    return parts.body === undefined ? request : { ...request, body: writeJson(parts.body) };
  }
}

function isBusy(reply: Reply): boolean {
  return reply.status === 429 || isThreadRefusal(reply);
}

function jsonOrNull(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}

function refused(path: string): CredentialsRefused {
  return new CredentialsRefused(system, `Autotask refused the API user on ${path} (401)`, {
    hint:
      'Check user name, secret and tracking identifier, and that the user is an API-only user that is active and not ' +
      'locked: repeated failures lock it. Then: trilink connect autotask',
  });
}

function forbidden(path: string): PermissionRefused {
  const entity = path.split('/')[0] ?? path;
  return new PermissionRefused(system, `The API user of Autotask may not use ${entity} (403)`, {
    hint: 'Give it the security level "API User (system)", or one that may see this entity.',
  });
}

function stillBusy(request: Pick<Request, 'method' | 'url'>): SystemUnreachable {
  return new SystemUnreachable(
    system,
    `Autotask keeps refusing ${endpointOf(request)}: too many requests at once or in this hour`,
    {
      code: 'rate-limit',
      hint:
        'Other tools may be using the same tracking identifier, or the hour’s requests of the whole database are ' +
        'spent. Run the same command later.',
    },
  );
}
