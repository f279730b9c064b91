import { describe, expect, test } from 'vitest';
import { colourLevel, speaksUnicode } from '../../src/terminal/colour.js';

describe('colour', () => {
  test.each([
    // terminal, environment, --color, coloured, because
    [true, { TERM: 'xterm' }, true, true, 'a terminal is coloured'],
    [false, { TERM: 'xterm' }, true, false, 'a pipe is not'],
    [true, { TERM: 'xterm', NO_COLOR: '1' }, true, false, 'NO_COLOR turns it off'],
    [true, { TERM: 'xterm', NO_COLOR: '' }, true, true, 'an empty NO_COLOR counts as unset'],
    [true, { TERM: 'dumb' }, true, false, 'a dumb terminal has none'],
    [true, { TERM: 'xterm' }, false, false, '--no-color turns it off'],
    [false, { FORCE_COLOR: '1' }, true, true, 'FORCE_COLOR colours a pipe'],
    [false, { FORCE_COLOR: '' }, true, true, 'FORCE_COLOR needs no value'],
    [true, { FORCE_COLOR: '0' }, true, false, 'FORCE_COLOR=0 turns it off'],
    [true, { FORCE_COLOR: 'false' }, true, false, 'and so does FORCE_COLOR=false'],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, true, 'FORCE_COLOR is the stronger variable'],
    [true, { FORCE_COLOR: '1', TERM: 'dumb' }, true, true, 'FORCE_COLOR does not ask for TERM'],
    [true, { FORCE_COLOR: '1' }, false, false, 'the flag is stronger than any variable'],
  ] as const)('terminal %s, %j, --color %s: %s', (isTerminal, env, flag, coloured, because) => {
    expect(colourLevel(isTerminal, env, flag) > 0, because).toBe(coloured);
  });
});

describe('signs beyond ASCII', () => {
  test.each([
    ['linux', { LANG: 'en_US.UTF-8' }, true, 'a UTF-8 locale'],
    ['linux', { LANG: 'en_US.utf8' }, true, 'spelled otherwise'],
    ['linux', { LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false, 'LC_ALL is the strongest'],
    ['linux', { LANG: 'C', LC_CTYPE: 'C.UTF-8' }, true, 'LC_CTYPE is stronger than LANG'],
    ['linux', {}, false, 'cron has no locale'],
    ['win32', { WT_SESSION: '1' }, true, 'Windows Terminal'],
    ['win32', {}, false, 'the old console'],
  ] as const)('%s %j: %s', (platform, env, expected, because) => {
    expect(speaksUnicode(platform, env), because).toBe(expected);
  });
});
