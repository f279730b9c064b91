import type { SimulatorClock } from '../clock.js';
import type { Estate } from '../estate/estate.js';
import type { Random } from '../estate/random.js';
import { jsonReply, type Reply, type SimRequest, type Vendor } from '../http/exchange.js';
import type { Journal } from '../http/journal.js';
import { failure } from './failure.js';
import { DattoLimits } from './limits.js';
import type { DattoRmmOptions } from './options.js';
import { DattoReads } from './reads.js';
import { type DattoKey, Tokens } from './tokens.js';

const TOKEN_PATH = '/auth/oauth/token';
/** The only path that needs no token (spec). */
const STATUS_PATH = '/api/v2/system/status';

export interface DattoRmmSetUp {
  readonly estate: Estate;
  readonly clock: SimulatorClock;
  readonly journal: Journal;
  readonly random: Random;
  readonly key: DattoKey;
  readonly options: DattoRmmOptions;
  readonly limits: number | 'unlimited';
  /** Stands in every token given out, or `null`. */
  readonly tokenMark: string | null;
  /** Put before echoed credentials in error bodies, or `null` for no echo. */
  readonly echo: string | null;
}

/** Datto RMM's API v2 (and the v3 device reads) over the estate. Refuses and reports every write. */
export class DattoRmm implements Vendor {
  readonly system = 'datto-rmm';
  readonly tokens: Tokens;
  readonly limits: DattoLimits;
  readonly #setUp: DattoRmmSetUp;
  readonly #reads: DattoReads;
  readonly #startedAt: number;

  constructor(setUp: DattoRmmSetUp) {
    this.#setUp = setUp;
    this.tokens = new Tokens(setUp.key, setUp.options, setUp.random.fork('tokens'), setUp.tokenMark);
    this.limits = new DattoLimits(setUp.limits);
    this.#reads = new DattoReads(setUp.estate, setUp.options, setUp.clock);
    this.#startedAt = setUp.clock.now();
  }

  isRead(method: string, path: string): boolean {
    return method === 'GET' || method === 'HEAD' || (method === 'POST' && path === TOKEN_PATH);
  }

  expireTokens(): void {
    this.tokens.expireAll();
  }

  revokeKey(): void {
    this.tokens.revoke();
  }

  answer(request: SimRequest): Reply {
    const { clock, echo } = this.#setUp;
    const now = clock.now();
    if (request.method === 'POST' && request.path === TOKEN_PATH)
      return this.tokens.grant(request, now, echo);
    if (request.method === 'GET' && request.path === STATUS_PATH) return this.#status();
    if (!request.path.startsWith('/api/')) return failure(404, request, now);

    const permit = this.limits.ask(now);
    if (permit.outcome === 'blocked') return BLOCKED;
    if (permit.outcome === 'too-many') return failure(429, request, now);
    const reply = this.#admitted(request, now);
    return permit.delayMs > 0 ? { ...reply, delayMs: permit.delayMs } : reply;
  }

  #admitted(request: SimRequest, now: number): Reply {
    const { journal, echo, estate } = this.#setUp;
    const { method, path, headers } = request;
    if (!this.tokens.accepts(headers.authorization, now)) {
      return failure(401, request, now, echo === null ? null : `${echo}${headers.authorization ?? ''}`);
    }
    if (method !== 'GET') {
      journal.violated({ system: this.system, method, path, why: 'a write to Datto RMM', at: now });
      return failure(403, request, now);
    }
    if (path === '/api/v2/system/request_rate')
      return jsonReply(200, this.limits.report(estate.rmm.uid, now));
    return this.#reads.answer(request, path.slice('/api'.length)) ?? failure(404, request, now);
  }

  #status(): Reply {
    return jsonReply(200, {
      version: '2.0.0',
      status: 'OK',
      started: new Date(this.#startedAt).toISOString(),
    });
  }
}

/** The block looks like a front end's doing, and cannot be told from a permission refusal for sure (observed). */
const BLOCKED: Reply = {
  status: 403,
  body: '<html><h1>403 Forbidden</h1></html>',
  headers: { 'content-type': 'text/html' },
};
