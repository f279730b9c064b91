import type { Option } from 'commander';
import type { Command } from '../command.js';

/** The manual page trilink(1), from the command tree. */
export function manPage(program: Command, version: string): string {
  const commands = leavesOf(program);
  return [
    `.TH TRILINK 1 "" "trilink ${version}" "User Commands"`,
    '.SH NAME',
    `trilink \\- ${escaped(program.description())}`,
    '.SH SYNOPSIS',
    '.B trilink',
    '.I command',
    '[\\fIflags\\fR]',
    '.SH COMMANDS',
    ...commands.flatMap((command) => [
      '.TP',
      `.B ${escaped(command.path.replace('trilink ', ''))} \\fR${escaped(argumentsOf(command))}`,
      escaped(sentence(command.summary())),
    ]),
    '.SH FLAGS OF EVERY COMMAND',
    ...flags(program.options),
    ...commands.flatMap(section),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, escaped(meaning)]),
    '',
  ].join('\n');
}

export const exitCodes: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done, nothing wrong'],
  ['1', 'a fault of trilink'],
  ['2', 'usage or configuration'],
  ['3', 'a check found something, or with --exit-code something is pending or unresolved'],
  ['4', 'credentials or permission refused'],
  ['5', 'a system unreachable, blocked, or its rate limit outlasted the deadline'],
  ['6', 'done in part'],
  ['7', 'another run holds the lock'],
  ['8', 'refused: guard, stale plan, set-up hard stop, or wholly incomplete source'],
  ['130, 143', 'stopped by a signal'],
];

export function leavesOf(command: Command): readonly Command[] {
  return command.children.length === 0 ? [command] : command.children.flatMap(leavesOf);
}

export function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return argument.required ? `<${name}>` : `[${name}]`;
    })
    .join(' ');
}

function section(command: Command): readonly string[] {
  const shown = command.options.filter((option) => !option.hidden);
  return [
    `.SH ${escaped(command.path.toUpperCase())}`,
    escaped(sentence(command.summary())),
    ...flags(shown),
    ...command.examples.flatMap(({ line, what }) => [
      '.PP',
      escaped(sentence(what)),
      '.PP',
      '.nf',
      `    ${escaped(line)}`,
      '.fi',
    ]),
  ];
}

function flags(options: readonly Option[]): readonly string[] {
  return options.flatMap((option) => {
    const choices = option.argChoices ? ` One of ${option.argChoices.join(', ')}.` : '';
    return ['.TP', `.B ${escaped(option.flags)}`, escaped(sentence(option.description) + choices)];
  });
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}

/** What roff would read as its own. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('-', '\\-')
    .replace(/^(['.])/, '\\&$1');
}
