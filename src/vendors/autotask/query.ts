import { SystemUnreachable } from '../../errors.js';
import type { ReadFailure } from '../../ports/system.js';
import { endsTheRead } from '../http/answers.js';
import { type ExactInteger, numberId } from '../json/exact-integer.js';
import { type AutotaskApi, system } from './api.js';
import { OR_CONDITIONS, PAGE_ROWS } from './limits.js';
import { idAt, type Row } from './row.js';
import { countBody, queryBody } from './schema.js';

type Value = string | number | boolean | ExactInteger;

export type Condition =
  | { readonly op: 'eq' | 'gt' | 'beginsWith'; readonly field: string; readonly value: Value }
  | { readonly op: 'in'; readonly field: string; readonly value: readonly Value[] }
  | { readonly op: 'exist' | 'notExist'; readonly field: string }
  | { readonly op: 'and' | 'or'; readonly items: readonly Condition[] };

export interface Query {
  readonly entity: string;
  readonly filter?: readonly Condition[];
  /** What is asked for of each row; all fields, user-defined ones too, when left out. */
  readonly fields?: readonly string[];
}

export interface RowsRead {
  /** Each row once, in order of id. */
  readonly rows: readonly Row[];
  /** What the vendor counts there, when it was asked. */
  readonly total: number | null;
  readonly failures: readonly ReadFailure[];
  readonly complete: boolean;
}

/**
 * Reads all rows of a query, page by page behind the last id: the vendor's own next-page address must be sent with the
 * same body to another address and is not followed (observed). Rows come in order of id (observed, not promised), so
 * the order is looked at, and beyond one page the number of rows is compared with the vendor's count.
 *
 * @throws {SystemUnreachable} when the first page gets no answer; what fails later is told in the reading.
 */
export async function readRows(api: AutotaskApi, query: Query): Promise<RowsRead> {
  const walk = new RowWalk(api, query);
  await walk.run();
  return walk.read();
}

/**
 * The rows whose `field` is one of `ids`, split into as many queries as the cap on conditions demands. A text against a
 * number would silently find nothing (observed), so ids leave as numbers; what is no number is no id.
 */
export async function readRowsIn(
  api: AutotaskApi,
  query: Query,
  field: string,
  ids: readonly string[],
): Promise<RowsRead> {
  const wanted = [...new Set(ids)].filter(isId);
  const parts: RowsRead[] = [];
  for (let at = 0; at < wanted.length; at += OR_CONDITIONS) {
    const value = wanted.slice(at, at + OR_CONDITIONS).map(numberId);
    const filter = [...(query.filter ?? []), { op: 'in' as const, field, value }];
    parts.push(await readRows(api, { ...query, filter }));
  }
  return {
    rows: parts.flatMap(({ rows }) => rows),
    total: null,
    failures: parts.flatMap(({ failures }) => failures),
    complete: parts.every(({ complete }) => complete),
  };
}

export function isId(text: string): boolean {
  return /^(?:0|[1-9]\d{0,18})$/.test(text);
}

/** How many rows fit, without reading them. */
export async function countRows(api: AutotaskApi, query: Query): Promise<number | null> {
  const body = { Filter: filterOf(query) };
  return (await api.search(`${query.entity}/query/count`, body, countBody)).queryCount;
}

/** A filter is demanded; every record has an id. */
function filterOf({ filter = [] }: Query, lastId: string | null = null): readonly Condition[] {
  const behind: Condition[] = lastId === null ? [] : [{ op: 'gt', field: 'id', value: numberId(lastId) }];
  const all = [...filter, ...behind];
  return all.length === 0 ? [{ op: 'exist', field: 'id' }] : all;
}

class RowWalk {
  readonly #api: AutotaskApi;
  readonly #query: Query;
  readonly #rows = new Map<string, Row>();
  readonly #failures: ReadFailure[] = [];
  #lastId: string | null = null;
  #pages = 0;
  #total: number | null = null;

  constructor(api: AutotaskApi, query: Query) {
    this.#api = api;
    this.#query = query;
  }

  async run(): Promise<void> {
    try {
      await this.#toTheEnd();
      if (this.#pages < 2) return;
      this.#total = await countRows(this.#api, this.#query);
      // More than we have: made meanwhile, behind the last id, or passed over.
      if (this.#total !== null && this.#total > this.#rows.size) await this.#toTheEnd();
    } catch (error) {
      if (endsTheRead(error) || (error instanceof SystemUnreachable && this.#pages === 0)) throw error;
      this.#fail(error instanceof Error ? error.message : 'failed');
    }
  }

  read(): RowsRead {
    const missing = this.#total === null ? 0 : this.#total - this.#rows.size;
    const complete = this.#failures.length === 0 && missing <= 0;
    return { rows: [...this.#rows.values()], total: this.#total, failures: this.#failures, complete };
  }

  async #toTheEnd(): Promise<void> {
    for (let more = true; more; ) more = await this.#page();
  }

  async #page(): Promise<boolean> {
    const { entity, fields } = this.#query;
    const body = {
      MaxRecords: PAGE_ROWS,
      ...(fields === undefined ? {} : { IncludeFields: [...new Set(['id', ...fields])] }),
      Filter: filterOf(this.#query, this.#lastId),
    };
    const { items, pageDetails } = await this.#api.search(`${entity}/query`, body, queryBody);
    this.#pages += 1;
    const before = this.#rows.size;
    for (const row of items) this.#take(row);
    const hasMore = items.length >= PAGE_ROWS || pageDetails?.nextPageUrl != null;
    return hasMore && this.#rows.size > before;
  }

  #take(row: Row): void {
    const id = idAt(row, 'id');
    if (id === null) {
      this.#fail('a row came without its id');
    } else if (this.#lastId !== null && BigInt(id) <= BigInt(this.#lastId)) {
      this.#fail('the rows did not come in order of their ids, so some may have been passed over');
    } else {
      this.#lastId = id;
      this.#rows.set(id, row);
    }
  }

  #fail(why: string): void {
    const request = `POST ${this.#query.entity}/query of ${system}`;
    if (!this.#failures.some((failure) => failure.why === why)) this.#failures.push({ request, why });
  }
}
