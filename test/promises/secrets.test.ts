import { afterEach, expect, test } from 'vitest';
import { startSimulators } from '../../src/simulator/index.js';
import { Binary } from '../support/binary.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A text as it is, in a URL, in base64 and in hex: every way in which it might slip out. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      base64,
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ]),
  ];
}

test('8: no secret and no password value reaches a log, an error, a report, the store or a debug file', async () => {
  const vendors = await startSimulators({ seed: 3, devices: 40, sites: 8, canaries: true });
  const trilink = new Binary(vendors);
  open.push(
    () => vendors.close(),
    () => trilink.remove(),
  );
  expect(vendors.canaries.length).toBeGreaterThan(10);

  const said: string[] = [];
  const run = async (...argv: string[]) => {
    const { stdout, stderr } = await trilink.run(...argv);
    said.push(stdout, stderr);
  };
  await run('sync', 'start', '--dry-run', '-vv', '--debug');
  await run(
    'sync',
    'start',
    '--yes',
    '--json',
    '--create',
    'all',
    '--max-creates',
    '999',
    '--max-overwrites',
    '999',
  );
  await run('match', 'list', 'devices', '--json', '--status', 'matched');
  await run('sync', 'logs', 'last', '--json');
  await run('doctor', '--json');
  await run('status', '--json');
  await run('config', 'list', '--show-origin');
  await run('config', 'secrets');
  await vendors.faults.add(
    { system: 'it-glue', method: 'GET', path: 'organizations', fault: { kind: 'html-200' } },
    { system: 'datto-rmm', method: 'GET', path: 'sites', fault: { kind: 'truncate' } },
  );
  await run('sync', 'start', '--dry-run', '-vv', '--debug');
  await vendors.revokeKey('it-glue');
  await vendors.revokeKey('datto-rmm');
  await run('sync', 'start', '--dry-run', '-vv', '--debug');

  const texts = [
    ...said.map((text) => ['output', Buffer.from(text)] as const),
    ...trilink.files().map(({ path, bytes }) => [path, bytes] as const),
  ];
  const found = vendors.canaries.flatMap((canary) =>
    spellings(canary).flatMap((spelling) =>
      texts.filter(([, bytes]) => bytes.includes(spelling)).map(([where]) => `${canary} in ${where}`),
    ),
  );
  expect(found).toEqual([]);
  expect(said.join('').length).toBeGreaterThan(5_000);
});
