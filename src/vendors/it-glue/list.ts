import { SystemUnreachable } from '../../errors.js';
import type { ReadFailure } from '../../ports/system.js';
import { endsTheRead } from '../http/answers.js';
import { concurrently } from '../http/concurrently.js';
import { type ItGlueApi, type Query, system } from './api.js';
import { Included } from './included.js';
import { PAGE_CONCURRENCY } from './limits.js';
import { type ListBody, listBody, type Resource } from './resource.js';

export interface ListRequest {
  readonly path: string;
  readonly query?: Query;
  /** Type of the records, to tie included ones to them. */
  readonly type: string;
  /** Page sizes, largest first, each a divisor of the one before. */
  readonly sizes: readonly number[];
  /** Says after the first page whether there is any use in reading on. */
  readonly goOn?: (firstRows: readonly Resource[]) => boolean;
}

export interface ListReading {
  /** Each record once. */
  readonly resources: readonly Resource[];
  readonly included: Included;
  readonly total: number | null;
  readonly failures: readonly ReadFailure[];
  /** Whether everything there is was received. */
  readonly complete: boolean;
}

/**
 * Reads a list to its end. When rows vanish while it is read, those behind move up and one may be passed over unseen:
 * then the list is read once more.
 *
 * @throws {SystemUnreachable} when the first page gets no answer; what fails later is told in the reading.
 */
export async function readList(api: ItGlueApi, request: ListRequest): Promise<ListReading> {
  const first = new ListWalk(api, request);
  await first.walk();
  if (!first.shrank) return first.reading();
  const second = new ListWalk(api, request);
  await second.walk();
  return second.reading();
}

/** What came of asking for so many rows from one on. */
interface Span {
  readonly rows: number;
  readonly first: readonly Resource[];
  readonly hasNext: boolean;
}

/** One walk over the pages of a list, several at a time, with smaller pages from the same row on after a 504. */
class ListWalk {
  readonly #api: ItGlueApi;
  readonly #request: ListRequest;
  readonly #rows = new Map<string, Resource>();
  readonly #included = new Included();
  readonly #failures: ReadFailure[] = [];
  #sizes: readonly number[];
  #total: number | null = null;
  /** Rows from the list's beginning that have been asked for. */
  #covered = 0;
  #stopped = false;
  shrank = false;

  constructor(api: ItGlueApi, request: ListRequest) {
    this.#api = api;
    this.#request = request;
    this.#sizes = request.sizes;
  }

  get #size(): number {
    return this.#sizes[0] ?? 1;
  }

  async walk(): Promise<void> {
    const first = await this.#firstSpan();
    if (first === null) return;
    if (this.#request.goOn?.(first.first) === false) {
      this.#stopped = true;
      return;
    }
    if (this.#total === null) await this.#walkOneByOne(first);
    else await this.#walkAtOnce();
  }

  reading(): ListReading {
    const complete =
      !this.shrank &&
      this.#failures.length === 0 &&
      (this.#total === null || this.#stopped || this.#rows.size >= this.#total);
    return {
      resources: [...this.#rows.values()],
      included: this.#included,
      total: this.#total,
      failures: this.#failures,
      complete,
    };
  }

  async #firstSpan(): Promise<Span | null> {
    const asked = this.#size;
    try {
      const span = await this.#span(0, asked);
      const isClamped = this.#total !== null && span.rows > 0 && span.rows < Math.min(asked, this.#total);
      // Fewer rows than asked for and more to come: the server has a smaller maximum than we think.
      if (isClamped) this.#sizes = [span.rows];
      this.#covered = isClamped ? span.rows : asked;
      return span;
    } catch (error) {
      if (endsTheRead(error) || error instanceof SystemUnreachable) throw error;
      this.#fail(1, error);
      return null;
    }
  }

  /** The total may grow while pages come in, so the end is looked at again until nothing is left. */
  async #walkAtOnce(): Promise<void> {
    while (this.#covered < (this.#total ?? 0)) {
      const step = this.#size;
      const offsets: number[] = [];
      for (let at = this.#covered; at < (this.#total ?? 0); at += step) offsets.push(at);
      this.#covered += offsets.length * step;
      await concurrently(offsets, PAGE_CONCURRENCY, async (offset) => {
        await this.#spanOrFailure(offset, step);
      });
    }
  }

  /** Without a total the next page is known only from the one before. */
  async #walkOneByOne(first: Span): Promise<void> {
    let span: Span | null = first;
    while (span !== null && span.rows > 0 && span.hasNext) {
      const size = this.#size;
      span = await this.#spanOrFailure(this.#covered, size);
      this.#covered += size;
    }
  }

  async #spanOrFailure(offset: number, size: number): Promise<Span | null> {
    try {
      return await this.#span(offset, size);
    } catch (error) {
      if (endsTheRead(error)) throw error;
      this.#fail(offset / size + 1, error);
      return null;
    }
  }

  /** Rows from `offset` on, as many as `size`: in one page, or in several smaller ones once large ones time out. */
  async #span(offset: number, size: number): Promise<Span> {
    if (size > this.#size) return this.#inPieces(offset, size);
    const smaller = this.#sizes.filter((one) => one < size);
    const reply = await this.#api.ask(
      this.#request.path,
      this.#query(offset, size),
      smaller.length > 0 ? [504] : [],
    );
    if (reply.status === 504 && smaller.length > 0) {
      if (this.#size >= size) this.#sizes = smaller;
      return this.#span(offset, size);
    }
    const page = this.#api.shape(this.#request.path, reply, listBody);
    this.#take(page);
    return { rows: page.data.length, first: page.data, hasNext: hasNext(page, offset, size) };
  }

  async #inPieces(offset: number, size: number): Promise<Span> {
    const step = this.#size;
    let span = await this.#span(offset, step);
    for (let at = offset + step; at < offset + size && span.hasNext; at += step) {
      const piece = await this.#span(at, step);
      span = { rows: span.rows + piece.rows, first: span.first, hasNext: piece.hasNext };
    }
    return span;
  }

  #query(offset: number, size: number): Query {
    return { ...this.#request.query, 'page[size]': String(size), 'page[number]': String(offset / size + 1) };
  }

  #take(page: ListBody): void {
    for (const row of page.data) if (!this.#rows.has(row.id)) this.#rows.set(row.id, row);
    this.#included.add(page.included, this.#request.type);
    const { total } = page.meta;
    if (total === null) return;
    if (this.#total !== null && total < this.#total) this.shrank = true;
    this.#total = total;
  }

  #fail(page: number, error: unknown): void {
    const why = error instanceof Error ? error.message : 'failed';
    this.#failures.push({ request: `GET /${this.#request.path} page ${page} of ${system}`, why });
  }
}

/** Whether more follow after a page; a server that does not say is asked until a page is not full. */
function hasNext(page: ListBody, offset: number, size: number): boolean {
  const { hasNextLink, pages, total } = page.meta;
  if (hasNextLink) return true;
  if (total !== null) return page.data.length > 0 && offset + page.data.length < total;
  return pages !== null ? offset / size + 1 < pages : page.data.length >= size;
}
