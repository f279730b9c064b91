import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SimulatedCli, simulatedCli } from '../../support/simulated-cli.js';

let cli: SimulatedCli;
beforeAll(async () => {
  cli = await simulatedCli({ systems: ['datto-rmm', 'autotask', 'it-glue'] });
});
afterAll(() => cli.close());

const hops = ['datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue'] as const;
const every = (mode: 'sync' | 'audit') => ({
  TRILINK_INTEGRATIONS: hops.map((hop) => `${hop}=${mode}`).join(','),
});
const syncing = (...argv: string[]) => cli.runWith({ env: every('sync') }, 'sync', ...argv);

async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  await cli.simulators.forgetRequests();
  await work();
  return (await cli.simulators.requests()).log.length;
}

interface Change {
  readonly blocked: { readonly by: string } | null;
}

/** One after the other over one home and estate, in which some devices have no type. */
describe('a three-way sync over a set-up that is not right', () => {
  test('is refused before the first write of the hop, naming step and way out; what follows is not begun', async () => {
    const { stdout, stderr, exitCode } = await syncing('start', '--yes', '--json');
    expect(exitCode).toBe(8);
    const statuses = JSON.parse(stdout).integrations.map((one: { status: string }) => one.status);
    expect(statuses).toEqual(['ok', 'refused', 'skipped']);
    expect(JSON.parse(stderr)).toMatchObject({
      code: 'setup-stop',
      message: expect.stringMatching(
        /^A-18 stops autotask:it-glue before its first run: \d+ devices? in Autotask/,
      ),
      hint: expect.stringContaining('--ignore-setup A-18'),
      details: [{ step: 'A-18', integration: 'autotask:it-glue' }],
    });
    expect((await cli.simulators.nonReads()).filter(({ system }) => system === 'it-glue')).toEqual([]);
  });

  test('ends a dry run and a plan like the run, and costs no request', async () => {
    const dry = ['start', 'autotask:it-glue', '--dry-run', '-q'];
    expect((await syncing(...dry)).exitCode).toBe(8);
    expect((await syncing('plan', 'autotask:it-glue', '-q')).exitCode).toBe(8);
    const refused = await requestsOf(() => syncing(...dry));
    const lifted = await requestsOf(() => syncing(...dry, '--ignore-setup', 'A-18'));
    expect(refused).toBe(lifted);
  });

  test('takes no slip for consent', async () => {
    await cli.simulators.forgetRequests();
    const { stderr, exitCode } = await syncing('start', '--dry-run', '--ignore-setup', 'A-81');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('It takes one of A-18, B-13, B-17, C-22, S-25');
    expect((await cli.simulators.requests()).log).toEqual([]);
  });

  test('an audit is never refused: it writes nothing', async () => {
    const { exitCode, stdout } = await cli.runWith({ env: every('audit') }, 'sync', 'start', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).status).toBe('ok');
  });

  test('goes on when a person says so, and afterwards withholds the records alone', async () => {
    const start = (hop: string, ...flags: string[]) => syncing('start', hop, '--yes', '-q', ...flags);
    expect((await start('autotask:it-glue', '--ignore-setup', 'A-18')).exitCode).toBe(0);
    expect((await start('datto-rmm:it-glue')).stderr).toContain('B-17 stops datto-rmm:it-glue');
    expect((await start('datto-rmm:it-glue', '--ignore-setup', 'B-17')).exitCode).toBe(0);

    const plan = async (...flags: string[]) => {
      const { stdout } = await syncing('plan', 'datto-rmm:it-glue', '--create', 'all', '--json', ...flags);
      return (JSON.parse(stdout).changes as Change[]).map(({ blocked }) => blocked?.by ?? null);
    };
    expect(await plan()).toContain('setup B-17');
    expect(await plan('--ignore-setup', 'B-17')).not.toContain('setup B-17');
  });
});
