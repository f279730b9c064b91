import fs from 'node:fs';
import { parse } from 'csv-parse';
import { UsageError } from '../../errors.js';
import type { FileFormat } from './file-format.js';
import { cannotRead } from './file-trouble.js';
import type { InputFile } from './input-file.js';
import type { LineShape } from './json-line.js';

export type DelimitedFormat = Exclude<FileFormat, 'json-lines'>;

/** A row with the line it starts in. */
export interface Row {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** A row that could not be taken apart. */
export interface BadRow {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads the rows of a CSV or TSV file with a header line, one after the other; quoted fields may hold line ends.
 *
 * @throws {UsageError} when the file cannot be read or its header lacks one of `needed`.
 */
export async function* readRows(
  file: InputFile,
  format: DelimitedFormat,
  needed: readonly string[],
  bad: (row: BadRow) => void,
): AsyncGenerator<Row> {
  let named = false;
  const parser = parse({
    bom: true,
    columns: (header: string[]) => {
      named = true;
      return checkedHeader(file.name, header, needed);
    },
    delimiter: format === 'csv' ? ',' : '\t',
    relax_quotes: format === 'tsv',
    skip_empty_lines: true,
    skip_records_with_error: true,
    info: true,
    on_skip: (error) => {
      if (error) bad({ line: Number(error.lines ?? 0), text: `cannot be taken apart (${error.message})` });
    },
  });
  const stream = fs.createReadStream(file.path);
  stream.on('error', (error) => parser.destroy(cannotRead(file.name, error)));
  for await (const { record, info } of stream.pipe(parser)) yield { line: info.lines, fields: record };
  if (!named) checkedHeader(file.name, [], needed);
}

/**
 * The names in a header line.
 *
 * @throws {UsageError} when one of `needed` is not among them.
 */
export function checkedHeader(file: string, header: string[], needed: readonly string[]): string[] {
  const names = header.map((name) => name.trim());
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new UsageError(`${file} has no column ${missing.join(', ')}`, {
      code: 'bad-file',
      hint: `Its first line must name the columns; it has: ${names.join(', ').slice(0, 200)}`,
    });
  }
  return names;
}

/** A row as the JSON line it would be: known fields, blanks as nothing, lists joined by `;`. */
export function jsonLineOf(fields: Readonly<Record<string, string>>, shape: LineShape): string {
  const record: Record<string, unknown> = {};
  for (const field of shape.fields) {
    const text = fields[field] ?? '';
    if (text !== '') record[field] = yesOrNo.has(field) ? isYes(text) : text;
  }
  const list = (fields[shape.list] ?? '').split(';').filter((text) => text.trim() !== '');
  record[shape.list] = shape.itemKey === null ? list : list.map((text) => ({ [shape.itemKey ?? '']: text }));
  return JSON.stringify(record);
}

const yesOrNo: ReadonlySet<string> = new Set(['archived', 'psa']);

function isYes(text: string): boolean {
  return /^(true|yes|y|1)$/i.test(text.trim());
}
