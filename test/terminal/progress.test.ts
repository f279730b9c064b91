import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Notices } from '../../src/terminal/notices.js';
import { runningText, TerminalProgress } from '../../src/terminal/progress.js';

describe('what the spinner says', () => {
  test.each([
    [{ count: 0, total: null, startedAt: 0 }, null, 50, 'Reading devices', 'nothing is known yet'],
    [
      { count: 120, total: null, startedAt: 0 },
      null,
      500,
      'Reading devices 120',
      'half a second gives no rate',
    ],
    [
      { count: 120, total: null, startedAt: 0 },
      null,
      10_000,
      'Reading devices 120, 12/s',
      'a rate without an end',
    ],
    [
      { count: 120, total: 4000, startedAt: 0 },
      null,
      10_000,
      'Reading devices 120/4000, 12/s, 5 min left',
      'all of it',
    ],
    [
      { count: 4, total: 8, startedAt: 0 },
      null,
      10_000,
      'Reading devices 4/8, 0.4/s, 10 s left',
      'slow work',
    ],
    [
      { count: 8, total: 8, startedAt: 0 },
      null,
      10_000,
      'Reading devices 8/8, 0.8/s',
      'the end is no time away',
    ],
    [
      { count: 0, total: 9, startedAt: 0 },
      'rate limit, 12 s',
      50,
      'Reading devices 0/9 (rate limit, 12 s)',
      'why it waits',
    ],
  ])('%j, %s at %i ms', (step, waiting, now, expected, because) => {
    expect(runningText([{ label: 'Reading devices', ...step }], waiting, now), because).toBe(expected);
  });
});

function progressOn(isTTY: boolean, flags: { json?: boolean; quiet?: boolean; verbose?: number } = {}) {
  const said: string[] = [];
  const stream = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said.push(chunk.toString('utf8'));
        done();
      },
    }),
    { isTTY },
  );
  const notices = new Notices(stream, { json: false, quiet: false, verbose: 0, ...flags });
  const clock = { now: () => 0, sleep: async () => {} };
  const animated = isTTY && !flags.json && !flags.quiet;
  const progress = new TerminalProgress({ stream, clock, notices, animated, unicode: true, color: false });
  return { progress, notices, text: () => said.join('') };
}

describe('progress', () => {
  test('is visible at a terminal before its library has loaded', () => {
    const { progress, text } = progressOn(true);
    progress.step('Reading sites', null);
    expect(text()).toBe('  Reading sites\r');
  });

  test('leaves one line a finished step, with no control character of a label', () => {
    const { progress, text } = progressOn(true);
    progress.step('Reading \u001b[2J', 2).done('2 sites');
    expect(text()).toBe('  Reading \\x1b[2J\r\u001b[2K\r✔ Reading \\x1b[2J: 2 sites\n');
  });

  test('says nothing when piped, and what is done with -v', () => {
    const piped = progressOn(false);
    piped.progress.step('Reading sites', null).done('3');
    expect(piped.text()).toBe('');
    const verbose = progressOn(false, { verbose: 1 });
    verbose.progress.step('Reading sites', null).done('3');
    expect(verbose.text()).toBe('  Reading sites ...\n  Reading sites: 3\n');
  });

  test.each([
    [{}, '! warning: half a read\n', 'a warning is read now'],
    [{ quiet: true }, '', '--quiet leaves data and errors'],
    [{ json: true }, '', 'with --json it stands in the document'],
    [{ json: true, verbose: 1 }, '! warning: half a read\n', 'unless -v'],
  ])('with %j a warning prints %j, and is always kept once', (flags, expected, because) => {
    const { progress, notices, text } = progressOn(false, flags);
    progress.warn('half a read');
    progress.warn('half a read');
    expect(text(), because).toBe(expected);
    expect(notices.warnings).toEqual(['half a read']);
  });
});
