import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

test('status of a fresh installation says how to begin', async () => {
  const { transcript } = await runCli('status');
  await expect(transcript).toMatchFileSnapshot('../../fixtures/transcripts/status-fresh.txt');
});

test('doctor of a fresh installation has nothing against it but that nothing is connected', async () => {
  const { stdout, exitCode } = await runCli('doctor', '--json');
  expect(exitCode).toBe(0);
  const { schema, checks } = JSON.parse(stdout);
  expect(schema).toBe('doctor/1');
  expect(checks.filter((check: { status: string }) => check.status !== 'pass')).toEqual([
    expect.objectContaining({
      id: 'connections',
      status: 'warn',
      fix: 'Start with: trilink connect datto-rmm',
    }),
  ]);
});

describe('with connected systems', () => {
  let cli: SimulatedCli;
  beforeAll(async () => {
    cli = await simulatedCli();
  });
  afterAll(() => cli.close());

  test('an integration that never ran is overdue, asking no vendor', async () => {
    const { stdout, exitCode } = await cli.run('status', '--max-age', '26h', '--json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).integrations).toEqual([
      { id: 'datto-rmm:it-glue', mode: 'sync', last: null, lastGoodAt: null, overdue: true },
    ]);
    expect((await cli.simulators.requests()).log).toEqual([]);
  });

  test('a dry run does not count as a run, a real one does', async () => {
    await cli.run('sync', 'start', '--dry-run', '-q');
    expect((await cli.run('status', '--max-age', '26h')).exitCode).toBe(3);
    expect((await cli.run('sync', 'start', '--yes', '-q')).exitCode).toBe(0);
    const { stdout, exitCode } = await cli.run('status', '--max-age', '26h', '--json');
    expect(exitCode).toBe(0);
    const status = JSON.parse(stdout);
    expect(status).toMatchObject({
      schema: 'status/1',
      profile: 'default',
      integrations: [{ overdue: false, last: { status: 'ok' } }],
    });
    expect(status.connections.map((one: { account: { name: string } }) => one.account.name)).toHaveLength(2);
    expect(Object.keys(status.waiting)).toEqual(['sites', 'devices']);
  });

  test('the doctor logs in to every system, names a refused one with its fix, and exits 3', async () => {
    expect((await cli.run('doctor')).exitCode).toBe(0);
    await cli.simulators.revokeKey('datto-rmm');
    const { stdout, exitCode } = await cli.run('doctor');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^fail +datto-rmm /m);
    expect(stdout).toContain('trilink connect datto-rmm');
    expect((await cli.run('doctor', '--offline')).exitCode).toBe(0);
  });
});
