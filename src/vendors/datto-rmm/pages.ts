import type { ZodType } from 'zod';
import { PermissionRefused, SystemUnreachable, VendorError } from '../../errors.js';
import type { ReadFailure } from '../../ports/system.js';
import { sameOrigin } from '../http/addresses.js';
import { endsTheRead } from '../http/answers.js';
import type { DattoRmmApi, Question } from './api.js';
import { PAGE_SIZE } from './limits.js';

export interface PageShape<T> {
  readonly pageDetails: { readonly totalCount: number | null; readonly nextPageUrl: string | null };
  readonly rows: readonly T[];
}

export interface PagedList<T> {
  /** Each row once, in the order of arrival. */
  readonly rows: readonly T[];
  /** What the vendor says there is, or `null` when it does not say. */
  readonly total: number | null;
  readonly failures: readonly ReadFailure[];
  /** Set when the walk ended because no answer came at all. */
  readonly unanswered: SystemUnreachable | null;
}

/** Pages in a row that may bring nothing new before we take it that the vendor walks in circles. */
const MOST_STALE_PAGES = 3;

/**
 * Walks a list to its end: pages count from zero, `nextPageUrl` is followed on the same origin only and gets back the
 * parameters it lost, rows seen before are dropped (datto-rmm.md section 5, observed). A page that fails for good ends
 * the walk and is reported; what was read until then is kept.
 *
 * @throws {CredentialsRefused} and what else ends every read.
 */
export async function readPages<T extends { readonly uid: string }>(
  api: DattoRmmApi,
  list: { family: string; open?: readonly string[]; query?: Readonly<Record<string, string>> },
  schema: ZodType<PageShape<T>>,
): Promise<PagedList<T>> {
  const query = { ...list.query, max: String(PAGE_SIZE), page: '0' };
  const first = api.question(list.family, list.open, query);
  const rows = new Map<string, T>();
  const asked = new Set<string>();
  let total: number | null = null;
  let stale = 0;
  const end = (failures: readonly ReadFailure[], unanswered: SystemUnreachable | null = null) => {
    return { rows: [...rows.values()], total, failures, unanswered };
  };

  for (let question: Question | null = first; question !== null; ) {
    const request = `GET ${question.url.pathname}${question.url.search}`;
    asked.add(question.url.href);
    try {
      const page: PageShape<T> = await api.read(question, schema);
      total = page.pageDetails.totalCount ?? total;
      const before = rows.size;
      for (const row of page.rows) if (!rows.has(row.uid)) rows.set(row.uid, row);
      stale = rows.size === before ? stale + 1 : 0;
      if (page.rows.length === 0 || page.pageDetails.nextPageUrl === null) return end([]);
      question = nextQuestion(first, question, page.pageDetails.nextPageUrl);
      if (asked.has(question.url.href) || stale >= MOST_STALE_PAGES) throw circular(request);
    } catch (error) {
      // One site that is closed to this key is that site's matter; a list of everything is the run's.
      const isOneSites = error instanceof PermissionRefused && list.open !== undefined;
      if (endsTheRead(error) && !isOneSites) throw error;
      const why = error instanceof Error ? error.message : 'failed';
      return end([{ request, why }], error instanceof SystemUnreachable ? error : null);
    }
  }
  return end([]);
}

function nextQuestion(first: Question, current: Question, next: string): Question {
  const url = sameOrigin(next, current.url);
  if (url === null) {
    throw new VendorError('datto-rmm', 'the next page is said to be on another host, which was not asked');
  }
  for (const [name, value] of first.url.searchParams) {
    if (name !== 'page' && !url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return { family: first.family, url };
}

function circular(request: string): VendorError {
  return new VendorError('datto-rmm', `the pages after ${request} go in circles`);
}
