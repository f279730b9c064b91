import type { CommanderError } from 'commander';
import { didYouMean } from '../domain/closest.js';
import { UsageError } from '../errors.js';
import type { Command } from './command.js';

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

/** What the parser found wrong, in our words. */
export function usageError(error: CommanderError, command: Command): UsageError {
  const hint = `See: ${command.path} --help`;
  const text = error.message.replace(/^error: /, '');
  const flag = /option '([^']+)'/.exec(text)?.[1] ?? '';
  if (error.code === 'commander.unknownOption') return unknownFlag(command, flag);
  if (error.code === 'commander.optionMissingArgument') {
    return new UsageError(`The flag ${flag} needs a value.`, { code: 'bad-input', hint, details: { flag } });
  }
  const words = text.replaceAll('option', 'flag').replaceAll('\n', ' ').replace(/\.$/, '');
  return new UsageError(`${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`, { code: 'bad-input', hint });
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
