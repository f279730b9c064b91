import type { Fields } from '../../domain/estate/fields.js';
import type { TargetType } from '../../domain/estate/target.js';
import type { CreateRequest, Problem, UpdateRequest, WriteOutcome } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import { readJson } from '../json/read-json.js';
import { system, type WriteReply } from './api.js';
import { problemsIn, refusal } from './outcomes.js';
import type { Parts } from './parts.js';
import { productWire } from './product-wire.js';
import { isId } from './query.js';
import { RecordWire } from './record-wire.js';
import type { Row } from './row.js';
import { writtenBody } from './schema.js';
import { fieldNamed, type RecordTable, tableOf } from './target-fields.js';

export type WriterParts = Pick<Parts, 'api' | 'clock' | 'lists' | 'metadata' | 'masked'>;

/**
 * Writes to Autotask, one record a request: there is no bulk call. What can be known to be wrong beforehand is refused
 * without a request; what may have landed is never repeated.
 */
export class Writer {
  readonly #parts: WriterParts;
  readonly #wire: RecordWire;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#wire = new RecordWire(parts.metadata, parts.lists, parts.masked);
  }

  async create(request: CreateRequest): Promise<WriteOutcome> {
    const { type, fields, organizationId } = request;
    if (type === 'product') return this.#createProduct(fields);
    const table = tableOf(type);
    if (table === null) return notOurs(`trilink makes no record of type ${type} in Autotask`);
    if (organizationId === null || !isId(organizationId))
      return notOurs(`a ${table.words} needs its company`);
    const wire = await this.#wire.toWire(type, withoutBlanks(fields), organizationId);
    if ('problems' in wire) return refusal(0, wire.problems);
    const { body } = wire;
    const missing = missingIn(type, body);
    if (missing.length > 0) return refusal(0, missing);
    const whole = {
      ...(table.child === null ? { companyID: numberId(organizationId) } : {}),
      isActive: type === 'contact' ? 1 : true,
      ...(type === 'configuration' ? await this.#installDate() : {}),
      ...body,
    };
    return this.#send('POST', type, pathOf(table, organizationId), whole, fields);
  }

  /** By PATCH on the collection, the id in the body: `PATCH /{entity}/{id}` answers 405 (observed). */
  async update(request: UpdateRequest): Promise<WriteOutcome> {
    const { type, id, fields, organizationId } = request;
    const table = tableOf(type);
    if (table === null) return notOurs(`trilink changes no record of type ${type} in Autotask`);
    if (!isId(id)) return notOurs(`no ${table.words} has such an id`);
    if (table.child !== null && (organizationId === null || !isId(organizationId)))
      return notOurs(`a ${table.words} is written through its company`);
    const wire = await this.#wire.toWire(type, fields, organizationId);
    if ('problems' in wire) return refusal(0, wire.problems);
    const body = { id: numberId(id), ...wire.body };
    return this.#send('PATCH', type, pathOf(table, organizationId ?? ''), body, fields);
  }

  async #createProduct(fields: Fields): Promise<WriteOutcome> {
    const { lists, metadata } = this.#parts;
    const wire = await productWire(fields, lists, metadata);
    if ('problems' in wire) return refusal(0, wire.problems);
    let made: Row | null = null;
    try {
      const outcome = await this.#send('POST', 'product', 'Products', wire.body, fields);
      if (outcome.outcome === 'done') made = { ...wire.body, id: outcome.id };
      return outcome;
    } finally {
      if (made === null) lists.forget('products');
      else lists.add('products', made);
    }
  }

  async #send(
    method: 'POST' | 'PATCH',
    type: TargetType,
    path: string,
    body: unknown,
    fields: Fields,
  ): Promise<WriteOutcome> {
    return this.#settle(type, await this.#parts.api.write(method, path, body), fields);
  }

  /** Some tenants demand the day of installation (observed); a new item is installed the day it is made. */
  async #installDate(): Promise<{ installDate?: string }> {
    const known = (await this.#parts.metadata.fields('ConfigurationItems')).get('installDate');
    if (!known?.required || known.readOnly) return {};
    return { installDate: `${new Date(this.#parts.clock.now()).toISOString().slice(0, 10)}T00:00:00Z` };
  }

  /** The vendor names the record and shows no field again, so what was sent counts as its echo (doc). */
  #settle(type: TargetType, written: WriteReply, fields: Fields): WriteOutcome {
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
      const problems = problemsIn(errors, (wire) => fieldNamed(type, wire));
      return refusal(reply.status, problems.length > 0 ? problems : [plain(reply.status)]);
    }
    if (reply.status >= 400 && reply.status < 500) return refusal(reply.status, [plain(reply.status)]);
    return { outcome: 'unknown', why: `Autotask answered ${reply.status} without saying what became of it` };
  }
}

/** Locations and contacts are written through their company (spec). */
function pathOf({ entity, child }: RecordTable, companyId: string): string {
  return child === null ? entity : `Companies/${companyId}/${child}`;
}

/** What a new record cannot be made without (observed): found out here, so that nobody has to read a refusal. */
const needed: Readonly<Partial<Record<TargetType, Readonly<Record<string, string>>>>> = {
  configuration: { productID: 'product' },
  location: { name: 'name' },
  contact: { firstName: 'first-name', lastName: 'last-name' },
};

function missingIn(type: TargetType, body: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.entries(needed[type] ?? {}).flatMap(([wire, field]) =>
    body[wire] === undefined ? [{ field, text: `a new ${tableOf(type)?.words} needs it` }] : [],
  );
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
