import type { Option } from 'commander';
import type { Command } from './command.js';

/** What a command line is about, as far as its words tell before flags are read. */
export interface Place {
  readonly command: Command;
  /** `-h`, `--help`, or a leading `help`. */
  readonly wantsHelp: boolean;
  /** The first word that is no command where one must stand. */
  readonly unknown: string | null;
}

/** Follows the words of `argv` down the tree. Flags and their values are stepped over; nothing is judged. */
export function findCommand(program: Command, argv: readonly string[]): Place {
  let command = program;
  let wantsHelp = false;
  const words = untilDashes(argv);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-h' || word === '--help' || (word === 'help' && command === program)) wantsHelp = true;
    else if (word.startsWith('-') && word !== '-') at += takesNext(command, word) ? 1 : 0;
    else if (command.children.length > 0) {
      const next = (command.commands as readonly Command[]).find((child) => child.name() === word);
      if (!next) return { command, wantsHelp: wantsHelp || words.slice(at).some(isHelp), unknown: word };
      command = next;
    }
  }
  return { command, wantsHelp, unknown: null };
}

const isHelp = (word: string): boolean => word === '-h' || word === '--help';

export function untilDashes(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}

/** Whether this flag's value is the next word. */
function takesNext(command: Command, word: string): boolean {
  if (word.includes('=')) return false;
  return Boolean(findOption(command, word)?.required);
}

function findOption(command: Command, word: string): Option | undefined {
  const own = command.options.find((option) => option.long === word || option.short === word);
  const parent = command.parent as Command | null;
  return own ?? (parent ? findOption(parent, word) : undefined);
}
