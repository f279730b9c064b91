import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCliWith } from '../support/run-cli.js';
import { simulatedCli } from '../support/simulated-cli.js';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'trilink-config-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (...argv: string[]) => runCliWith({ home }, ...argv);

describe('config', () => {
  test('names the way out when the profile does not exist', async () => {
    await run('config', 'set', 'preferences.secretStore', 'file');
    const { transcript } = await run('config', 'list', '--profile', 'defualt');
    await expect(transcript).toMatchFileSnapshot('../../fixtures/transcripts/config-unknown-profile.txt');
  });

  test('set, list and unset go together, and tell where a value comes from', async () => {
    const key = 'integrations.datto-rmm:it-glue.authority.hostname';
    expect((await run('config', 'set', key, 'fill')).exitCode).toBe(0);
    const { settings } = JSON.parse((await run('config', 'list', '--show-origin', '--json')).stdout);
    expect(settings).toContainEqual({
      key,
      value: 'fill',
      origin: 'file',
      from: join(home, 'config', 'settings.json'),
    });
    const table = (await run('config', 'authority', 'datto-rmm:it-glue')).stdout;
    expect(table).toMatch(/hostname +hostname +fill \(changed\) +whoever is first +Autotask/);
    expect((await run('config', 'unset', key)).exitCode).toBe(0);
    expect((await run('config', 'authority')).stdout).not.toContain('(changed)');
    expect((await run('config', 'unset', key)).stderr).toContain('was not set');
  });

  test('a wrong value names the key and what is allowed', async () => {
    const { stderr, exitCode } = await run('config', 'set', 'integrations.datto-rmm:it-glue.mode', 'on');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('off, audit, sync');
  });

  test('the authority table is a document of its own', async () => {
    const { schema, integrations } = JSON.parse((await run('config', 'authority', '--json')).stdout);
    expect(schema).toBe('authority/1');
    const rows = integrations.find((one: { id: string }) => one.id === 'datto-rmm:it-glue').rows;
    expect(rows).toContainEqual(
      expect.objectContaining({ field: 'hostname', mode: 'overwrite', whenLocked: 'blocked' }),
    );
    expect((await run('config', 'authority', 'datto-rmm:it-gleu')).stderr).toContain(
      'Did you mean "datto-rmm:it-glue"?',
    );
  });
});

test('mode sync beside the vendor’s own integration needs the integration’s id typed', async () => {
  const cli = await simulatedCli();
  const env = { TRILINK_INTEGRATIONS: '' };
  const set = (...more: string[]) =>
    cli.runWith({ env }, 'config', 'set', 'integrations.datto-rmm:it-glue.mode', 'sync', ...more);
  try {
    await cli.runWith({ env }, 'sync', 'plan', '-q');
    const refused = await set();
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('rmm_records');
    expect((await set('--confirm', 'datto-rmm:it-glue')).exitCode).toBe(0);
    expect((await cli.runWith({ env }, 'status')).stdout).toMatch(/datto-rmm:it-glue +sync/);
  } finally {
    await cli.close();
  }
});
