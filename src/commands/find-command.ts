import type { Option } from 'commander';
import type { Command } from './command.js';

/** What a command line is about, as far as its words tell before flags are read. */
export interface Place {
  readonly command: Command;
  /** `-h`, `--help`, or a leading `help`. */
  readonly wantsHelp: boolean;
  /** Where a command must stand: the first word or flag that is none there. */
  readonly unknown: string | null;
}

/** Follows the words of `argv` down the tree. Known flags and their values are stepped over; values are not judged. */
export function findCommand(program: Command, argv: readonly string[]): Place {
  const words = untilDashes(argv);
  const wantsHelp = words.some(isHelp) || words[0] === 'help';
  let command = program;
  for (let at = words[0] === 'help' ? 1 : 0; at < words.length && command.children.length > 0; at++) {
    const word = words[at] ?? '';
    if (isHelp(word)) continue;
    if (word.startsWith('-')) {
      const option = findOption(command, word.replace(/=.*/s, ''));
      if (!option && /^--|^-.$/.test(word)) return { command, wantsHelp, unknown: word };
      if (option?.required && !word.includes('=')) at++;
      continue;
    }
    const next = (command.commands as readonly Command[]).find((child) => child.name() === word);
    if (!next) return { command, wantsHelp, unknown: word };
    command = next;
  }
  return { command, wantsHelp, unknown: null };
}

const isHelp = (word: string): boolean => word === '-h' || word === '--help';

function untilDashes(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}

function findOption(command: Command, word: string): Option | undefined {
  const own = command.options.find((option) => option.long === word || option.short === word);
  const parent = command.parent as Command | null;
  return own ?? (parent ? findOption(parent, word) : undefined);
}
