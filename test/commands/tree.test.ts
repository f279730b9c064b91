import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/commands/command.js';
import { findCommand } from '../../src/commands/find-command.js';
import { helpText } from '../../src/commands/help.js';
import { markdownReference } from '../../src/commands/reference/markdown.js';
import { notInThisVersion } from '../../src/program.js';
import { commandTree, everyCommand } from '../support/command-tree.js';

const program = commandTree();
const commands = everyCommand(program);
const reference = markdownReference(program);
const leaves = commands.filter((command) => command.children.length === 0);
const options = commands.flatMap((command) => command.options.map((option) => ({ command, option })));

describe('every flag', () => {
  test('has a long form', () => {
    expect(
      options.filter(({ option }) => !option.long?.startsWith('--')).map(({ option }) => option.flags),
    ).toEqual([]);
  });

  test('has one meaning: the same letter, and a value or none, wherever it stands', () => {
    const meanings = new Map<string, Set<string>>();
    for (const { option } of options) {
      const meaning = `${option.short ?? 'no letter'}, ${option.required ? 'a value' : 'no value'}`;
      meanings.set(option.long ?? '', (meanings.get(option.long ?? '') ?? new Set()).add(meaning));
    }
    expect([...meanings].filter(([, various]) => various.size > 1)).toEqual([]);
  });

  test('shares its letter with no other flag', () => {
    const longs = new Map<string, Set<string>>();
    for (const { option } of options) {
      if (option.short)
        longs.set(option.short, (longs.get(option.short) ?? new Set()).add(option.long ?? ''));
    }
    expect([...longs].filter(([, various]) => various.size > 1)).toEqual([]);
    const conventional = {
      '-n': '--dry-run',
      '-o': '--output',
      '-y': '--yes',
      '-q': '--quiet',
      '-v': '--verbose',
    };
    for (const [short, long] of Object.entries(conventional))
      expect([...(longs.get(short) ?? [])]).toEqual([long]);
  });

  test('takes no secret as its value', () => {
    const secretive = options.filter(
      ({ option }) =>
        option.required && /token|secret|password|passphrase|key|credential/.test(option.long ?? ''),
    );
    expect(secretive.map(({ option }) => option.flags)).toEqual([]);
  });

  test('never swallows the words after its value', () => {
    expect(
      options.filter(({ option }) => option.variadic || option.optional).map(({ option }) => option.flags),
    ).toEqual([]);
  });

  test('below the root is none of the flags that every command takes', () => {
    const everywhere = program.options.map((option) => option.long);
    const again = options.filter(
      ({ command, option }) => command !== program && everywhere.includes(option.long),
    );
    expect(again.map(({ command, option }) => `${command.path} ${option.flags}`)).toEqual([]);
  });
});

describe.each(leaves.map((command) => [command.path, command] as const))('%s', (_path, command) => {
  test('says what it is for, shows two examples and links to its page', () => {
    expect(command.summary()).not.toBe('');
    expect(command.examples.length).toBeGreaterThanOrEqual(2);
    const help = helpText(command, 80);
    for (const part of ['Usage', 'Examples', 'Docs: docs/']) expect(help).toContain(part);
  });

  test('points to a heading of the reference', () => {
    const [, anchor] = command.page.split('#');
    expect(reference).toContain(`(#${anchor})`);
    expect(reference).toContain(`\n## ${command.path}\n`);
  });

  test('has one kind of argument at most', () => {
    expect(command.registeredArguments.length).toBeLessThanOrEqual(twoArguments.has(command.name()) ? 2 : 1);
  });

  test('is what its examples call, with flags that exist', () => {
    for (const { line } of command.examples) {
      const words = wordsOf(line);
      const called = words.slice(words.indexOf('trilink') + 1);
      expect(findCommand(program, called), line).toEqual({ command, wantsHelp: false, unknown: null });
      expect(unknownFlags(command, called), line).toEqual([]);
    }
  });

  test.each([60, 80, 200])('explains itself within %i columns', (columns) => {
    const help = helpText(command, columns).split('\n');
    expect(help.filter((line) => line.length > Math.min(columns, 120) && !line.includes('$ '))).toEqual([]);
  });
});

/** Commands that the contract gives an item and a target, a setting and its value. */
const twoArguments = new Set(['set', 'accept', 'replace', 'change']);

/** The words of an example up to a redirection or a bracket, as a shell would split them. */
function wordsOf(line: string): string[] {
  const call = line.replace(/^.*?<\(/, '').replace(/[)>|].*$/, '');
  return [...call.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

function unknownFlags(command: Command, words: readonly string[]): string[] {
  const known = [...command.options, ...(command.parent?.options ?? []), ...program.options].flatMap(
    ({ long, short }) => [long, short],
  );
  return words.filter(
    (word) => word.startsWith('-') && word !== '-' && !known.includes(word.replace(/=.*/, '')),
  );
}

describe('the contract', () => {
  const contract = [
    ['demo', 'init', 'connect', 'disconnect', 'status', 'doctor', 'completion', 'version'],
    ['sync start', 'sync plan', 'sync apply', 'sync logs', 'sync undo'],
    [
      'match list',
      'match review',
      'match accept',
      'match set',
      'match create',
      'match ignore',
      'match change',
    ],
    [
      'match move',
      'match replace',
      'match forget',
      'match export',
      'match import',
      'match adopt',
      'match explain',
      'match files',
    ],
    ['setup', 'audit', 'show', 'password', 'open', 'software', 'schedule', 'worker'],
    ['config authority', 'config profiles', 'config list', 'config set'],
  ].flat();

  test.each(contract)('%s is built, or said not to be in this version', (path) => {
    const built = commands.some((command) => command.path === `trilink ${path}`);
    expect(built).toBe(!notInThisVersion.includes(path));
  });
});
