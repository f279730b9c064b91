import { openInput } from './byte-input.js';
import { readRows } from './delimited.js';
import { formatOf } from './file-format.js';
import type { InputFile } from './input-file.js';
import { eachLine } from './lines.js';

/** An id and a name, in a line of a file. */
export interface NamedRow {
  readonly id: string;
  readonly name: string;
}

export interface RowProblem {
  readonly line: number;
  readonly text: string;
}

/** What a file of names calls its two columns. */
export interface NameColumns {
  readonly id: string;
  readonly name: string;
}

/**
 * The rows of a file of names, JSON lines, CSV or TSV, in the order of the file, and what is wrong with the others: a row
 * without an id or name, or with an id that came before.
 *
 * @throws {UsageError} when the file cannot be read or lacks a column.
 */
export async function readNamedRows(
  file: InputFile,
  columns: NameColumns,
): Promise<{ rows: readonly NamedRow[]; problems: readonly RowProblem[] }> {
  const rows: NamedRow[] = [];
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const add = (line: number, fields: Readonly<Record<string, unknown>>) => {
    const id = textOf(fields[columns.id]);
    const name = textOf(fields[columns.name]);
    const before = seen.get(id);
    if (id === '' || name === '')
      problems.push({ line, text: `has no ${id === '' ? columns.id : columns.name}` });
    else if (before !== undefined)
      problems.push({ line, text: `repeats the ${columns.id} of line ${before}: ${id}` });
    else {
      seen.set(id, line);
      rows.push({ id, name });
    }
  };
  const format = formatOf(file);
  if (format === 'json-lines') eachObject(file, add, (problem) => problems.push(problem));
  else {
    const read = readRows(file, format, [columns.id, columns.name], (bad) => problems.push(bad));
    for await (const { line, fields } of read) add(line, fields);
  }
  return { rows, problems };
}

function eachObject(
  file: InputFile,
  add: (line: number, fields: Readonly<Record<string, unknown>>) => void,
  bad: (problem: RowProblem) => void,
): void {
  const input = openInput({ path: file.path });
  let line = 0;
  eachLine(input, 0, input.size, (bytes, from, to) => {
    line += 1;
    const text = Buffer.from(bytes.subarray(from, to)).toString('utf8').trim();
    if (text === '') return;
    const row = parsed(text);
    if (row === null) bad({ line, text: 'is not a JSON object' });
    else add(line, row);
  });
  input.close();
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const row: unknown = JSON.parse(text);
    return typeof row === 'object' && row !== null && !Array.isArray(row)
      ? (row as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
