import { describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { runCli, runCliWith } from '../support/run-cli.js';

describe('the version', () => {
  test('is the package’s, alone on one line', async () => {
    const { stdout, stderr, exitCode } = await runCli('--version');
    expect({ stdout, stderr, exitCode }).toEqual({
      stdout: `trilink ${packageFile.version}\n`,
      stderr: '',
      exitCode: 0,
    });
    expect((await runCli('-V')).stdout).toBe(stdout);
  });
});

describe('help', () => {
  test('alone shows the five commonest tasks', async () => {
    const { transcript } = await runCli();
    await expect(transcript).toMatchFileSnapshot('../../fixtures/transcripts/alone.txt');
  });

  test('wins over every other flag, wrong ones too', async () => {
    const { exitCode, stdout, stderr } = await runCli(
      'version',
      '--format',
      'nonsense',
      '--frobnicate',
      '--help',
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe((await runCli('version', '-h')).stdout);
    expect((await runCli('--version', '-h')).stdout).toBe((await runCli('--help')).stdout);
  });

  test('can be asked for as a command', async () => {
    expect((await runCli('help', 'completion')).stdout).toBe((await runCli('completion', '--help')).stdout);
    expect((await runCli('help')).stdout).toBe((await runCli('--help')).stdout);
  });

  test.each([
    [60, 60],
    [80, 80],
    [200, 120],
  ])('at %i columns is at most %i wide', async (columns, widest) => {
    const { stdout } = await runCliWith({ terminal: { stdout: true, columns } }, '--help');
    const longest = Math.max(...stdout.split('\n').map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(widest);
    expect(longest).toBeGreaterThan(widest * 0.7);
  });
});

describe('a mistake', () => {
  test.each([
    ['an unknown command', ['synk'], 'unknown-command'],
    ['an unknown flag', ['version', '--jsn'], 'unknown-flag'],
    ['an unknown flag without a command', ['--profil', 'x'], 'unknown-flag-alone'],
    [
      'several bad values at once',
      ['completion', 'bsh', '--format', 'yaml', '--timeout', 'soon'],
      'bad-values',
    ],
    [
      'every unknown flag and every bad value at once',
      ['completion', 'bsh', '--jsn', '--format', 'yaml', '--profil=x', '--timeout', 'soon'],
      'unknown-flags-and-bad-values',
    ],
    ['a flag without its value', ['version', '--profile'], 'value-missing'],
    ['an argument too many', ['version', 'now'], 'argument-too-many'],
    ['an argument missing', ['completion'], 'argument-missing'],
    ['a format that the command does not have', ['version', '--format', 'csv'], 'format-not-offered'],
    ['two formats', ['version', '--json', '--format', 'table'], 'two-formats'],
    ['a command of a later version', ['audit', 'duplicates'], 'not-in-this-version'],
  ])('%s is named, with the way out, and exits 2', async (_what, argv, file) => {
    const { transcript, stdout, exitCode } = await runCli(...argv);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    await expect(transcript).toMatchFileSnapshot(`../../fixtures/transcripts/usage-${file}.txt`);
  });

  test('is one JSON object on stderr with --json, wherever the flag stands', async () => {
    for (const argv of [
      ['--json', 'synk'],
      ['synk', '--json'],
      ['synk', '--format', 'json'],
      ['synk', '--format=json'],
    ]) {
      const { stdout, stderr, exitCode } = await runCli(...argv);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
      expect(JSON.parse(stderr)).toEqual({
        code: 'unknown-command',
        message: 'There is no command "trilink synk". Did you mean "sync"?',
        hint: 'See: trilink --help',
        details: null,
        runId: null,
      });
    }
  });

  test('in a later version’s command is known to neither help nor completion', async () => {
    expect((await runCli('--help')).stdout).not.toMatch(/^ *(audit|worker|schedule)\b/m);
    expect((await runCli('completion', 'bash')).stdout).not.toMatch(/\b(audit|worker|schedule)\b/);
  });
});

describe('global flags', () => {
  test('stand before or after the command, with = or a space', async () => {
    const plain = (await runCli('completion', 'bash', '--utc')).stdout;
    for (const argv of [
      ['--utc', 'completion', 'bash'],
      ['--profile', 'x', 'completion', 'bash'],
      ['completion', '--profile=x', 'bash'],
    ]) {
      expect((await runCli(...argv)).stdout).toBe(plain);
    }
  });

  test('end at --', async () => {
    expect((await runCli('completion', '--', 'bash')).stdout).toBe(
      (await runCli('completion', 'bash')).stdout,
    );
    expect((await runCli('completion', '--', '--help')).exitCode).toBe(2);
  });
});
