import type { InputSource } from './byte-input.js';
import { jsonLineOf, readRows } from './delimited.js';
import { formatOf } from './file-format.js';
import type { InputFile } from './input-file.js';
import type { LineShape } from './json-line.js';
import type { Problem } from './scan.js';
import { configurationShape, deviceShape, type FileRole } from './shapes.js';

/** A file as JSON lines: itself, or made from rows. */
export interface LineSource {
  readonly source: InputSource;
  /** The line of the file that a line of the source came from. */
  readonly lineOf: (line: number) => number;
  readonly problems: readonly Problem[];
}

const neededColumns: Readonly<Record<FileRole, readonly string[]>> = {
  devices: ['uid', 'siteId'],
  configurations: ['id', 'organization_id'],
};

/**
 * Opens one of the two large files. JSON lines are read where they are; rows of CSV and TSV are made into JSON lines, in
 * memory, which takes about as much of it as the file has bytes.
 */
export async function lineSource(file: InputFile, role: FileRole): Promise<LineSource> {
  const format = formatOf(file);
  if (format === 'json-lines') return { source: { path: file.path }, lineOf: (line) => line, problems: [] };
  const shape: LineShape = role === 'devices' ? deviceShape : configurationShape;
  const problems: Problem[] = [];
  const lines: number[] = [];
  const chunks: Buffer[] = [];
  let held: string[] = [];
  const rows = readRows(file, format, neededColumns[role], ({ line, text }) =>
    problems.push({ file: role, line, text }),
  );
  for await (const { line, fields } of rows) {
    lines.push(line);
    held.push(jsonLineOf(fields, shape), '\n');
    if (held.length < 4096) continue;
    chunks.push(Buffer.from(held.join('')));
    held = [];
  }
  chunks.push(Buffer.from(held.join('')));
  return { source: { bytes: joined(chunks) }, lineOf: (line) => lines[line - 1] ?? line, problems };
}

/** Chunks as one array that threads can share. */
function joined(chunks: readonly Buffer[]): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(chunks.reduce((sum, chunk) => sum + chunk.length, 0)));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
