import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/system-clock.js';
import { secrets } from '../../src/workflows/doctor-secrets.js';
import { runCliWith } from '../support/run-cli.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

interface Check {
  readonly id: string;
  readonly status: string;
  readonly detail: string;
  readonly fix: string | null;
}

let cli: SimulatedCli;
let person: Record<string, string>;
beforeAll(async () => {
  cli = await simulatedCli({ systems: ['datto-rmm', 'it-glue', 'autotask'] });
  const programs = join(cli.home, 'programs');
  mkdirSync(programs);
  person = { SHELL: '/bin/bash', HOME: cli.home, PATH: programs };
});
afterAll(() => cli.close());

/** A program on the person's path that prints `text`. */
function plant(name: string, text: string): void {
  const file = join(cli.home, 'programs', name);
  writeFileSync(file, `#!/bin/sh\necho '${text}'\n`);
  chmodSync(file, 0o755);
}

/** Times and ports differ from run to run, and so does Node. */
const steady = (transcript: string) =>
  transcript
    .replace(/\d+ ms/g, 'N ms')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/v\d+\.\d+\.\d+/, 'vX.Y.Z')
    .replace(/\d+ of (\d+) requests/g, 'N of $1 requests');

async function checks(...argv: string[]): Promise<readonly Check[]> {
  const { stdout } = await cli.runWith({ env: person }, 'doctor', '--json', ...argv);
  return JSON.parse(stdout).checks;
}

describe('doctor', () => {
  beforeEach(() => {
    plant('crontab', '15 * * * * trilink sync start --yes --quiet');
    writeFileSync(join(cli.home, '.bashrc'), 'source <(trilink completion bash)\n');
  });

  test('tells of everything it looked at, when nothing fails', async () => {
    const { transcript } = await cli.runWith({ env: person }, 'doctor');
    await expect(steady(transcript)).toMatchFileSnapshot('../../fixtures/transcripts/doctor.txt');
  });

  test('names the way out of a shell that does not complete and of a crontab that has no entry', async () => {
    plant('crontab', '0 3 * * * backup');
    writeFileSync(join(cli.home, '.bashrc'), '');
    const found = await checks('--offline');
    expect(found.filter(({ id }) => ['completion', 'schedule'].includes(id))).toEqual([
      expect.objectContaining({ status: 'warn', fix: expect.stringContaining('~/.bashrc') }),
      expect.objectContaining({ status: 'warn', fix: expect.stringContaining('crontab -e') }),
    ]);
  });

  test('asks nobody about the clock and the rate when it is offline', async () => {
    await cli.simulators.forgetRequests();
    const found = await checks('--offline');
    expect(found.filter(({ id }) => id === 'clock' || id.startsWith('budget:'))).toEqual([]);
    expect((await cli.simulators.requests()).log).toEqual([]);
  });

  test.each([
    [30_000, 0, 'pass', 'agrees'],
    [90_000, 0, 'warn', 'this machine is 90 s ahead of the vendors'],
    [-900_000, 3, 'fail', 'this machine is 900 s behind the vendors'],
  ])('a clock that is off by %d ms ends with %d', async (offMs, exitCode, status, says) => {
    const clock = { ...systemClock, now: () => systemClock.now() + offMs };
    const env = { ...cli.simulators.env, TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync', ...person };
    const ended = await runCliWith({ env, parts: { clock } }, 'doctor', '--json');
    const found: readonly Check[] = JSON.parse(ended.stdout).checks;
    const told = found.find(({ id }) => id === 'clock');
    expect(told?.status).toBe(status);
    expect(told?.detail.replace(/\b(89|90|91) s/, '90 s').replace(/\b(899|900|901) s/, '900 s')).toContain(
      says,
    );
    expect(ended.exitCode).toBe(exitCode);
  });
});

describe('secrets', () => {
  const one = (source: string) => ({ system: 'it-glue', name: 'key', source });
  test.each([
    ['environment', null, 'pass', 'nothing is stored'],
    ['helper', null, 'pass', 'its own lock'],
    ['keychain', null, 'pass', 'not from programs of this user'],
    ['file', 'passphrase', 'pass', 'safe in backups'],
    ['file', 'key-file', 'warn', 'who copies the whole folder can open it'],
  ] as const)('in %s (%s): what that protects against', async (source, openedBy, status, says) => {
    const found = await secrets({
      secrets: async () => [one(source)],
      secretsOpenedBy: async () => openedBy,
    });
    expect(found.at(-1)).toMatchObject({ status, detail: expect.stringContaining(says) });
  });

  test('that is missing fails, and nothing is said of where it lies', async () => {
    const found = await secrets({ secrets: async () => [one('missing')], secretsOpenedBy: async () => null });
    expect(found).toEqual([
      expect.objectContaining({ status: 'fail', fix: expect.stringContaining('connect') }),
    ]);
  });
});
