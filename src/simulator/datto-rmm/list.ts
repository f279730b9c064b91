import { JSON_HEADERS, type Reply, type SimRequest } from '../http/exchange.js';
import { cutPage } from '../http/list-page.js';
import { failure } from './failure.js';
import type { DattoRmmOptions } from './options.js';

/** Default and ceiling of `max`; more is silently reduced (spec, observed). */
export const PAGE_CEILING = 250;

/** One page of rows that are already text: zero-based `page`, absolute addresses of the neighbours (observed). */
export function listReply<T>(
  request: SimRequest,
  {
    name,
    all,
    render,
  }: { readonly name: string; readonly all: readonly T[]; readonly render: (row: T) => string },
  options: DattoRmmOptions,
  now: number,
): Reply {
  const page = wholeNumber(request.query.get('page') ?? '0');
  const wanted = wholeNumber(request.query.get('max') ?? String(PAGE_CEILING));
  if (page === null || wanted === null || wanted === 0) return failure(400, request, now);
  const size = Math.min(wanted, PAGE_CEILING);
  const cut = cutPage(all, { offset: page * size, size, origin: request.origin }, request.twist);
  const address = (origin: string, number: number): string => {
    const query = new URLSearchParams(options.losesFilters ? '' : request.query);
    query.set('max', String(size));
    query.set('page', String(number));
    return `${origin}${request.path}?${query}`;
  };
  const pageDetails = {
    count: cut.rows.length,
    totalCount: cut.total,
    prevPageUrl: page > 0 ? address(request.origin, page - 1) : null,
    nextPageUrl: cut.hasNext ? address(cut.nextOrigin, page + 1) : options.lastPage === 'blank' ? '' : null,
  };
  const rows = cut.rows.map(render).join(',');
  return {
    status: 200,
    body: `{"pageDetails":${JSON.stringify(pageDetails)},"${name}":[${rows}]}`,
    headers: JSON_HEADERS,
  };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
