import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { namedFiles } from '../../src/terminal/files.js';

const folder = mkdtempSync(join(tmpdir(), 'trilink-files-'));
const files = (stdin: Readable = Readable.from([])) =>
  namedFiles({ stdin, stdout: new PassThrough(), cwd: folder });

test('a file is read as it is', async () => {
  writeFileSync(join(folder, 'a.json'), '{"ü":1}');
  expect(await files().read('a.json')).toBe('{"ü":1}');
  expect(await files(Readable.from(['{"ü', '":1}'])).read('-')).toBe('{"ü":1}');
});

test('a file of 500 MB is refused by its size, before anything of it is read', async () => {
  writeFileSync(join(folder, 'huge.json'), '');
  truncateSync(join(folder, 'huge.json'), 500 * 1024 * 1024);
  await expect(files().read('huge.json')).rejects.toMatchObject({
    exitCode: 2,
    code: 'file-too-large',
    message: 'huge.json is larger than 128 MB: nothing of it was used.',
  });
});

test('a pipe without an end is given up at the same size', async () => {
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(1024 * 1024, 0x20));
    },
  });
  await expect(files(endless).read('-')).rejects.toMatchObject({ code: 'file-too-large' });
});

test.each([
  ['nowhere.json', 'there is no such file or folder'],
  ['.', 'it is a folder'],
])('%s cannot be read, and why is said', async (path, why) => {
  await expect(files().read(path)).rejects.toMatchObject({
    exitCode: 2,
    message: `Cannot read ${path}: ${why}.`,
  });
});
