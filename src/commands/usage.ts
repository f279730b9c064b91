import type { CommanderError } from 'commander';
import { UsageError } from '../errors.js';
import { didYouMean } from './closest.js';
import type { Command } from './command.js';

/** A word where a command must stand, and none is called so. */
export function unknownCommand(parent: Command, word: string, notBuilt: readonly string[]): UsageError {
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
  if (error.code === 'commander.unknownOption') {
    const flags = flagsOf(command);
    const message = `There is no flag "${flag}" for ${command.path}.${didYouMean(flag, flags)}`;
    return new UsageError(message, { code: 'unknown-flag', hint, details: { flag } });
  }
  if (error.code === 'commander.optionMissingArgument') {
    return new UsageError(`The flag ${flag} needs a value.`, { code: 'bad-input', hint, details: { flag } });
  }
  const [first = '', ...rest] = text.replaceAll('option', 'flag').split('\n');
  const message = `${first[0]?.toUpperCase() ?? ''}${first.slice(1)}.${rest.length > 0 ? ` ${rest.join(' ')}` : ''}`;
  return new UsageError(message, { code: 'bad-input', hint });
}

function flagsOf(command: Command): string[] {
  const own = command.options.flatMap((option) => [option.long ?? '', option.short ?? '']);
  const parent = command.parent as Command | null;
  return [...own, ...(parent ? flagsOf(parent) : ['--help'])].filter((name) => name !== '');
}
