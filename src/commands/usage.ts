import type { CommanderError } from 'commander';
import { didYouMean } from '../domain/closest.js';
import { UsageError } from '../errors.js';
import type { Command } from './command.js';
import { type Invalid, invalidAmong } from './invalid.js';

/** A word or flag where a command must stand, and none is called so. */
export function unknownCommand(parent: Command, word: string, notBuilt: readonly string[]): UsageError {
  if (word.startsWith('-')) return unknownFlag(parent, word.replace(/=.*/s, ''));
  const path = `${parent.path} ${word}`;
  const hint = `See: ${parent.path} --help`;
  if (notBuilt.includes(path.replace(/^trilink /, ''))) {
    return new UsageError(`"${path}" is not in this version.`, { code: 'not-in-this-version', hint });
  }
  const names = parent.children.map((child) => child.name());
  return new UsageError(`There is no command "${path}".${didYouMean(word, names)}`, {
    code: 'unknown-command',
    hint,
  });
}

/** What the parser found wrong, in our words. It stops at the first flag that is none; we go on. */
export function usageError(error: CommanderError, command: Command, argv: readonly string[]): UsageError {
  const hint = `See: ${command.path} --help`;
  const text = error.message.replace(/^error: /, '');
  const flag = /option '([^']+)'/.exec(text)?.[1] ?? '';
  if (error.code === 'commander.unknownOption') return withTheRest(unknownFlag(command, flag), command, argv);
  if (error.code === 'commander.optionMissingArgument') {
    return new UsageError(`The flag ${flag} needs a value.`, { code: 'bad-input', hint, details: { flag } });
  }
  const words = text.replaceAll('option', 'flag').replaceAll('\n', ' ').replace(/\.$/, '');
  return new UsageError(`${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`, { code: 'bad-input', hint });
}

/** The first unknown flag, and beside it every other one and every value that cannot be used. */
function withTheRest(first: UsageError, command: Command, argv: readonly string[]): UsageError {
  const known = flagsOf(command);
  const end = argv.indexOf('--');
  const flags = argv.slice(0, end === -1 ? argv.length : end).filter((word) => word.startsWith('--'));
  const unknown = [...new Set(flags.map((word) => word.replace(/=.*/s, '')))].filter(
    (name) => !known.includes(name),
  );
  const others = unknown
    .map((name) => unknownFlag(command, name))
    .filter(({ message }) => message !== first.message);
  const invalid = invalidAmong([...Object.values(command.optsWithGlobals()), ...invalidWords(command)]);
  if (others.length === 0 && invalid.length === 0) return first;
  const messages = [first, ...others].map(({ message }) => message);
  return new UsageError([...messages, ...invalid.map(({ sentence }) => sentence)].join('\n'), {
    code: 'unknown-flag',
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    details: [
      ...[first, ...others].map(({ details }) => details),
      ...invalid.map(({ flag, value, allowed, example }) => ({ flag, value, allowed, example })),
    ],
  });
}

/** Arguments before the first unknown flag; what follows one may be its value. */
function invalidWords({ args, registeredArguments }: Command): readonly Invalid[] {
  const end = args.findIndex((word) => word.startsWith('-'));
  const words = args.slice(0, end === -1 ? args.length : end);
  return invalidAmong(
    words.map((word, at) => {
      const { parseArg } = registeredArguments[at] ?? registeredArguments.at(-1) ?? {};
      return parseArg?.(word, undefined as never);
    }),
  );
}

function unknownFlag(command: Command, flag: string): UsageError {
  const below = command.children.find((child) => child.options.some((option) => option.long === flag));
  const hint = below ? `Write it after the command: ${below.path} ${flag}` : `See: ${command.path} --help`;
  const known = below ? [] : flagsOf(command);
  const message = `There is no flag "${flag}" for ${command.path}.${didYouMean(flag, known)}`;
  return new UsageError(message, { code: 'unknown-flag', hint, details: { flag } });
}

function flagsOf(command: Command): string[] {
  const own = command.options.flatMap((option) => [option.long ?? '', option.short ?? '']);
  const parent = command.parent as Command | null;
  return [...own, ...(parent ? flagsOf(parent) : [])].filter((name) => name !== '');
}
