import { describe, expect, test } from 'vitest';
import type { RunDocument } from '../../src/domain/run.js';
import { run } from '../../src/main.js';
import { connectSimulators } from '../../src/simulator/index.js';
import { fakeIo } from '../support/fake-io.js';
import { runCli, runCliWith } from '../support/run-cli.js';

const chain = ['datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue'];

describe('demo', () => {
  test('runs A, B and C, finds nothing left the second time, and says what to try next', async () => {
    const { stdout, stderr, exitCode } = await runCli('demo', '--devices', '60', '--seed', '3');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const places = chain.map((id, i) => stdout.indexOf(`${'ABC'[i]}  ${id}`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
    for (const part of [
      /^matched +\S.*; /m,
      /^suggested +\S.*: 0|^suggested +\S.*: 1/m,
      /^create +\S.*: a configuration; /m,
      /^blocked +\S.*: by autotask: /m,
      /^First run: ok$/m,
      /^Requests: autotask \d+ reads, \d+ writes; datto-rmm \d+ reads, 0 writes; it-glue/m,
      /^Audit calls to the RMM: [1-9]\d* made, [1-9]\d* spared by Autotask's data$/m,
      /^Second run: ok, 0 changes$/m,
      /^What to try next$/m,
      /^ {2}trilink demo --serve --devices 60 --seed 3$/m,
    ]) {
      expect(stdout).toMatch(part);
    }
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length, 'about two screens').toBeLessThan(90);
  });

  test('fits 80 columns at a terminal', async () => {
    const terminal = { stdout: true, columns: 80 };
    const { stdout } = await runCliWith({ terminal, env: { NO_COLOR: '1' } }, 'demo', '--devices', '20');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('with --json is one document', async () => {
    const { stdout, stderr } = await runCli('demo', '--devices', '20', '--json');
    expect(stderr).toBe('');
    const { integrations, ...document } = JSON.parse(stdout);
    expect(document).toMatchObject({ schema: 'run/1', status: 'ok', dryRun: false });
    expect(integrations.map(({ id }: { id: string }) => id)).toEqual(chain);
  });
});

/** The lines of `demo --serve` up to `# ready`, while the vendors are up. */
async function whileServed(
  argv: readonly string[],
  signal: 'SIGINT' | 'SIGTERM',
  look: (lines: readonly string[]) => Promise<void>,
): Promise<void> {
  const fake = fakeIo();
  try {
    const ended = run(['demo', '--serve', ...argv], fake.io);
    const text = () => fake.said.map((one) => one.text).join('');
    await expect.poll(text).toContain('# ready\n');
    try {
      await look(text().trimEnd().split('\n'));
    } finally {
      fake.signal(signal);
      expect(await ended).toBe(0);
    }
    expect(fake.listening()).toBe(false);
  } finally {
    fake.remove();
  }
}

function exported(lines: readonly string[]): Record<string, string> {
  const found = lines.flatMap((line) => {
    const [, name = '', value = ''] = /^export ([A-Z_]+)='([^']*)'$/.exec(line) ?? [];
    return name === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

describe('demo --serve', () => {
  test.each([
    'SIGINT',
    'SIGTERM',
  ] as const)('prints exports and comments, then # ready, asks no vendor anything, and ends with 0 on %s', async (signal) => {
    await whileServed(['--devices', '20'], signal, async (lines) => {
      expect(lines.at(-1)).toBe('# ready');
      expect(lines.filter((line) => !/^(export [A-Z_]+='[^']*'|# .*)$/.test(line))).toEqual([]);
      const env = exported(lines);
      expect(Object.keys(env).sort()).toEqual(
        [
          ...['AUTOTASK_INTEGRATION_CODE', 'AUTOTASK_SECRET', 'AUTOTASK_URL', 'AUTOTASK_USERNAME'],
          ...['DATTO_RMM_KEY', 'DATTO_RMM_SECRET', 'DATTO_RMM_URL', 'HOME', 'INTEGRATIONS'],
          ...['IT_GLUE_KEY', 'IT_GLUE_URL'],
        ].map((name) => `TRILINK_${name}`),
      );
      expect(env.TRILINK_INTEGRATIONS).toBe(chain.map((id) => `${id}=sync`).join(','));
      const controlUrl = /http:\S+/.exec(lines.find((line) => line.startsWith('# the simulators')) ?? '');
      const simulators = await connectSimulators(controlUrl?.[0] ?? '');
      expect((await simulators.requests()).log).toEqual([]);
    });
  });

  test('gives a profile in which the three-way chain runs, and has nothing to do the second time', async () => {
    await whileServed(['--devices', '60', '--seed', '5'], 'SIGTERM', async (lines) => {
      const env = exported(lines);
      const sync = async () => {
        const argv = ['sync', 'start', '--yes', '--create', 'all', '--json'];
        const { stdout, stderr } = await runCliWith({ env, home: env.TRILINK_HOME ?? '' }, ...argv);
        expect(stderr).toBe('');
        return (JSON.parse(stdout) as RunDocument).integrations;
      };
      const first = await sync();
      expect(first.map(({ id, status }) => [id, status])).toEqual(chain.map((id) => [id, 'ok']));
      expect(first.map(({ changes }) => changes.created > 0)).toEqual([true, true, true]);
      expect((await sync()).map(({ changes }) => changes.planned)).toEqual([0, 0, 0]);
    });
  });
});
