import type { Option } from 'commander';
import type { Command } from '../command.js';
import { argumentsOf, exitCodes, leavesOf } from './man.js';

/** The reference of every command, from the command tree. Its anchors are where each command's help points. */
export function markdownReference(program: Command): string {
  const commands = leavesOf(program);
  return `${[
    '# Commands',
    'Made from the command tree by `npm run completions`; a test fails when it lags.',
    commands
      .map(
        (command) =>
          `- [\`${command.path}\`](${command.page.replace('commands.md', '')}): ${command.summary()}`,
      )
      .join('\n'),
    '## Flags of every command',
    flagTable(program.options),
    ...commands.map(section),
    '## Exit codes',
    table(['code', 'meaning'], exitCodes),
  ].join('\n\n')}\n`;
}

function section(command: Command): string {
  const usage = [command.path, '[flags]', argumentsOf(command)].filter((part) => part !== '').join(' ');
  const args = command.registeredArguments.map(
    (argument) => [argument.name(), argument.description] as const,
  );
  const shown = command.options.filter((option) => !option.hidden);
  const examples = command.examples.map(({ line, what }) => `# ${what}\n${line}`).join('\n\n');
  return [
    `## ${command.path}`,
    `${command.summary()}.`,
    `\`${usage}\``,
    ...(args.length > 0 ? [table(['argument', 'meaning'], args)] : []),
    ...(shown.length > 0 ? [flagTable(shown)] : []),
    ...(command.outputs.length > 1 ? [`Prints ${command.outputs.join(', ')} (\`--format\`).`] : []),
    `\`\`\`sh\n${examples}\n\`\`\``,
  ].join('\n\n');
}

function flagTable(options: readonly Option[]): string {
  const meaning = (option: Option) => {
    const choices = option.argChoices ? ` (${option.argChoices.join(', ')})` : '';
    const note = option.defaultValueDescription ? ` (default: ${option.defaultValueDescription})` : '';
    return `${option.description}${choices}${note}`;
  };
  return table(
    ['flag', 'meaning'],
    options.map((option) => [`\`${option.flags}\``, meaning(option)] as const),
  );
}

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const line = ([left, right]: readonly [string, string]) => `| ${cell(left)} | ${cell(right)} |`;
  return [line(head), '| --- | --- |', ...rows.map(line)].join('\n');
}
