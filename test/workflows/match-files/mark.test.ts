import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../support/run-cli.js';

test('a byte order mark before the first line changes no answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trilink-mark-'));
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const device = (n: number) => ({
    uid: `d${n}`,
    siteId: 1,
    hostname: `PC-${n}`,
    serialNumber: `5CG${7_000_000 + n * 37}`,
    macAddresses: [],
  });
  const lines = Array.from({ length: 130 }, (_, i) => JSON.stringify(device(i))).join('\n');
  const configurations = file(
    'configurations.jsonl',
    Array.from({ length: 130 }, (_, i) =>
      JSON.stringify({
        id: `c${i}`,
        organization_id: '9',
        name: `PC-${i}`,
        serial_number: device(i).serialNumber,
        interfaces: [],
      }),
    ).join('\n'),
  );
  const sites = file('sites.tsv', 'site_id\tsite_name\torganization_id\n1\tSite\t9\n');
  const answers = async (devices: string, name: string) => {
    const output = join(folder, name);
    const argv = ['--devices', devices, '--configurations', configurations, '--sites', sites, '-o', output];
    const { exitCode } = await runCli('match', 'files', ...argv);
    expect(exitCode).toBe(0);
    return readFileSync(output, 'utf8');
  };
  const plain = await answers(file('plain.jsonl', lines), 'plain.out');
  expect(JSON.parse(plain.split('\n')[0] ?? '')).toMatchObject({
    device: 'd0',
    status: 'matched',
    configuration: 'c0',
  });
  expect(await answers(file('marked.jsonl', `\ufeff${lines}`), 'marked.out')).toBe(plain);
});
