import fs from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../errors.js';

export type FileFormat = 'json-lines' | 'csv' | 'tsv';

const byExtension: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.jsonl': 'json-lines',
  '.ndjson': 'json-lines',
};

/**
 * What a file is: by its extension, else by its first line (an opening brace, a tab, or else commas).
 *
 * @throws {UsageError} when the file cannot be opened or holds one JSON list instead of lines.
 */
export function formatOf(file: string): FileFormat {
  const head = headOf(file);
  const known = byExtension[path.extname(file).toLowerCase()];
  if (known) return known;
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (text.startsWith('{')) return 'json-lines';
  if (text.startsWith('[')) {
    throw new UsageError(`${file} holds one JSON list, not JSON lines`, {
      code: 'bad-file',
      hint: `Put each object on a line of its own: jq -c '.[]' ${file}`,
    });
  }
  return /^[^\n]*\t/.test(text) ? 'tsv' : 'csv';
}

function headOf(file: string): string {
  try {
    const descriptor = fs.openSync(file, 'r');
    try {
      const head = Buffer.alloc(4096);
      return head.toString('utf8', 0, fs.readSync(descriptor, head));
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    throw cannotRead(file, error);
  }
}

/** The file cannot be read: the reader's to mend. */
export function cannotRead(file: string, error: unknown): UsageError {
  const why = error instanceof Error ? error.message : String(error);
  return new UsageError(`Cannot read ${file} (${why})`, {
    code: 'bad-file',
    hint: 'Check the path.',
    cause: error,
  });
}
