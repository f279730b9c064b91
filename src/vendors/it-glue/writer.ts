import type { Fields } from '../../domain/estate/fields.js';
import type { TargetType } from '../../domain/estate/target.js';
import type { CreateRequest, UpdateRequest, WriteOutcome } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import { readJson } from '../json/read-json.js';
import type { ItGlueApi, WriteReply } from './api.js';
import { contactFields, isContactList } from './contact-fields.js';
import { echoesOfCreates, echoesOfUpdates } from './echo-match.js';
import { echoOf } from './fields.js';
import type { FlexibleAssets } from './flexible-assets.js';
import type { Names } from './names.js';
import { doubt, problemsIn, refusal } from './outcomes.js';
import { type Attributes, type Resource, recordBody, writtenBody } from './resource.js';
import { nestedPath, type Route, routes } from './routes.js';
import { toWire, type Wire } from './wire.js';

/** One record of a batch on its way out. */
interface Outgoing {
  /** Its place in the batch. */
  readonly index: number;
  readonly id: string | null;
  readonly fields: Fields;
  readonly attributes: Record<string, unknown>;
}

/**
 * Writes to IT Glue: one request a batch, never repeated when it may have landed. Whatever is wrong with a record that
 * can be known beforehand refuses that record alone and leaves it out of the request.
 */
export class Writer {
  readonly #api: ItGlueApi;
  readonly #names: Names;
  readonly #assets: FlexibleAssets;

  constructor(api: ItGlueApi, names: Names, assets: FlexibleAssets) {
    this.#api = api;
    this.#names = names;
    this.#assets = assets;
  }

  async create(batch: readonly CreateRequest[]): Promise<readonly WriteOutcome[]> {
    const first = batch[0];
    if (first === undefined) return [];
    const route = routes[first.type];
    if (route === undefined) return batch.map(() => notOurs(first.type));
    const parentId = route.under === 'configurations' ? first.parentId : first.organizationId;
    const path = nestedPath(route, parentId);
    return this.#write(batch, null, async (outgoing) => {
      const data = outgoing.map(({ attributes }) => ({ type: route.type, attributes }));
      return this.#api.write('POST', path, { data: data.length === 1 ? data[0] : data });
    });
  }

  async update(batch: readonly UpdateRequest[]): Promise<readonly WriteOutcome[]> {
    const first = batch[0];
    if (first === undefined) return [];
    const route = routes[first.type];
    if (route === undefined) return batch.map(() => notOurs(first.type));
    const ids = batch.map(({ id }) => id);
    return this.#write(batch, ids, (outgoing) => this.#patch(route, outgoing));
  }

  /** A single record by its own address, several by the collection: the nested route refuses bulk updates (spec). */
  #patch(route: Route, outgoing: readonly Outgoing[]): Promise<WriteReply> {
    const only = outgoing.length === 1 ? outgoing[0] : undefined;
    if (only !== undefined) {
      const path = `${route.path}/${encodeURIComponent(only.id ?? '')}`;
      return this.#api.write('PATCH', path, { data: { type: route.type, attributes: only.attributes } });
    }
    const data = outgoing.map(({ id, attributes }) => {
      return { type: route.type, attributes: { id: numberId(id ?? ''), ...attributes } };
    });
    return this.#api.write('PATCH', route.path, { data });
  }

  async #write(
    batch: readonly CreateRequest[],
    ids: readonly string[] | null,
    send: (outgoing: readonly Outgoing[]) => Promise<WriteReply>,
  ): Promise<readonly WriteOutcome[]> {
    const outcomes: WriteOutcome[] = [];
    const outgoing: Outgoing[] = [];
    for (const [index, request] of batch.entries()) {
      const id = ids?.[index] ?? null;
      const wire = await this.#wire(request, id);
      if ('problems' in wire) outcomes[index] = refusal(0, wire.problems);
      else outgoing.push({ index, id, fields: request.fields, attributes: wire.attributes });
    }
    const type = batch[0]?.type ?? 'configuration';
    if (outgoing.length > 0) {
      const settled = this.#settle(type, outgoing, await send(outgoing));
      for (const [at, { index }] of outgoing.entries())
        outcomes[index] = settled[at] ?? { outcome: 'unknown', why: 'no answer' };
    }
    this.#keepNames(type, batch, ids === null ? outcomes : []);
    return outcomes;
  }

  async #wire(request: CreateRequest, id: string | null): Promise<Wire> {
    const { type, organizationId } = request;
    if (type === 'flexible-asset') return this.#assets.toWire(request, id);
    const fields = id === null ? withoutBlanks(request.fields) : request.fields;
    return toWire(fields, { type, organizationId, current: () => this.#current(type, id) }, this.#names);
  }

  async #current(type: TargetType, id: string | null): Promise<Attributes> {
    const route = routes[type];
    if (id === null || route === undefined) return {};
    return (await this.#api.read(`${route.path}/${encodeURIComponent(id)}`, {}, recordBody)).data.attributes;
  }

  #settle(type: TargetType, outgoing: readonly Outgoing[], written: WriteReply): WriteOutcome[] {
    if ('unknown' in written) return outgoing.map(() => ({ outcome: 'unknown', why: written.unknown }));
    const { status } = written.reply;
    const body = jsonOrNull(written.reply.text);
    if (status === 200 || status === 201) return this.#done(type, outgoing, status, body);
    const problems = problemsIn(type, body, (text) => this.#api.clean(text));
    // Only the refusal of a single record proves that nothing was written.
    if (outgoing.length === 1 && status >= 400 && status < 500) return [refusal(status, problems)];
    return outgoing.map(() => ({ outcome: 'unknown', why: doubt(status, problems) }));
  }

  /** Done is only what the answer names; an answer that does not name every record leaves all of them open. */
  #done(type: TargetType, outgoing: readonly Outgoing[], status: number, body: unknown): WriteOutcome[] {
    const parsed = writtenBody.safeParse(body);
    const echoes = parsed.success ? echoesFor(outgoing, parsed.data) : null;
    if (echoes === null) {
      return outgoing.map(() => ({
        outcome: 'unknown',
        why: `IT Glue answered ${status} without naming every record`,
      }));
    }
    return outgoing.map(({ fields, attributes }, at) => {
      const echo = echoes[at];
      if (echo === undefined) return { outcome: 'unknown', why: 'not named in the answer' };
      return { outcome: 'done', id: echo.id, echoed: this.#echoed(type, fields, attributes, echo) };
    });
  }

  #echoed(type: TargetType, fields: Fields, attributes: Attributes, echo: Resource): Fields {
    if (type === 'flexible-asset') return this.#assets.echoOf(fields, echo);
    const echoed = echoOf(type, fields, attributes, echo.attributes);
    if (type !== 'contact') return echoed;
    const shown = contactFields(echo.attributes);
    const lists = Object.keys(fields).filter(
      (name) => isContactList(name) && 'contact-emails' in echo.attributes,
    );
    return { ...echoed, ...Object.fromEntries(lists.map((name) => [name, shown[name] ?? null])) };
  }

  /** A location that was just made is known by the name it was sent with; after anything else the list is asked anew. */
  #keepNames(type: TargetType, batch: readonly CreateRequest[], made: readonly WriteOutcome[]): void {
    if (type === 'organization') this.#names.forget('organizations', null);
    if (type !== 'location' && type !== 'contact') return;
    for (const [at, { organizationId, fields }] of batch.entries()) {
      const outcome = made[at];
      if (outcome?.outcome === 'refused') continue;
      if (type === 'location' && outcome?.outcome === 'done' && organizationId !== null)
        this.#names.made('locations', organizationId, outcome.id, String(fields.name));
      else this.#names.forget(`${type}s`, organizationId);
    }
  }
}

function echoesFor(outgoing: readonly Outgoing[], echoed: readonly Resource[]): Resource[] | null {
  const ids = outgoing.flatMap(({ id }) => id ?? []);
  if (ids.length === outgoing.length) return echoesOfUpdates(ids, echoed);
  const only = echoed[0];
  if (outgoing.length === 1 && echoed.length === 1 && only !== undefined) return [only];
  return echoesOfCreates(
    outgoing.map(({ attributes }) => attributes),
    echoed,
  );
}

function withoutBlanks(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));
}

function jsonOrNull(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}

function notOurs(type: TargetType): WriteOutcome {
  return refusal(0, [{ field: null, text: `IT Glue has no records of type ${type}` }]);
}
