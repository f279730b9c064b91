import { readFileSync, statSync } from 'node:fs';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Base, Services } from '../../src/context.js';
import { run } from '../../src/main.js';
import type { Parts } from '../../src/run-command.js';
import { type FakeIo, fakeIo } from '../support/fake-io.js';

/** Services of which only the settings are asked for, and whose loading is what a test makes of it. */
function partsWith(load: (base: Base) => Promise<never>): Partial<Parts> {
  const compose = (base: Base) =>
    ({ settings: () => load(base), close: async () => {} }) as unknown as Services;
  return { compose: async () => compose };
}

/** Works until it is told to stop, as a long sync would. */
function untilStopped(withError: (base: Base) => unknown = ({ signal }) => signal.reason) {
  return partsWith(
    (base) =>
      new Promise((_resolve, reject) => {
        const stop = () => reject(withError(base));
        if (base.signal.aborted) stop();
        else base.signal.addEventListener('abort', stop);
      }),
  );
}

async function ended(fake: FakeIo, parts: Partial<Parts>, act: () => void, ...argv: string[]) {
  const ending = run(argv.length > 0 ? argv : ['config', 'profiles'], fake.io, parts);
  await expect.poll(fake.listening).toBe(true);
  act();
  const exitCode = await ending;
  fake.remove();
  return { exitCode, stderr: fake.said.map((one) => one.text).join('') };
}

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s stops cleanly, says how to go on, and exits %i', async (signal, code) => {
    const fake = fakeIo();
    const { exitCode, stderr } = await ended(fake, untilStopped(), () => fake.signal(signal));
    expect(exitCode).toBe(code);
    expect(stderr).toContain(`! error: Stopped by ${signal}`);
    expect(stderr).toContain('The same command carries on from here.');
  });

  test('what breaks off because of it is no failure of its own', async () => {
    const fake = fakeIo();
    const aborted = untilStopped(() =>
      Object.assign(new Error('This operation was aborted'), { name: 'AbortError' }),
    );
    expect((await ended(fake, aborted, () => fake.signal('SIGINT'))).exitCode).toBe(130);
  });

  test('with --json is exactly one object on stderr', async () => {
    const fake = fakeIo();
    const act = () => fake.signal('SIGINT');
    const { stderr } = await ended(fake, untilStopped(), act, 'config', 'profiles', '--json');
    expect(JSON.parse(stderr)).toMatchObject({ code: 'stopped', message: 'Stopped by SIGINT' });
  });

  test('is listened for once: shortly after, the next one ends the process as it would any other', async () => {
    const fake = fakeIo();
    const sleeps: (() => void)[] = [];
    const clock = { now: () => 0, sleep: () => new Promise<void>((resolve) => sleeps.push(resolve)) };
    const parts = { ...untilStopped(() => new Promise(() => {})), clock };
    void run(['config', 'profiles'], fake.io, parts);
    await expect.poll(fake.listening).toBe(true);
    fake.signal('SIGINT');
    expect(fake.listening(), 'a package runner passes the same Ctrl-C on a second time').toBe(true);
    for (const wake of sleeps) wake();
    await expect.poll(fake.listening).toBe(false);
    fake.remove();
  });
});

describe('--timeout', () => {
  test('stops at the deadline with exit 5', async () => {
    const fake = fakeIo();
    const asked: number[] = [];
    const clock = {
      now: () => 0,
      sleep: async (ms: number) => {
        asked.push(ms);
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    const exitCode = await run(['config', 'profiles', '--timeout', '30s'], fake.io, {
      ...untilStopped(),
      clock,
    });
    const stderr = fake.said.map((one) => one.text).join('');
    fake.remove();
    expect(asked).toEqual([30_000]);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('Stopped at the deadline of --timeout');
  });

  test.each([
    [{}, 4 * 3_600_000, 'nobody watches a cron job'],
    [{ stdout: true }, null, 'a person at a terminal decides'],
  ])('unset, at %j, means %s ms', async (terminal, expected, because) => {
    const fake = fakeIo({ terminal });
    const asked: number[] = [];
    const clock = { now: () => 0, sleep: (ms: number) => new Promise<void>(() => asked.push(ms)) };
    await run(['config', 'profiles'], fake.io, { clock });
    expect(asked, because).toEqual(expected === null ? [] : [expected]);
    fake.remove();
  });
});

describe('an unexpected error', () => {
  const secret = 'kR7f-very-secret-2291';
  const faulty = partsWith(async () => {
    throw new TypeError(`cannot read x of undefined, key ${secret}, authorization: Bearer abcdefgh12345678`);
  });
  const io = () => fakeIo({ env: { TRILINK_IT_GLUE_KEY: secret } });

  test('exits 1 with a short message and a file that its owner alone can read, without any secret', async () => {
    const fake = io();
    const exitCode = await run(['config', 'profiles'], fake.io, faulty);
    const said = fake.said.map((one) => one.text).join('');
    expect(exitCode).toBe(1);
    expect(said).toMatch(/^! error: Unexpected: .+\n! hint: Details: .+\n$/);
    const file = /Details: (.+)/.exec(said)?.[1] ?? '';
    expect(file.startsWith(fake.home)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const details = readFileSync(file, 'utf8');
    expect(details).toContain('TypeError');
    expect(details).toContain('at ');
    for (const text of [said, details]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('abcdefgh12345678');
    }
    fake.remove();
  });

  test('shows its stack only with --debug, and is one object with --json', async () => {
    const plain = io();
    await run(['config', 'profiles', '--debug'], plain.io, faulty);
    expect(plain.said.map((one) => one.text).join('')).toMatch(/\n {4}at /);
    plain.remove();
    const json = io();
    await run(['config', 'profiles', '--json'], json.io, faulty);
    const told = JSON.parse(json.said.map((one) => one.text).join(''));
    expect(told).toMatchObject({ code: 'bug', runId: expect.stringMatching(/^bug-/) });
    expect(told.details.debugFile).toContain(told.runId);
    json.remove();
  });
});

test('a reader who leaves ends the program silently', async () => {
  const fake = fakeIo();
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  const exitCode = await run(['--help'], { ...fake.io, stdout: gone });
  expect({ exitCode, said: fake.said }).toEqual({ exitCode: 0, said: [] });
  fake.remove();
});
