import type { SimulatorClock } from '../clock.js';
import type { Estate } from '../estate/estate.js';
import type { Reply, SimRequest, Vendor } from '../http/exchange.js';
import type { Journal } from '../http/journal.js';
import { RollingWindow } from '../http/rolling-window.js';
import type { ItGlueOptions } from './options.js';
import { MEDIA_TYPE, problemReply, Refusal, refuse } from './problems.js';
import { ItGlueReads, ok, type Target } from './reads.js';
import { Renderer } from './render.js';
import { type Resource, resources } from './resources.js';
import { Store } from './store.js';
import { isRecord, type Json, readJson } from './wire.js';
import { type WriteResult, Writer } from './writes.js';

/** 3000 requests in a sliding five minutes (spec). Whether per key or per account is not established. */
const REQUESTS = 3_000;
const WINDOW_MS = 300_000;
/** What a server without limits says: more than anybody can use. */
const PRACTICALLY_UNLIMITED = 1_000_000;

export interface ItGlueSetUp {
  readonly estate: Estate;
  readonly clock: SimulatorClock;
  readonly journal: Journal;
  readonly key: string;
  readonly options: ItGlueOptions;
  readonly limits: number | 'unlimited';
  readonly echo: string | null;
}

/** IT Glue's API over the estate's documentation. Refuses and reports every deletion. */
export class ItGlue implements Vendor {
  readonly system = 'it-glue';
  readonly store: Store;
  readonly #setUp: ItGlueSetUp;
  readonly #render: Renderer;
  readonly #reads: ItGlueReads;
  readonly #writer: Writer;
  readonly #window = new RollingWindow(WINDOW_MS);
  readonly #policy: Readonly<Record<string, string>> | null;
  #key: string;
  #revoked = false;

  constructor(setUp: ItGlueSetUp) {
    this.#setUp = setUp;
    this.#key = setUp.key;
    this.#policy = policyOf(setUp.limits);
    this.store = new Store(setUp.estate.documentation, setUp.clock);
    this.#render = new Renderer(setUp.estate.documentation, setUp.options);
    this.#reads = new ItGlueReads(setUp.estate.documentation, setUp.options, this.#render);
    this.#writer = new Writer(this.store, setUp.options);
  }

  get key(): string {
    return this.#key;
  }

  isRead(method: string): boolean {
    return method === 'GET' || method === 'HEAD';
  }

  /** Keys of IT Glue do not expire by age. */
  expireTokens(): void {}

  revokeKey(): void {
    this.#revoked = true;
  }

  rotateKey(key: string): void {
    this.#key = key;
    this.#revoked = false;
  }

  answer(request: SimRequest): Reply {
    const reply = this.#reply(request);
    return this.#policy === null ? reply : { ...reply, headers: { ...reply.headers, ...this.#policy } };
  }

  #reply(request: SimRequest): Reply {
    const refused = this.#admit(request);
    if (refused !== null) return refused;
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof Refusal) return problemReply(error.status, error.problems);
      throw error;
    }
  }

  #admit({ headers }: SimRequest): Reply | null {
    const { clock, limits, options, echo } = this.#setUp;
    if (limits !== 'unlimited') {
      const now = clock.now();
      const limit = Math.max(1, Math.round(REQUESTS * limits));
      if (this.#window.count(now) >= limit) {
        const waitSeconds = Math.ceil(this.#window.waitFor(limit, now) / 1000);
        const retry = options.retryAfter ? { 'retry-after': String(waitSeconds) } : {};
        return {
          status: 429,
          body: 'Too Many Requests',
          headers: { 'content-type': 'text/plain', ...retry },
        };
      }
      this.#window.add(now);
    }
    const key = headers['x-api-key'];
    if (key === this.#key && !this.#revoked) return null;
    const detail = echo === null ? 'Invalid key' : `Invalid key ${echo}${String(key)}`;
    return problemReply(options.refusedKey, [{ title: 'Unauthorized', detail }]);
  }

  #route(request: SimRequest): Reply {
    const related = /^\/([a-z_]+)\/(\d+)\/relationships\/related_items$/.exec(request.path);
    if (related !== null && request.method === 'POST')
      return this.#relate(request, known(related[1] ?? ''), related[2] ?? '');
    const target = this.#target(request.path);
    switch (request.method) {
      case 'GET':
        return target.id === null ? this.#reads.list(request, target) : this.#reads.show(request, target);
      case 'POST':
        return this.#create(request, target);
      case 'PATCH':
        return this.#update(request, target);
      case 'DELETE': {
        const { journal, clock } = this.#setUp;
        journal.violated({
          system: this.system,
          method: 'DELETE',
          path: request.path,
          why: 'a deletion in IT Glue',
          at: clock.now(),
        });
        return problemReply(403, [{ title: 'Forbidden', detail: 'the simulated IT Glue deletes nothing' }]);
      }
      default:
        return problemReply(404, [{ title: 'Not Found' }]);
    }
  }

  #target(path: string): Target {
    const parts = path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    const [first = '', second, third, fourth = '', fifth] = parts;
    if (parts.length <= 2) return { resource: known(first), id: second ?? null, parent: null };
    const resource = known(fourth);
    if (third !== 'relationships' || parts.length > 5) refuse(404, 'Not Found');
    if (resource.parent === null || resource.parent.path !== first) refuse(404, 'Not Found');
    const record = this.#setUp.estate.documentation.collections[resource.parent.type].get(second ?? '');
    if (record === undefined) refuse(404, 'Not Found');
    return { resource, id: fifth ?? null, parent: { key: resource.parent.key, record } };
  }

  // --- writes ---

  #create(request: SimRequest, { resource, id, parent }: Target): Reply {
    if (id !== null || resource.writable.length === 0) refuse(404, 'Not Found');
    const data = readData(request);
    const isBulk = Array.isArray(data);
    if (isBulk && parent === null) refuse(400, 'Bad Request', 'bulk create is for nested routes only');
    const result = this.#writer.create(isBulk ? data : [data], resource, parent, request.partial);
    return this.#written(201, result, isBulk);
  }

  #update(request: SimRequest, { resource, id, parent }: Target): Reply {
    if (resource.writable.length === 0) refuse(404, 'Not Found');
    const data = readData(request);
    const isBulk = Array.isArray(data);
    if (isBulk && (parent !== null || id !== null))
      refuse(400, 'Bad Request', 'bulk update is for top-level routes only');
    if (!isBulk && id === null) refuse(400, 'Bad Request', 'data must be an array');
    const result = this.#writer.update(isBulk ? data : [data], resource, id, request.partial);
    return this.#written(200, result, isBulk);
  }

  /** Directional, and twice the same makes two (observed). */
  #relate(request: SimRequest, resource: Resource, id: string): Reply {
    const owner =
      this.#setUp.estate.documentation.collections[resource.type].get(id) ?? refuse(404, 'Not Found');
    const record = this.#writer.relate(readData(request), owner);
    return ok(201, `{"data":${this.#render.resource(record, false)}}`);
  }

  #written(status: number, { records, ended }: WriteResult, isBulk: boolean): Reply {
    if (ended instanceof Refusal) return problemReply(ended.status, ended.problems);
    if (ended !== null) return brokenOff(ended.then);
    const data = records.map((record) => this.#render.resource(record, false));
    return ok(status, isBulk ? `{"data":[${data.join(',')}]}` : `{"data":${data[0] ?? 'null'}}`);
  }
}

function known(segment: string): Resource {
  return resources[segment] ?? refuse(404, 'Not Found', `no such resource: ${segment}`);
}

function readData({ headers, body }: SimRequest): Json {
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType !== MEDIA_TYPE) refuse(415, 'Unsupported Media Type', `Content-Type must be ${MEDIA_TYPE}`);
  try {
    const document = readJson(body);
    if (isRecord(document) && document.data !== undefined) return document.data;
  } catch {
    refuse(400, 'Bad Request', 'the body is not JSON');
  }
  return refuse(400, 'Bad Request', 'data is missing');
}

function brokenOff(how: 422 | 504 | 'reset'): Reply {
  if (how === 'reset') return { status: 0, body: '', reset: true };
  if (how === 504)
    return {
      status: 504,
      body: '<html><h1>504 Gateway Time-out</h1></html>',
      headers: { 'content-type': 'text/html' },
    };
  return problemReply(422, [
    { title: 'Unprocessable Entity', detail: 'is invalid', pointer: '/data/attributes/name' },
  ]);
}

/**
 * IT Glue names no limit in its answers (spec). Where ours is another than the documented one, clients cannot know it,
 * so it is said in the header of the IETF's draft.
 */
function policyOf(limits: number | 'unlimited'): Readonly<Record<string, string>> | null {
  if (limits === 1) return null;
  const requests =
    limits === 'unlimited' ? PRACTICALLY_UNLIMITED : Math.max(1, Math.round(REQUESTS * limits));
  return { 'ratelimit-policy': `"default";q=${requests};w=${WINDOW_MS / 1000}` };
}
