import { type ReadLine, unguardCell } from '../domain/matching/decision-file.js';
import { UsageError } from '../errors.js';
import type { DecisionFormat } from './export-decisions-text.js';

/**
 * The lines of a file of decisions, with their line numbers.
 *
 * CSV as spreadsheets save it: with or without a byte-order mark, any line ends, comma, semicolon or tab, a `sep=` line,
 * columns in any order and spelling. JSON: a `decisions/1` document, or a bare list.
 *
 * @throws {UsageError} when it is neither, or has no `item` and `decision`.
 */
export async function readDecisionText(text: string, format: DecisionFormat): Promise<readonly ReadLine[]> {
  if (text.includes('\uFFFD') || text.includes('\u0000')) {
    throw new UsageError('The file is not UTF-8: letters in it would be lost.', {
      code: 'not-utf8',
      hint: 'Save it again as "CSV UTF-8".',
    });
  }
  return format === 'json' ? fromJson(text) : fromCsv(text);
}

/** What a stream without a name holds: JSON begins with a bracket. */
export function sniffFormat(text: string): DecisionFormat {
  return /^\uFEFF?\s*[[{]/.test(text) ? 'json' : 'csv';
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function fromCsv(text: string): Promise<readonly ReadLine[]> {
  const { parse, CsvError } = await import('csv-parse/sync');
  const { body, delimiter, skipped } = delimiterOf(text.replace(/^\uFEFF/, ''));
  let records: readonly CsvRecord[];
  try {
    records = parse(body, {
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`The file cannot be read as CSV: ${error.message}`, {
      code: 'bad-csv',
      cause: error,
    });
  }
  const [header, ...rows] = records;
  const at = columnsOf(header?.record ?? []);
  return rows.flatMap(({ record, info }): ReadLine[] => {
    const cell = (column: string) => blankToNull(unguardCell(record[at.get(column) ?? -1] ?? ''));
    const item = cell('item');
    const line = info.lines + skipped - lineEndsIn(record);
    return item === null && cell('decision') === null ? [] : [{ line, item: item ?? '', ...wordsOf(cell) }];
  });
}

function wordsOf(cell: (column: string) => string | null) {
  return {
    decision: cell('decision'),
    target: cell('target'),
    note: cell('note'),
    decidedBy: cell('decidedby'),
    seen: cell('seen'),
  };
}

/** A cell may span lines; the record is named by its first. */
function lineEndsIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}

function delimiterOf(text: string): { body: string; delimiter: string; skipped: number } {
  const [, declared] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  if (declared !== undefined)
    return { body: text.slice(text.indexOf('\n') + 1), delimiter: declared, skipped: 1 };
  const header = /^[^\r\n]*/.exec(text)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const count = (sign: string) => header.split(sign).length;
  const [best = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return { body: text, delimiter: best, skipped: 0 };
}

/** Column name without blanks and signs, in lower case → its place. */
function columnsOf(header: readonly string[]): ReadonlyMap<string, number> {
  const at = new Map(header.map((name, i) => [name.toLowerCase().replace(/[^a-z]/g, ''), i]));
  const missing = ['item', 'decision'].filter((name) => !at.has(name));
  if (missing.length > 0) {
    throw new UsageError(`The file has no column ${missing.map((name) => `"${name}"`).join(' and ')}.`, {
      code: 'bad-columns',
      hint: 'Begin with a file from: trilink match export decisions.csv',
    });
  }
  return at;
}

function fromJson(text: string): readonly ReadLine[] {
  const bare = text.replace(/^\uFEFF/, '');
  let document: unknown;
  try {
    document = JSON.parse(bare);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The file cannot be read as JSON: ${why}`, { code: 'bad-json', cause: error });
  }
  const items = Array.isArray(document) ? document : (document as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) {
    throw new UsageError('The file holds no list of items.', {
      code: 'bad-json',
      hint: 'Begin with a file from: trilink match export decisions.json',
    });
  }
  const lines = linesOfItems(bare, Array.isArray(document) ? 1 : 2);
  return items.map((item: unknown, i) => {
    const member = (name: string) => {
      const value = (item as Record<string, unknown> | null)?.[name];
      return value === null || value === undefined ? null : blankToNull(String(value));
    };
    const cell = (column: string) => member(column === 'decidedby' ? 'decidedBy' : column);
    return { line: lines[i] ?? 0, item: cell('item') ?? '', ...wordsOf(cell) };
  });
}

/** The line on which each object of the list begins; the list lies `depth` brackets deep. */
function linesOfItems(json: string, depth: number): readonly number[] {
  const lines: number[] = [];
  let [line, level] = [1, 0];
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]|\n/g)) {
    if (token === '\n') line++;
    else if (token === '{' || token === '[') {
      if (token === '{' && level === depth) lines.push(line);
      level++;
    } else if (token === '}' || token === ']') level--;
  }
  return lines;
}

function blankToNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
