import { describe, expect, test } from 'vitest';
import { run } from '../../src/main.js';
import { fakeIo } from '../support/fake-io.js';
import { runCli, runCliWith } from '../support/run-cli.js';

describe('demo', () => {
  test('runs the whole job, finds nothing left to write, and says what to try next', async () => {
    const { stdout, stderr, exitCode } = await runCli('demo', '--devices', '30', '--seed', '3');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    for (const part of [
      'Sites ',
      'Devices 30:',
      'Plan ',
      'Planned again: nothing left to write.',
      'What to try next',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test('fits a terminal of 80 columns', async () => {
    const terminal = { stdout: true, columns: 80 };
    const { stdout } = await runCliWith(
      { terminal, env: { NO_COLOR: '1' } },
      'demo',
      '--devices',
      '30',
      '--seed',
      '3',
    );
    const tables = stdout
      .split('\n')
      .filter((line) => !/^(Sites|Devices|\d+ devices|Run|Requests)/.test(line));
    expect(tables.filter((line) => line.length > 80)).toEqual([]);
  });

  test('with --json is one document', async () => {
    const { stdout, stderr } = await runCli('demo', '--devices', '20', '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'run/1', status: 'ok', dryRun: false });
  });

  test.each([
    'SIGINT',
    'SIGTERM',
  ] as const)('--serve prints exports, then # ready, syncs nothing, and ends with 0 on %s', async (signal) => {
    const fake = fakeIo();
    try {
      const ended = run(['demo', '--serve', '--devices', '20'], fake.io);
      const text = () => fake.said.map((one) => one.text).join('');
      await expect.poll(text).toContain('# ready\n');
      const lines = text().trimEnd().split('\n');
      expect(lines.slice(0, -1).filter((line) => !/^export [A-Z_]+='[^']*'$/.test(line))).toEqual([]);
      for (const name of [
        'TRILINK_HOME',
        'TRILINK_INTEGRATIONS',
        'TRILINK_DATTO_RMM_URL',
        'TRILINK_IT_GLUE_KEY',
      ]) {
        expect(text()).toContain(`export ${name}='`);
      }
      fake.signal(signal);
      expect(await ended).toBe(0);
      expect(fake.listening()).toBe(false);
    } finally {
      fake.remove();
    }
  });
});
