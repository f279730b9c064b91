import type { ZodType } from 'zod';
import { CredentialsRefused, PermissionRefused, SystemUnreachable, VendorError } from '../../errors.js';
import { endsTheRead, jsonOf, shaped } from '../http/answers.js';
import type { Connection } from '../http/connection.js';
import { endpointOf, type Reply, type Request } from '../http/send.js';
import { TransportError, unreachable } from '../http/transport-error.js';
import { IpBlock } from './block.js';
import type { RateReport } from './limits.js';
import type { RateWatch } from './rate-watch.js';
import { requestRate } from './schema.js';
import { Tokens } from './tokens.js';

const system = 'datto-rmm';
const rateFamily = '/v2/system/request_rate';

/** One thing to read. `family` is its path with the ids left open. */
export interface Question {
  readonly family: string;
  readonly url: URL;
}

export interface ApiOptions {
  readonly base: URL;
  readonly key: string;
  readonly secret: string;
  readonly connection: Connection;
  readonly rate: RateWatch;
  readonly now: () => number;
}

/**
 * Asks Datto RMM. The only requests that can be made here are GETs and the log-in: there is no way to word another,
 * and so none to write (a stray `POST /v2/user/resetApiKeys` would kill the key in use).
 */
export class DattoRmmApi {
  readonly #options: ApiOptions;
  readonly #tokens: Tokens;
  readonly #block: IpBlock;
  /** Paths that answered in this run, and the first question that did. */
  readonly #worked = new Set<string>();
  #proven: Question | null = null;
  #probing: Promise<boolean> | null = null;

  constructor(options: ApiOptions) {
    const { connection } = options;
    this.#options = options;
    this.#tokens = new Tokens({ ...options, send: connection.send, redactor: connection.redactor });
    this.#block = new IpBlock({
      stop: (forMs) => connection.stop('reads', options.now() + forMs),
      wait: (ms, why) => connection.waiting.wait(ms, why),
    });
  }

  /** A question below `/api`. `open` fills the `{}` of the family in order. */
  question(
    family: string,
    open: readonly string[] = [],
    query: Readonly<Record<string, string>> = {},
  ): Question {
    let next = 0;
    const path = family.replace(/\{\}/g, () => encodeURIComponent(open[next++] ?? ''));
    const url = new URL(`api${path}`, this.#options.base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return { family, url };
  }

  /**
   * The answer in the shape of `schema`.
   *
   * @throws {CredentialsRefused} when the log-in is refused; {PermissionRefused} when only this may not be read.
   * @throws {SystemUnreachable} when no answer came, the IP is blocked (code `blocked`) or the rate limit does not end.
   * @throws {VendorError} on another status than 200 or an unknown shape; names the endpoint.
   */
  async read<T>(question: Question, schema: ZodType<T>): Promise<T> {
    const reply = await this.ask(question);
    if (reply.status !== 200) throw this.unexpected(question, reply);
    return this.shape(question, reply, schema);
  }

  unexpected(question: Question, reply: Reply): VendorError {
    const message = `${system} answered ${reply.status} to ${endpointOf(requestFor(question))}`;
    return new VendorError(system, message, { status: reply.status });
  }

  shape<T>(question: Question, reply: Reply, schema: ZodType<T>): T {
    const request = requestFor(question);
    return shaped(schema, jsonOf(system, request, reply), system, request);
  }

  /** The bare answer, for callers to whom some statuses mean something. Never 401, 403 or 429. */
  async ask(question: Question): Promise<Reply> {
    if (question.family !== rateFamily) await this.#options.rate.fresh(() => this.rateReport());
    const reply = await this.#withToken(question);
    if (reply.status === 429) throw stillLimited(question);
    if (reply.status !== 403) return this.#remember(question, reply);
    if (!(await this.#isBlocked(question))) throw noRights(question);
    await this.#block.wait();
    const again = await this.#withToken(question);
    if (again.status === 403) throw this.#block.stillBlocked();
    return this.#remember(question, again);
  }

  #remember(question: Question, reply: Reply): Reply {
    if (reply.status >= 500) return reply;
    this.#proven ??= question;
    this.#worked.add(question.url.pathname);
    return reply;
  }

  /**
   * Whether a 403 is meant for us and not for what was asked: it is on a path that worked in this run. For another path,
   * one that worked is asked again; all that meet a 403 at the same time share the answer.
   */
  async #isBlocked({ url }: Question): Promise<boolean> {
    if (this.#block.isMet || this.#worked.has(url.pathname)) return true;
    if (this.#proven === null) return false;
    this.#probing ??= this.#withToken(this.#proven).then((reply) => reply.status === 403);
    try {
      return await this.#probing;
    } finally {
      this.#probing = null;
    }
  }

  /** A token that is no longer taken is renewed once; a second 401 is a refusal. */
  async #withToken(question: Question): Promise<Reply> {
    const token = await this.#tokens.current();
    const reply = await this.#send(question, token);
    if (reply.status !== 401) return reply;
    const again = await this.#send(question, await this.#tokens.newerThan(token));
    if (again.status !== 401) return again;
    throw new CredentialsRefused(
      system,
      `Datto RMM refused a fresh token on ${endpointOf(requestFor(question))} (401)`,
    );
  }

  async #send(question: Question, token: string): Promise<Reply> {
    const request = { ...requestFor(question), headers: { authorization: `Bearer ${token}` } };
    this.#options.rate.sent();
    try {
      return await this.#options.connection.send(request);
    } catch (error) {
      throw error instanceof TransportError ? unreachable(system, request, error) : error;
    }
  }

  /** What the account says about its rate, or `null` when it does not tell; that is no reason to stop. */
  async rateReport(): Promise<RateReport | null> {
    const question = this.question(rateFamily);
    try {
      const reply = await this.#withToken(question);
      if (reply.status !== 200) return null;
      const told = this.shape(question, reply, requestRate);
      if (!told.accountRateLimit || !told.slidingTimeWindowSizeSeconds) return null;
      const windowMs = told.slidingTimeWindowSizeSeconds * 1000;
      return { windowMs, limit: told.accountRateLimit, used: told.accountCount ?? 0 };
    } catch (error) {
      if (endsTheRead(error)) throw error;
      return null;
    }
  }
}

function requestFor(question: Question): Request & { method: 'GET' } {
  return { method: 'GET', url: question.url };
}

function stillLimited(question: Question): SystemUnreachable {
  const message = `Datto RMM keeps answering ${endpointOf(requestFor(question))} with 429: its rate limit does not end`;
  return new SystemUnreachable(system, message, {
    code: 'rate-limit',
    hint: 'See which other tools read this account, then run the same command again.',
  });
}

function noRights(question: Question): PermissionRefused {
  const message = `Datto RMM does not let this API key read ${question.url.pathname} (403)`;
  return new PermissionRefused(system, message, {
    hint: 'Check that API access is on for the account and the user. If many requests were made just now, wait five minutes.',
  });
}
