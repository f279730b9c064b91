import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.js';
import { systemClock } from '../../src/system-clock.js';
import { runCliWith } from '../support/run-cli.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

let cli: SimulatedCli;
let key: string;
let url: string;
beforeAll(async () => {
  cli = await simulatedCli();
  key = cli.simulators.env.TRILINK_IT_GLUE_KEY ?? '';
  url = cli.simulators.env.TRILINK_IT_GLUE_URL ?? '';
});
afterAll(() => cli.close());

const quiet = { clock: systemClock, random: () => 0.5, signal: new AbortController().signal };

/** In a home of its own, without any of the vendors' variables. */
function bare(stdinText: string | undefined, ...argv: string[]) {
  return runCliWith({ home: cli.home, ...(stdinText === undefined ? {} : { stdinText }) }, ...argv);
}

describe('connect', () => {
  test('without a terminal names every other way to give a secret', async () => {
    const { stderr, exitCode } = await bare(undefined, 'connect', 'it-glue', '--url', url);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--stdin or the environment variable TRILINK_IT_GLUE_KEY');
  });

  test('saves nothing that the system refuses', async () => {
    const { stderr, exitCode } = await bare(
      'key=wrong-key-of-mine',
      'connect',
      'it-glue',
      '--url',
      url,
      '--stdin',
    );
    expect(exitCode).toBe(4);
    expect(stderr).not.toContain('wrong-key-of-mine');
    expect((await bare(undefined, 'status')).stdout).toContain('Nothing is connected.');
  });

  test('logs in with a key from stdin, saves it, and shows it to nobody', async () => {
    const { stdout, stderr, exitCode } = await bare(
      `${key}\n`,
      'connect',
      'it-glue',
      '--url',
      url,
      '--stdin',
    );
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(/^it-glue is connected in profile default: .+ at http:\/\/127\.0\.0\.1:\d+\n$/);
    const all = [
      await bare(undefined, 'config', 'list', '--all', '--json'),
      await bare(undefined, 'config', 'secrets', '--json'),
    ];
    for (const { stdout: text } of all) expect(text).not.toContain(key);
    expect(all[1]?.stdout).toContain('"source": "file"');
  });

  test('refuses a line that is no NAME=VALUE, without repeating it', async () => {
    const { stderr, exitCode } = await bare(
      's3cret-line\nsecret=x',
      'connect',
      'datto-rmm',
      '--url',
      url,
      '--stdin',
    );
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('s3cret-line');
    expect(stderr).toContain('key, secret');
  });

  test('takes another account than before only when its id is confirmed', async () => {
    const store = await openStore({
      file: join(cli.home, 'state', 'trilink.db'),
      profile: 'default',
      ...quiet,
    });
    await store.accounts.setIdentity({ system: 'it-glue', id: '1', name: 'The former MSP' });
    await store.close();
    const connect = (...more: string[]) => bare(key, 'connect', 'it-glue', '--url', url, '--stdin', ...more);
    const refused = await connect();
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('The former MSP');
    const id = /--confirm "([^"]+)"/.exec(refused.stderr)?.[1] ?? '';
    expect((await connect('--confirm', 'something')).exitCode).toBe(2);
    expect((await connect('--confirm', id)).exitCode).toBe(0);
  });

  test('makes a profile with its first connection', async () => {
    expect(
      (await bare(key, 'connect', 'it-glue', '--url', url, '--stdin', '--profile', 'nightly')).exitCode,
    ).toBe(0);
    const { profiles } = JSON.parse((await bare(undefined, 'config', 'profiles', '--json')).stdout);
    expect(profiles).toContainEqual({
      name: 'nightly',
      inForce: false,
      connections: ['it-glue'],
      integrations: [],
    });
    expect((await bare(undefined, '__complete', 'profiles')).stdout).toBe('default\nnightly\n');
  });
});

describe('disconnect', () => {
  test('forgets the credentials; a second time there is nothing to forget', async () => {
    expect((await bare(undefined, 'disconnect', 'it-glue', '--profile', 'nightly')).exitCode).toBe(0);
    expect((await bare(undefined, 'disconnect', 'it-glue', '--profile', 'nightly')).exitCode).toBe(2);
  });

  test('--purge needs the profile’s name', async () => {
    expect((await bare(undefined, 'disconnect', 'it-glue', '--purge')).stderr).toContain(
      '--confirm "default"',
    );
    expect((await bare(undefined, 'disconnect', 'it-glue', '--purge', '--confirm', 'default')).exitCode).toBe(
      0,
    );
    expect((await bare(undefined, 'sync', 'logs')).stdout).toContain('No run yet.');
  });
});
