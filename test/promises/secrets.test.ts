import { expect, test } from 'vitest';
import { realProgram, syncAll } from '../support/real-program.js';

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
  const { vendors, trilink } = await realProgram({ seed: 3, devices: 40, sites: 8, canaries: true });
  expect(vendors.canaries.length).toBeGreaterThan(10);

  const said: string[] = [];
  const run = async (...argv: string[]) => {
    const { stdout, stderr } = await trilink.run(...argv);
    said.push(stdout, stderr);
  };
  await run('sync', 'start', '--dry-run', '-vv', '--debug');
  await run(...syncAll);
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
