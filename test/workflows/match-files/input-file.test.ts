import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { inputFiles } from '../../../src/workflows/match-files/input-file.js';
import { inFolder } from './files.js';

const placeIn = (
  folder: string,
  stdin: Readable = Readable.from(['from stdin\n']),
  signal = new AbortController().signal,
) => ({
  cwd: folder,
  stdin,
  temporaryFolder: async () => fs.mkdtempSync(path.join(folder, 'held-')),
  signal,
});

describe('an input', () => {
  test('that is a file stays where it is', async () => {
    await inFolder(async (folder) => {
      fs.writeFileSync(path.join(folder, 'devices.csv'), '');
      expect(await inputFiles({ devices: 'devices.csv' }, placeIn(folder))).toEqual({
        devices: { name: 'devices.csv', path: path.join(folder, 'devices.csv') },
      });
      expect(fs.readdirSync(folder)).toEqual(['devices.csv']);
    });
  });

  test('that is stdin is copied to a file that only this user can read', async () => {
    await inFolder(async (folder) => {
      const { devices } = await inputFiles({ devices: '-' }, placeIn(folder));
      expect(devices.name).toBe('stdin');
      expect(fs.readFileSync(devices.path, 'utf8')).toBe('from stdin\n');
      expect(fs.statSync(devices.path).mode & 0o777).toBe(0o600);
    });
  });

  test('that is a named pipe is copied, and keeps the extension that tells its format', async () => {
    await inFolder(async (folder) => {
      const pipe = path.join(folder, 'sites.tsv');
      execFileSync('mkfifo', [pipe]);
      const writing = fs.promises.writeFile(pipe, 'site_id\torganization_id\n');
      const { sites } = await inputFiles({ sites: 'sites.tsv' }, placeIn(folder));
      await writing;
      expect(sites.name).toBe('sites.tsv');
      expect(path.extname(sites.path)).toBe('.tsv');
      expect(fs.readFileSync(sites.path, 'utf8')).toBe('site_id\torganization_id\n');
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ['that is not there', { sites: 'no.tsv' }, 'Cannot read no.tsv: it does not exist'],
    ['that is a folder', { sites: '.' }, 'Cannot read .: it is a folder'],
    ['in no folder', { sites: 'file/no.tsv' }, 'Cannot read file/no.tsv: part of its path is no folder'],
    [
      'that is stdin twice',
      { devices: '-', sites: '-' },
      'Only one input can be stdin, not --devices and --sites',
    ],
  ])('%s is refused in words', async (_, names, message) => {
    await inFolder(async (folder) => {
      fs.writeFileSync(path.join(folder, 'file'), '');
      await expect(inputFiles(names, placeIn(folder))).rejects.toThrow(message);
    });
  });

  test('that is not there is told before stdin is read', async () => {
    await inFolder(async (folder) => {
      const stdin = new PassThrough();
      await expect(inputFiles({ devices: '-', sites: 'no.tsv' }, placeIn(folder, stdin))).rejects.toThrow(
        'no.tsv: it does not exist',
      );
    });
  });

  test('that never ends is given up when the command is', async () => {
    await inFolder(async (folder) => {
      const stop = new AbortController();
      const reading = inputFiles({ devices: '-' }, placeIn(folder, new PassThrough(), stop.signal));
      stop.abort(new Error('enough'));
      await expect(reading).rejects.toThrow('enough');
    });
  });
});
