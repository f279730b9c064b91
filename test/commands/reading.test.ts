import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCommand } from '../../src/commands/find-command.js';
import { countOrShare, duration, flag, share, wholeNumber } from '../../src/commands/flag.js';
import { readIntegration } from '../../src/commands/integrations.js';
import { Invalid, refuseInvalid } from '../../src/commands/invalid.js';
import { closest } from '../../src/domain/closest.js';
import { commandTree } from '../support/command-tree.js';

describe('what is typed', () => {
  test.each([
    [duration, '30s', 30_000],
    [duration, '15m', 900_000],
    [duration, '2h', 7_200_000],
    [duration, '1d', 86_400_000],
    [duration, '0s', null],
    [duration, '1.5h', null],
    [duration, '30', null],
    [duration, 's', null],
    [wholeNumber, '0', 0],
    [wholeNumber, '-1', null],
    [wholeNumber, '1e3', null],
    [wholeNumber, '', null],
    [countOrShare, '50', '50'],
    [countOrShare, '40%', '40%'],
    [countOrShare, '40 %', null],
    [share, '0.9', 0.9],
    [share, '1', 1],
    [share, '1.1', null],
    [share, ' ', null],
    [share, 'NaN', null],
    [readIntegration, 'datto-rmm:it-glue', 'datto-rmm:it-glue'],
    [readIntegration, 'datto-rmm', null],
    [readIntegration, 'a:b/device/c', null],
  ])('%o reads %j as %j', (reader, typed, expected) => {
    expect(reader(typed)).toBe(expected);
  });

  test('is refused with all its problems at once, each with what is allowed and an example', () => {
    const bad = [
      new Invalid('--limit', 'x', 'a whole number', '5'),
      [new Invalid('--site', '', 'a name', 'Alder')],
      'fine',
    ];
    expect(() => refuseInvalid(bad)).toThrow(
      '--limit cannot be "x": it takes a whole number, such as 5.\n--site cannot be "": it takes a name, such as Alder.',
    );
    expect(() => refuseInvalid(['fine', 3, [true]])).not.toThrow();
  });

  test('several times over becomes a list, without touching the flag’s default', () => {
    const site = flag('--site <name>', '').repeatable();
    const read = site.parseArg as unknown as (typed: string, previous: unknown) => unknown;
    expect(read('b', read('a', site.defaultValue))).toEqual(['a', 'b']);
    expect(site.defaultValue).toEqual([]);
  });
});

describe('did you mean', () => {
  const words = ['sync', 'status', 'match', 'config'];
  test.each([
    ['synk', 'sync'],
    ['snyc', 'sync'],
    ['STATUS', 'status'],
    ['mtach', 'match'],
    ['x', null],
    ['password', null],
  ])('%j is answered with %j', (typed, expected) => {
    expect(closest(typed, words)).toBe(expected);
  });

  test('always finds the word itself', () => {
    fc.assert(fc.property(fc.constantFrom(...words), (word) => closest(word, words) === word));
  });
});

describe('the command that a line is about', () => {
  const program = commandTree();
  test.each([
    [['sync', 'plan'], 'trilink sync plan', null],
    [['--profile', 'sync', 'match', 'list'], 'trilink match list', null],
    [['--profile=x', '-v', 'sync', 'plan', '--site', 'match'], 'trilink sync plan', null],
    [['sync'], 'trilink sync', null],
    [['sync', 'plna'], 'trilink sync', 'plna'],
    [['sync', '--dry-run', 'start'], 'trilink sync', '--dry-run'],
    [['help', 'sync', 'plan'], 'trilink sync plan', null],
    [['--', 'sync'], 'trilink', null],
  ])('%j: %s, unknown %j', (argv, path, unknown) => {
    const place = findCommand(program, argv);
    expect({ path: place.command.path, unknown: place.unknown }).toEqual({ path, unknown });
  });

  test('is never guessed: whatever is typed, it is a command of the tree', () => {
    const word = fc.oneof(
      fc.constantFrom('sync', 'plan', 'match', '--json', '--profile', '-h', '--', '--site'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), (argv) => findCommand(program, argv).command.path.startsWith('trilink')),
    );
  });
});
