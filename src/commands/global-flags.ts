import type { OutputFormat } from '../context.js';
import type { Command } from './command.js';
import { duration, flag } from './flag.js';

export const outputFormats: readonly OutputFormat[] = ['table', 'json', 'ndjson', 'csv', 'markdown', 'html'];

/** The flags that every command takes, before or after its name. */
export function addGlobalFlags(program: Command): Command {
  const timeout = flag(
    '--timeout <time>',
    'stop cleanly after this long (default: none at a terminal, 4h elsewhere)',
  );
  return program
    .flag(
      flag('--profile <name>', 'which profile to use (default: TRILINK_PROFILE, else default)').complete(
        'profiles',
      ),
    )
    .switch('--json', 'print one JSON document, errors too')
    .flag(flag('--format <format>', 'how to print the result').oneOf(outputFormats))
    .switch('-q, --quiet', 'data and errors only')
    .flag(countable('-v, --verbose', 'say what is done; twice: every request'))
    .switch('--no-input', 'never ask; fail with the name of the flag that answers')
    .switch('--no-color', 'no colours')
    .switch('--utc', 'times in UTC instead of the local zone')
    .flag(
      timeout.read('a number with s, m, h or d', '30s or 2h', (typed) => (duration(typed) ? typed : null)),
    )
    .switch('--debug', 'show the stack of an unexpected error');
}

function countable(flags: string, description: string) {
  const counted = flag(flags, description);
  counted.argParser<number>((_typed, previous) => (previous ?? 0) + 1);
  counted.default(0);
  counted.defaultValueDescription = '';
  return counted;
}
