import type { SimulatorClock } from '../clock.js';
import type { Estate } from '../estate/estate.js';
import { jsonReply, type Reply, type SimRequest, type Vendor } from '../http/exchange.js';
import type { Journal } from '../http/journal.js';
import { type Entity, type EntityName, makeEntities } from './entities.js';
import { makeTables } from './fill-tables.js';
import { AutotaskLimits } from './limits.js';
import type { AutotaskOptions } from './options.js';
import { AutotaskReads } from './reads.js';
import { AutotaskRefusal, refusalReply, refuse } from './refusal.js';
import type { Tables } from './tables.js';
import { createRow, updateRow, type WriteContext } from './writes.js';

export interface AutotaskLogin {
  readonly userName: string;
  readonly secret: string;
  readonly integrationCode: string;
}

export interface AutotaskSetUp {
  readonly estate: Estate;
  readonly clock: SimulatorClock;
  readonly journal: Journal;
  readonly login: AutotaskLogin;
  readonly options: AutotaskOptions;
  readonly limits: number | 'unlimited';
  readonly echo: string | null;
  /** The value of a protected user-defined field. */
  readonly recoveryKey: string;
}

const ROOT = '/atservicesrest';
const THREAD_TEXT =
  'Itgenatr005: The thread threshold of 3 threads has been exceeded for this integration and entity.';
const THRESHOLD_TEXT = 'The request threshold of the database has been exceeded. Try again later.';

/** Autotask's REST API over the estate's PSA. Path segments are matched whatever their case (observed). */
export class Autotask implements Vendor {
  readonly system = 'autotask';
  readonly tables: Tables;
  readonly limits: AutotaskLimits;
  readonly #setUp: AutotaskSetUp;
  readonly #reads: AutotaskReads;
  readonly #entities: ReadonlyMap<EntityName, Entity>;
  readonly #bySegment: ReadonlyMap<string, Entity>;
  #login: AutotaskLogin;
  #revoked = false;
  #refusedInARow = 0;

  constructor(setUp: AutotaskSetUp) {
    this.#setUp = setUp;
    this.#login = setUp.login;
    this.#entities = makeEntities(setUp.options.rmmFields);
    this.#bySegment = new Map(
      [...this.#entities.values()].map((entity) => [entity.name.toLowerCase(), entity]),
    );
    this.tables = makeTables(setUp.estate, setUp.recoveryKey);
    this.#reads = new AutotaskReads(this.tables, setUp.options);
    this.limits = new AutotaskLimits(setUp.limits, setUp.options);
  }

  get login(): AutotaskLogin {
    return this.#login;
  }

  isRead(method: string, path: string): boolean {
    return (
      method === 'GET' ||
      method === 'HEAD' ||
      (method === 'POST' && /\/query(\/count|\/next)?\/?$/i.test(path))
    );
  }

  expireTokens(): void {}

  revokeKey(): void {
    this.#revoked = true;
  }

  rotate(login: AutotaskLogin): void {
    this.#login = login;
    this.#revoked = false;
    this.#refusedInARow = 0;
  }

  answer(request: SimRequest): Reply {
    const segments = request.path.split('/').filter((part) => part !== '');
    if (!request.path.toLowerCase().startsWith(`${ROOT}/`)) return refusalReply(404, ['Not found.']);
    const [, version = '', first = ''] = segments;
    if (version.toLowerCase() === 'versioninformation') return jsonReply(200, { apiVersions: ['1.0'] });
    if (version.toLowerCase() !== 'v1.0') return refusalReply(404, ['Not found.']);
    if (first.toLowerCase() === 'zoneinformation') return this.#zone(request);

    const refused = this.#authenticate(request);
    if (refused !== null) return refused;
    const admission = this.limits.admit(
      `${this.#login.integrationCode}/${gateOf(segments)}`,
      this.#setUp.clock.now(),
    );
    if (admission.outcome === 'over-threshold') return refusalReply(429, [THRESHOLD_TEXT]);
    if (admission.outcome === 'too-many-threads')
      return refusalReply(this.#setUp.options.threadRefusal, [THREAD_TEXT]);
    const held = { delayMs: admission.delayMs, done: admission.done };
    try {
      return { ...this.#route(request, segments.slice(2)), ...held };
    } catch (error) {
      if (error instanceof AutotaskRefusal) return { ...refusalReply(error.status, error.errors), ...held };
      throw error;
    }
  }

  /** Open to everybody, and outside the limits (observed). */
  #zone({ query, origin }: SimRequest): Reply {
    if (query.get('user')?.toLowerCase() !== this.#login.userName.toLowerCase()) {
      return refusalReply(500, ['The user name could not be found in any zone.']);
    }
    const { ci } = this.#setUp.estate.psa;
    return jsonReply(200, {
      zoneName: 'America East 3',
      url: `${origin}/ATServicesRest/`,
      webUrl: 'https://example.invalid/',
      ci,
    });
  }

  #authenticate({ headers }: SimRequest): Reply | null {
    const { options, echo } = this.#setUp;
    const { userName, secret, integrationCode } = this.#login;
    const fits =
      headers.username === userName &&
      headers.secret === secret &&
      headers.apiintegrationcode === integrationCode;
    const isLocked = this.#refusedInARow >= options.lockAfter;
    if (fits && !this.#revoked && !isLocked) {
      this.#refusedInARow = 0;
      return null;
    }
    this.#refusedInARow += 1;
    const detail = echo === null ? '' : ` ${echo}${String(headers.secret)}`;
    return refusalReply(401, [`The logged in Resource does not have the adequate permissions.${detail}`]);
  }

  #route(request: SimRequest, segments: readonly string[]): Reply {
    const [first = '', second, third, ...rest] = segments;
    const { method } = request;
    if (method === 'DELETE' || method === 'PUT') return this.#forbidden(request);
    if (method === 'GET' && first.toLowerCase() === 'thresholdinformation') return this.#threshold();
    if (method === 'GET' && first.toLowerCase() === 'version')
      return jsonReply(200, { apiVersions: ['1.0'] });
    const entity =
      this.#bySegment.get(first.toLowerCase()) ?? refuse(`No HTTP resource was found: ${first}.`, 404);
    if (second?.toLowerCase() === 'entityinformation') return this.#reads.metadata(entity, third);
    if (second?.toLowerCase() === 'query') return this.#reads.query(request, entity, third);
    if (third !== undefined) return this.#below(request, entity, Number(second), third, rest);
    if (method === 'GET' && second !== undefined) return this.#reads.one(entity, Number(second));
    if (second !== undefined || entity.parent !== null)
      refuse('The requested resource does not support this method.', 405);
    return this.#write(request, entity, {});
  }

  #forbidden({ method, path }: SimRequest): Reply {
    const why = method === 'PUT' ? 'a PUT, which blanks every field left out' : 'a deletion in Autotask';
    this.#setUp.journal.violated({ system: this.system, method, path, why, at: this.#setUp.clock.now() });
    return refusalReply(405, ['The requested resource does not support this method.']);
  }

  #threshold(): Reply {
    return jsonReply(200, {
      externalRequestThreshold: this.limits.threshold,
      requestThresholdTimeframe: 60,
      currentTimeframeRequestCount: this.limits.used(this.#setUp.clock.now()),
    });
  }

  // --- writes ---

  /** `/Companies/7/Locations` and the like: where child entities are listed and written. */
  #below(request: SimRequest, parent: Entity, id: number, segment: string, rest: readonly string[]): Reply {
    const child = [...this.#entities.values()].find(
      (entity) =>
        entity.parent?.entity === parent.name &&
        entity.parent.segment.toLowerCase() === segment.toLowerCase(),
    );
    if (child?.parent == null) refuse('Not found.', 404);
    const { key } = child.parent;
    if (request.method === 'GET') {
      const [only] = rest;
      return only === undefined ? this.#reads.children(child, key, id) : this.#reads.one(child, Number(only));
    }
    if (rest.length > 0) refuse('The requested resource does not support this method.', 405);
    return this.#write(request, child, { [key]: id });
  }

  #write(request: SimRequest, entity: Entity, owner: Readonly<Record<string, number>>): Reply {
    const isCreate = request.method === 'POST';
    if ((!isCreate && request.method !== 'PATCH') || (isCreate ? !entity.canCreate : !entity.canUpdate)) {
      refuse('The requested resource does not support this method.', 405);
    }
    const body = { ...readObject(request), ...owner };
    const context = this.#writeContext(entity);
    return jsonReply(200, {
      itemId: isCreate ? createRow(body, entity, context) : updateRow(body, entity, context),
    });
  }

  #writeContext(entity: Entity): WriteContext {
    return {
      tables: this.tables,
      udfNames: this.#reads.udfNames(entity),
      protectedUdfs: this.#reads.protectedUdfs(),
      restricted: this.#setUp.options.restricted,
      now: this.#setUp.clock.now(),
    };
  }
}

/** Whose threads a call takes: the entity's own endpoint, the child's for child routes (doc). */
function gateOf(segments: readonly string[]): string {
  const [, , entity = '', , child] = segments;
  return `${entity}/${child !== undefined && /^[a-z]+$/i.test(child) && !/^(count|next|fields)$/i.test(child) ? child : ''}`.toLowerCase();
}

function readObject({ body, headers }: SimRequest): Readonly<Record<string, unknown>> {
  if (!(headers['content-type'] ?? '').startsWith('application/json'))
    refuse('Content-Type must be application/json.', 415);
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    return refuse('The body is not valid JSON.');
  }
  return refuse('The body must be an object.');
}
