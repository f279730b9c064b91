import { NO_KEY, textKey } from '../../domain/matching/identifiers/index.js';
import { openInput } from './byte-input.js';
import { checkedHeader, type DelimitedFormat, readRows } from './delimited.js';
import { formatOf } from './file-format.js';
import type { InputFile } from './input-file.js';
import { eachLine } from './lines.js';
import { visitPlainRows } from './plain-rows.js';
import { type SiteTable, SiteTableBuilder } from './sites.js';

/** Something wrong with a line of the sites file. */
export interface SiteProblem {
  readonly file: 'sites';
  readonly line: number;
  readonly text: string;
}

export interface SitesRead {
  readonly table: SiteTable;
  readonly problems: readonly SiteProblem[];
}

const needed = ['site_id'];
const columns = ['site_id', 'organization_id'];

/**
 * Reads the sites file, of any of the three formats. A row without a site, or of a site told before, is a problem.
 *
 * @throws {UsageError} when the file cannot be read or has no column of that name.
 */
export async function readSites(file: InputFile): Promise<SitesRead> {
  const format = formatOf(file);
  if (format === 'json-lines') return readJsonSites(file);
  return readPlainSites(file, format) ?? (await readQuotedSites(file, format));
}

/** Takes rows, keeps what is sound of them, and says what is wrong with the others. */
class SiteRows implements SitesRead {
  readonly problems: SiteProblem[] = [];
  readonly #builder = new SiteTableBuilder();
  /** The line that told of each site. */
  readonly #lines = new Map<number, number>();
  readonly #encoder = new TextEncoder();

  get table(): SiteTable {
    return this.#builder.table();
  }

  add(line: number, siteKey: number, organizationKey: number): void {
    const before = this.#lines.get(siteKey);
    if (siteKey === NO_KEY) this.report(line, 'has no site_id');
    else if (before !== undefined) this.report(line, `repeats the site of line ${before}`);
    else {
      this.#lines.set(siteKey, line);
      this.#builder.add(siteKey, organizationKey);
    }
  }

  addTexts(line: number, siteId: string, organizationId: string): void {
    this.add(line, this.#keyOf(siteId), this.#keyOf(organizationId));
  }

  report(line: number, text: string): void {
    this.problems.push({ file: 'sites', line, text });
  }

  #keyOf(text: string): number {
    const bytes = this.#encoder.encode(text.trim());
    return bytes.length === 0 ? NO_KEY : textKey(bytes, 0, bytes.length);
  }
}

/** `null` when fields are quoted. */
function readPlainSites(file: InputFile, format: DelimitedFormat): SitesRead | null {
  const rows = new SiteRows();
  const input = openInput({ path: file.path });
  const columnsOf = (cells: string[]) => {
    const header = checkedHeader(file.name, cells, needed);
    return columns.map((name) => header.indexOf(name));
  };
  try {
    const plain = visitPlainRows(input, format, columnsOf, (line, { bytes, from, to }) => {
      const key = (i: number) => {
        const start = from[i] as number;
        const end = to[i] as number;
        return start === end ? NO_KEY : textKey(bytes, start, end);
      };
      rows.add(line, key(0), key(1));
    });
    return plain ? rows : null;
  } finally {
    input.close();
  }
}

async function readQuotedSites(file: InputFile, format: DelimitedFormat): Promise<SitesRead> {
  const rows = new SiteRows();
  for await (const { line, fields } of readRows(file, format, needed, (bad) =>
    rows.report(bad.line, bad.text),
  )) {
    rows.addTexts(line, fields.site_id ?? '', fields.organization_id ?? '');
  }
  return rows;
}

function readJsonSites(file: InputFile): SitesRead {
  const rows = new SiteRows();
  const input = openInput({ path: file.path });
  let line = 0;
  eachLine(input, 0, input.size, (bytes, from, to) => {
    line += 1;
    const text = Buffer.from(bytes.subarray(from, to)).toString('utf8').trim();
    if (text === '') return;
    try {
      const row: unknown = JSON.parse(text);
      if (typeof row !== 'object' || row === null || Array.isArray(row))
        rows.report(line, 'is not a JSON object');
      else rows.addTexts(line, idText(row, 'site_id'), idText(row, 'organization_id'));
    } catch (error) {
      rows.report(line, `is not JSON (${error instanceof Error ? error.message : 'unreadable'})`);
    }
  });
  input.close();
  return rows;
}

function idText(row: object, key: string): string {
  const value: unknown = (row as Record<string, unknown>)[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
