import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

let cli: SimulatedCli;
beforeAll(async () => {
  cli = await simulatedCli();
});
afterAll(() => cli.close());

/** One after the other over one store: each test goes on where the one before ended. */
describe('a first day with sync', () => {
  test('without a terminal, a sync that may write needs --yes, and asks no vendor before it says so', async () => {
    const { stdout, stderr, exitCode } = await cli.run('sync', 'start');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('--yes');
    expect((await cli.simulators.requests()).log).toEqual([]);
  });

  test('a dry run shows what is what and what would be written, and writes nothing', async () => {
    const { stdout, exitCode } = await cli.run('sync', 'start', '--dry-run');
    expect(exitCode).toBe(0);
    for (const part of [
      'datto-rmm:it-glue (sync)',
      'Sites 8:',
      'Devices ',
      'Plan ',
      'dry run: nothing was written',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(await cli.simulators.nonReads()).toEqual([]);
  });

  test('--exit-code tells that something is left', async () => {
    expect((await cli.run('sync', 'plan', '--exit-code', '--quiet')).exitCode).toBe(3);
  });

  test('a plan is one document, and ndjson and csv are its changes alone', async () => {
    const document = JSON.parse((await cli.run('sync', 'plan', '--json')).stdout);
    expect(Object.keys(document)[0]).toBe('schema');
    expect(document).toMatchObject({ schema: 'plan/1', warnings: [] });
    const lines = (await cli.run('sync', 'plan', '--format', 'ndjson')).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(
      document.changes.map((change: { id: string }) => change.id),
    );
    const [header, ...rows] = (await cli.run('sync', 'plan', '--format', 'csv')).stdout.trimEnd().split('\n');
    expect(header).toMatch(/^id,integration,item,action,/);
    expect(rows).toHaveLength(document.changes.length);
  });

  test('a saved plan is for its owner alone, is applied exactly, and only once', async () => {
    const file = join(cli.home, 'plan.json');
    expect((await cli.run('sync', 'plan', '-o', file, '-q')).exitCode).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const planned = JSON.parse(readFileSync(file, 'utf8')).changes.filter(
      (change: { blocked: unknown }) => !change.blocked,
    );

    const applied = JSON.parse((await cli.run('sync', 'apply', file, '--yes', '--json')).stdout);
    expect(applied).toMatchObject({ schema: 'run/1', status: 'ok', exitCode: 0 });
    expect(applied.integrations[0].changes.updated).toBe(planned.length);
    const again = await cli.run('sync', 'apply', file, '--yes', '--json');
    expect(again.exitCode).toBe(8);
    expect(JSON.parse(again.stderr)).toMatchObject({
      code: 'plan-applied',
      runId: JSON.parse(again.stdout).id,
    });
  });

  test('what was applied is not planned again', async () => {
    const document = JSON.parse((await cli.run('sync', 'plan', '--json')).stdout);
    expect(document.changes.filter((change: { blocked: unknown }) => !change.blocked)).toEqual([]);
  });

  test('the log tells runs, and one run record by record', async () => {
    const { runs } = JSON.parse((await cli.run('sync', 'logs', '--json')).stdout);
    const applied = runs.find(
      (run: { kind: string; status: string }) => run.kind === 'apply' && run.status === 'ok',
    );
    const log = await cli.run('sync', 'logs', applied.id);
    expect(log.stdout).toMatch(/done +update /);
    const { changes } = JSON.parse((await cli.run('sync', 'logs', applied.id, '--json')).stdout);
    expect(changes.map((change: { outcome: string }) => change.outcome)).toContain('done');
  });

  test('an undo puts back what the run wrote, after a look at it', async () => {
    const { runs } = JSON.parse((await cli.run('sync', 'logs', '--json')).stdout);
    const { id } = runs.find(
      (run: { kind: string; status: string }) => run.kind === 'apply' && run.status === 'ok',
    );
    const look = await cli.run('sync', 'undo', id, '--dry-run');
    expect(look.stdout).toMatch(/Plan \d+ to write/);
    const undone = JSON.parse((await cli.run('sync', 'undo', id, '--yes', '--json')).stdout);
    expect(undone).toMatchObject({ schema: 'run/1', status: 'ok' });
    expect(undone.integrations[0].changes.updated).toBeGreaterThan(0);
  });

  test('a run that fails still prints its document, then exactly one error object', async () => {
    await cli.simulators.revokeKey('it-glue');
    const { stdout, stderr, exitCode } = await cli.run('sync', 'start', '--dry-run', '--json');
    expect(exitCode).toBe(4);
    const run = JSON.parse(stdout);
    expect(run).toMatchObject({ schema: 'run/1', status: 'failed', exitCode: 4 });
    expect(JSON.parse(stderr)).toMatchObject({
      code: expect.any(String),
      hint: expect.any(String),
      runId: run.id,
    });
  });

  test('a login that was refused is not tried again', async () => {
    await cli.simulators.forgetRequests();
    expect((await cli.run('sync', 'plan', '-q')).exitCode).toBe(4);
    const { log } = await cli.simulators.requests();
    expect(log.filter((request) => request.system === 'it-glue')).toEqual([]);
    expect((await cli.run('status')).stdout).toContain('refused 0 s ago');
  });

  test('an empty or damaged plan file is refused by name', async () => {
    const file = join(cli.home, 'half.json');
    writeFileSync(file, '{"schema":"plan/1",');
    const { stderr, exitCode } = await cli.run('sync', 'apply', file, '--yes');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(file);
    const missing = await cli.run('sync', 'apply', 'nowhere.json', '--yes');
    expect(missing.stderr).toContain('Cannot read nowhere.json: there is no such file or folder.');
  });
});
