import fs from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../errors.js';
import { cannotRead } from './file-trouble.js';
import type { InputFile } from './input-file.js';

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
export function formatOf(file: InputFile): FileFormat {
  const head = headOf(file);
  const known = byExtension[path.extname(file.name).toLowerCase()];
  if (known) return known;
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (text.startsWith('{')) return 'json-lines';
  if (text.startsWith('[')) {
    throw new UsageError(`${file.name} holds one JSON list, not JSON lines`, {
      code: 'bad-file',
      hint: `Put each object on a line of its own: jq -c '.[]' ${file.name}`,
    });
  }
  return /^[^\n]*\t/.test(text) ? 'tsv' : 'csv';
}

function headOf({ name, path }: InputFile): string {
  try {
    const descriptor = fs.openSync(path, 'r');
    try {
      const head = Buffer.alloc(4096);
      return head.toString('utf8', 0, fs.readSync(descriptor, head));
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    throw cannotRead(name, error);
  }
}
