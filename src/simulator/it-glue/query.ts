import { type AttributeValue, compareIds, type DocumentationRecord } from '../estate/documentation.js';
import { refuse } from './problems.js';
import type { Resource } from './resources.js';

const PAGE_DEFAULT = 50;
const PAGE_CEILING = 1000;

const PSA_KINDS = new Set(['manage', 'autotask', 'tigerpaw', 'kaseya-bms', 'pulseway-psa', 'vorex']);
const RMM_KINDS = new Set([
  ...[
    'addigy',
    'aem',
    'atera',
    'auvik',
    'managed-workplace',
    'continuum',
    'jamf-pro',
    'kaseya-vsa',
    'automate',
  ],
  ...['log-me-in', 'msp-rmm', 'meraki', 'msp-n-central', 'ninja-rmm', 'panorama9', 'pulseway-rmm', 'syncro'],
  ...['watchman-monitoring', 'office365', 'vsa-x'],
]);

export interface ListQuery {
  readonly number: number;
  readonly size: number;
  readonly sort: readonly { readonly attribute: string; readonly down: boolean }[];
  readonly include: readonly string[];
  /** Every filter given, names in snake_case. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
}

/** Reads paging, sorting, filters and includes. @throws {Refusal} 400 on what the resource does not know. */
export function readQuery(
  query: URLSearchParams,
  resource: Resource,
  oversized: 'reject' | 'clamp',
  show: boolean,
): ListQuery {
  const filters = new Map<string, readonly string[]>();
  let [number, size, sort, include] = [1, PAGE_DEFAULT, '', ''];
  for (const [key, value] of query) {
    const filter = /^filter\[([^\]]+)\](?:\[([^\]]+)\])?$/.exec(key);
    if (filter !== null) {
      const name = [filter[1], filter[2]].filter((part) => part !== undefined).join('.');
      filters.set(name.replaceAll('-', '_'), splitValues(value));
    } else if (key === 'page[number]') number = wholeNumber(value, key);
    else if (key === 'page[size]') size = wholeNumber(value, key);
    else if (key === 'sort') sort = value;
    else if (key === 'include') include = value;
  }
  if (size > PAGE_CEILING) {
    if (oversized === 'reject') refuse(400, 'Bad Request', `page[size] must be at most ${PAGE_CEILING}`);
    size = PAGE_CEILING;
  }
  return {
    number,
    size,
    sort: readSort(sort, resource),
    include: readInclude(include, show ? resource.showIncludes : resource.includes),
    filters,
  };
}

/** Comma-separated, a comma inside a value escaped by a backslash (doc). */
function splitValues(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? ['']).map((part) => part.replace(/\\(.)/g, '$1'));
}

function wholeNumber(text: string, key: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) refuse(400, 'Bad Request', `${key} is not a page`);
  return Number(text);
}

function readSort(text: string, resource: Resource): ListQuery['sort'] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const name = part.replace(/^-/, '').replaceAll('-', '_');
      if (!resource.sorts.includes(name)) refuse(400, 'Bad Request', `sort: ${name} is not allowed`);
      return { attribute: name.replaceAll('_', '-'), down: part.startsWith('-') };
    });
}

function readInclude(text: string, allowed: readonly string[]): string[] {
  const names = text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => part.trim().replaceAll('-', '_'));
  for (const name of names) {
    if (!allowed.includes(name)) refuse(400, 'Bad Request', `include: ${name} is not allowed`);
  }
  return names;
}

type Test = (record: DocumentationRecord) => boolean;

/** A test for all filters together, or `null` when there is none. `rmmIds` tells the RMM ids of a configuration. */
export function makeTest(
  filters: ReadonlyMap<string, readonly string[]>,
  resource: Resource,
  rmmIds: (record: DocumentationRecord) => readonly string[],
): Test | null {
  const tests: Test[] = [];
  for (const [name, values] of filters) {
    if (name === 'psa_integration_type' || name === 'rmm_integration_type') continue;
    tests.push(oneTest(name, values, filters, resource, rmmIds));
  }
  return tests.length === 0 ? null : (record) => tests.every((test) => test(record));
}

function oneTest(
  name: string,
  values: readonly string[],
  filters: ReadonlyMap<string, readonly string[]>,
  resource: Resource,
  rmmIds: (record: DocumentationRecord) => readonly string[],
): Test {
  if (name === 'psa_id' && resource.hasPsaFilter) {
    const kind = companion(filters, 'psa_integration_type', PSA_KINDS);
    return (record) => kind === 'autotask' && record.psaIds.some((id) => values.includes(id));
  }
  if (name === 'rmm_id' && resource.type === 'configurations') {
    const kind = companion(filters, 'rmm_integration_type', RMM_KINDS);
    return (record) => kind === 'aem' && rmmIds(record).some((id) => values.includes(id));
  }
  const excluded = name.startsWith('exclude.');
  const attribute = resource.filters[excluded ? name.slice('exclude.'.length) : name];
  if (attribute === undefined) refuse(400, 'Bad Request', `filter: ${name} is not allowed`);
  if (attribute === 'created-at' || attribute === 'updated-at') return dateRange(attribute, values);
  const wanted = new Set(values);
  return (record) => wanted.has(comparable(record, attribute)) !== excluded;
}

function companion(
  filters: ReadonlyMap<string, readonly string[]>,
  name: string,
  known: ReadonlySet<string>,
): string {
  const kind = filters.get(name)?.[0];
  if (kind === undefined || !known.has(kind)) refuse(400, 'Bad Request', `filter: ${name} is required`);
  return kind;
}

/** `start,end`, with `*` for an open end (spec). */
function dateRange(attribute: string, values: readonly string[]): Test {
  const bound = (text: string | undefined): number | null =>
    text === undefined || text === '*' ? null : Date.parse(text);
  const [start, end] = [bound(values[0]), bound(values[1])];
  if (Number.isNaN(start) || Number.isNaN(end))
    refuse(400, 'Bad Request', `filter: ${attribute} is not a range`);
  return ({ attributes }) => {
    const at = Date.parse(String(attributes[attribute]));
    return (start === null || at >= start) && (end === null || at <= end);
  };
}

function comparable(record: DocumentationRecord, attribute: string): string {
  if (attribute === 'id') return record.id;
  if (attribute === '_primary-email') return primaryEmail(record.attributes['contact-emails']);
  const value = record.attributes[attribute];
  return value === null || value === undefined ? '' : String(value);
}

function primaryEmail(emails: AttributeValue | undefined): string {
  if (!Array.isArray(emails)) return '';
  const [first] = emails as { value?: string }[];
  return first?.value ?? '';
}

/** A new list in the wanted order; the id decides between equals. */
export function sorted(
  records: readonly DocumentationRecord[],
  sort: ListQuery['sort'],
): readonly DocumentationRecord[] {
  if (sort.length === 0) return records;
  return [...records].sort((a, b) => {
    for (const { attribute, down } of sort) {
      const order =
        attribute === 'id'
          ? compareIds(a.id, b.id)
          : compareTexts(comparable(a, attribute), comparable(b, attribute));
      if (order !== 0) return down ? -order : order;
    }
    return compareIds(a.id, b.id);
  });
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
