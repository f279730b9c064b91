import type { Option } from 'commander';
import type { Command } from './command.js';

/** One line of a two-column list. */
type Row = readonly [term: string, text: string];

const WIDEST = 120;
const NARROWEST = 40;

/** A command's whole help, wrapped to `columns` (40 to 120). Builds on nothing but the command tree. */
export function helpText(command: Command, columns: number): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
  const parts = [
    wrap(sentence(command.description() || command.summary()), width, ''),
    section('Usage', wrap(usage(command), width, '    ').replace(/^/, '  ')),
    rowsSection('Arguments', argumentRows(command), width),
    ...childSections(command, width),
    ...flagSections(command, width),
    examples(command, width),
    globalFlags(command, width),
    wrap(`Docs: docs/${command.page}`, width, ''),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What `trilink` alone answers: the commonest tasks and the way to everything else. */
export function shortHelp(columns: number): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
  const tasks: readonly Row[] = [
    ['trilink demo', 'see the whole job on simulated vendors, no account needed'],
    ['trilink connect datto-rmm', 'verify and save the key of a system (also it-glue, autotask, syncro)'],
    ['trilink sync plan', 'show what a sync would write, and write nothing'],
    ['trilink match review', 'settle what could not be matched'],
    ['trilink sync start', 'read, match, plan, ask, write and log'],
  ];
  return [
    wrap('trilink runs and audits the syncs between RMM, PSA and IT Glue.', width, ''),
    section('Start with', twoColumns(tasks, width)),
    wrap('Every command: trilink --help. One command: trilink sync plan --help.', width, ''),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/, '\n');
}

function usage(command: Command): string {
  const hasFlags = command.options.length > 0 || command.parent === null;
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const child = command.children.length > 0 ? ['<command>'] : [];
  return [command.path, ...child, ...(hasFlags ? ['[flags]'] : []), ...args].join(' ');
}

function argumentRows(command: Command): Row[] {
  return command.registeredArguments.map((argument) => [argument.name(), argument.description]);
}

function childSections(command: Command, width: number): string[] {
  const rowOf = (child: Command): Row => [child.name(), child.summary()];
  const headings = [...new Set(command.children.map((child) => child.helpGroup() || 'Commands'))];
  return headings.map((heading) => {
    const children = command.children.filter((child) => (child.helpGroup() || 'Commands') === heading);
    return rowsSection(heading, children.map(rowOf), width);
  });
}

function flagSections(command: Command, width: number): string[] {
  const shown = command.options.filter((option) => !option.hidden);
  const headings = [...new Set(shown.map(headingOf))];
  return headings.map((heading) =>
    rowsSection(heading, shown.filter((option) => headingOf(option) === heading).map(flagRow), width),
  );
}

const headingOf = (option: Option): string => option.helpGroupHeading ?? 'Flags';

function flagRow(option: Option): Row {
  const indent = option.short ? '' : '    ';
  const choices = option.argChoices ? ` (${option.argChoices.join(', ')})` : '';
  const note = option.defaultValueDescription ? ` (default: ${option.defaultValueDescription})` : '';
  return [`${indent}${option.flags}`, `${option.description}${choices}${note}`];
}

function examples(command: Command, width: number): string {
  if (command.examples.length === 0) return '';
  const lines = command.examples.map(
    ({ line, what }) =>
      `  $ ${wrap(line, width - 4, '      ')}\n${wrap(what, width - 6, '').replace(/^/gm, '      ')}`,
  );
  return section('Examples', lines.join('\n'));
}

/** Below the root, the flags that every command takes are named on a line or two. */
function globalFlags(command: Command, width: number): string {
  const root = rootOf(command);
  if (command === root) return '';
  const names = root.options.filter((option) => !option.hidden).map((option) => option.long ?? option.flags);
  return wrap(`Also: ${names.join(', ')} (see trilink --help).`, width, '      ');
}

function rootOf(command: Command): Command {
  const parent = command.parent as Command | null;
  return parent ? rootOf(parent) : command;
}

function section(heading: string, body: string): string {
  return `${heading}\n${body}`;
}

function rowsSection(heading: string, rows: readonly Row[], width: number): string {
  return rows.length === 0 ? '' : section(heading, twoColumns(rows, width));
}

/** Terms on the left, texts on the right; a term that is too long has its text on the next line. */
function twoColumns(rows: readonly Row[], width: number): string {
  const column = Math.min(Math.max(...rows.map(([term]) => term.length)), Math.floor(width * 0.4));
  return rows.map(([term, text]) => twoColumnRow(term, text, column, width)).join('\n');
}

function twoColumnRow(term: string, text: string, column: number, width: number): string {
  const margin = ' '.repeat(column + 4);
  const body = wrap(text, width - margin.length, '').replace(/\n/g, `\n${margin}`);
  if (term.length <= column) return `  ${term.padEnd(column)}  ${body}`;
  return `  ${term}\n${margin}${body}`;
}

function sentence(text: string): string {
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}

/** Breaks at spaces, so that no line is longer than `width` unless one word is. Later lines begin with `indent`. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
