import type { Fields } from '../../domain/estate/fields.js';
import type { Clock } from '../../ports/clock.js';
import type { CreateRequest, UpdateRequest, WriteOutcome } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import { readJson } from '../json/read-json.js';
import { type AutotaskApi, system, type WriteReply } from './api.js';
import { ItemWire, type Wire } from './item-wire.js';
import type { Lists } from './lists.js';
import type { Metadata } from './metadata.js';
import { problemsIn, refusal } from './outcomes.js';
import { productWire } from './product-wire.js';
import { isId } from './query.js';
import { writtenBody } from './schema.js';
import { fieldNamed } from './target-fields.js';

export interface WriterParts {
  readonly api: AutotaskApi;
  readonly clock: Clock;
  readonly lists: Lists;
  readonly metadata: Metadata;
  readonly masked: ReadonlySet<string>;
}

/**
 * Writes to Autotask, one record a request: there is no bulk call. What can be known to be wrong beforehand is refused
 * without a request; what may have landed is never repeated.
 */
export class Writer {
  readonly #parts: WriterParts;
  readonly #items: ItemWire;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#items = new ItemWire(parts.metadata, parts.lists, parts.masked);
  }

  async create(request: CreateRequest): Promise<WriteOutcome> {
    const { type, fields } = request;
    if (type === 'product') return this.#createProduct(fields);
    if (type !== 'configuration') return notOurs(`trilink makes no record of type ${type} in Autotask`);
    const { organizationId } = request;
    if (organizationId === null || !isId(organizationId))
      return notOurs('a configuration item needs its company');
    const wire = await this.#items.toWire(withoutBlanks(fields), organizationId);
    if ('problems' in wire) return refusal(0, wire.problems);
    if (wire.body.productID === undefined) return notOurs('a configuration item needs a product', 'product');
    const body = {
      companyID: numberId(organizationId),
      isActive: true,
      ...(await this.#installDate()),
      ...wire.body,
    };
    return this.#settle(await this.#parts.api.write('POST', 'ConfigurationItems', body), fields);
  }

  /** By PATCH on the collection, the id in the body: `PATCH /{entity}/{id}` answers 405 (observed). */
  async update(request: UpdateRequest): Promise<WriteOutcome> {
    const { type, id, fields, organizationId } = request;
    if (type !== 'configuration') return notOurs(`trilink changes no record of type ${type} in Autotask`);
    if (!isId(id)) return notOurs('no configuration item has such an id');
    const wire = await this.#items.toWire(fields, organizationId);
    if ('problems' in wire) return refusal(0, wire.problems);
    const body = { id: numberId(id), ...wire.body };
    return this.#settle(await this.#parts.api.write('PATCH', 'ConfigurationItems', body), fields);
  }

  async #createProduct(fields: Fields): Promise<WriteOutcome> {
    const { lists, metadata, api } = this.#parts;
    const wire: Wire = await productWire(fields, lists, metadata);
    if ('problems' in wire) return refusal(0, wire.problems);
    const outcome = this.#settle(await api.write('POST', 'Products', wire.body), fields);
    lists.forget('products');
    return outcome;
  }

  /** Some tenants demand the day of installation (observed); a new item is installed the day it is made. */
  async #installDate(): Promise<{ installDate?: string }> {
    const known = (await this.#parts.metadata.fields('ConfigurationItems')).get('installDate');
    if (!known?.required || known.readOnly) return {};
    return { installDate: `${new Date(this.#parts.clock.now()).toISOString().slice(0, 10)}T00:00:00Z` };
  }

  /** The vendor names the record and shows no field again, so what was sent counts as its echo (doc). */
  #settle(written: WriteReply, fields: Fields): WriteOutcome {
    if ('unknown' in written) return { outcome: 'unknown', why: written.unknown };
    const { reply } = written;
    if (reply.status === 200 || reply.status === 201) {
      const parsed = writtenBody.safeParse(jsonOrNull(reply.text));
      const id = parsed.success ? parsed.data.itemId : null;
      if (id !== null) return { outcome: 'done', id, echoed: fields };
      return { outcome: 'unknown', why: `Autotask answered ${reply.status} without naming the record` };
    }
    const errors = this.#parts.api.errorsIn(reply);
    if (errors !== null && reply.status >= 400 && reply.status <= 500) {
      const problems = problemsIn(errors, fieldNamed);
      return refusal(reply.status, problems.length > 0 ? problems : [plain(reply.status)]);
    }
    if (reply.status >= 400 && reply.status < 500) return refusal(reply.status, [plain(reply.status)]);
    return { outcome: 'unknown', why: `Autotask answered ${reply.status} without saying what became of it` };
  }
}

function plain(status: number) {
  const text = status === 403 ? 'the API user may not write this (403)' : `${system} answered ${status}`;
  return { field: null, text };
}

function notOurs(text: string, field: string | null = null): WriteOutcome {
  return refusal(0, [{ field, text }]);
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
