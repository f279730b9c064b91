import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { namedFiles } from '../../src/terminal/files.js';

test('a named pipe is written to and stays one', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'trilink-pipe-'));
  const pipe = join(cwd, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const files = namedFiles({ stdin: new PassThrough(), stdout: new PassThrough(), cwd });
  const [text] = await Promise.all([readFile(pipe, 'utf8'), files.write('pipe', 'one,two\n')]);
  expect(text).toBe('one,two\n');
  expect(statSync(pipe).isFIFO()).toBe(true);
});
