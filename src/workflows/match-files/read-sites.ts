import { openInput } from './byte-input.js';
import { readRows } from './delimited.js';
import { formatOf } from './file-format.js';
import { eachLine } from './lines.js';
import type { SiteRow } from './sites.js';

/** Something wrong with a line of the sites file. */
export interface SiteProblem {
  readonly file: 'sites';
  readonly line: number;
  readonly text: string;
}

/** The rows of the sites file, of any of the three formats, and what is wrong with the others. A row of a site told twice is a problem. */
export async function readSites(file: string): Promise<{ rows: SiteRow[]; problems: SiteProblem[] }> {
  const rows: SiteRow[] = [];
  const problems: SiteProblem[] = [];
  const seen = new Map<string, number>();
  const report = (line: number, text: string) => problems.push({ file: 'sites', line, text });
  const add = (line: number, siteId: string, organizationId: string) => {
    const before = seen.get(siteId);
    if (siteId === '') report(line, 'has no site_id');
    else if (before !== undefined) report(line, `repeats the site of line ${before}: ${siteId}`);
    else {
      seen.set(siteId, line);
      rows.push({ siteId, organizationId: organizationId === '' ? null : organizationId });
    }
  };
  const format = formatOf(file);
  if (format === 'json-lines') readJsonSites(file, add, report);
  else {
    for await (const { line, fields } of readRows(file, format, ['site_id'], (bad) =>
      report(bad.line, bad.text),
    )) {
      add(line, (fields.site_id ?? '').trim(), (fields.organization_id ?? '').trim());
    }
  }
  return { rows, problems };
}

type Add = (line: number, siteId: string, organizationId: string) => void;

function readJsonSites(file: string, add: Add, report: (line: number, text: string) => void): void {
  const input = openInput({ path: file });
  let line = 0;
  eachLine(input, 0, input.size, (bytes, from, to) => {
    line += 1;
    const text = Buffer.from(bytes.subarray(from, to)).toString('utf8').trim();
    if (text === '') return;
    try {
      const row: unknown = JSON.parse(text);
      if (typeof row !== 'object' || row === null || Array.isArray(row)) report(line, 'is not a JSON object');
      else add(line, idText(row, 'site_id'), idText(row, 'organization_id'));
    } catch (error) {
      report(line, `is not JSON (${error instanceof Error ? error.message : 'unreadable'})`);
    }
  });
  input.close();
}

function idText(row: object, key: string): string {
  const value: unknown = (row as Record<string, unknown>)[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
