import { resolve } from 'node:path';
import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import { Command } from '../command.js';
import { flag } from '../flag.js';

interface Flags {
  readonly devices?: string;
  readonly configurations?: string;
  readonly sites?: string;
  readonly organizations?: string;
  readonly output?: string;
  readonly skipBadLines?: boolean;
}

export function matchFilesCommand(ctx: Context): Command {
  return new Command('files')
    .summary('match offline, on files: devices to configurations, or site names to organizations')
    .optionsGroup('What to match')
    .flag(
      flag(
        '--devices <file>',
        'JSON lines, CSV or TSV, as exports have them; one input may be - for stdin',
      ).complete('files'),
    )
    .flag(flag('--configurations <file>', 'to match the devices to').complete('files'))
    .flag(
      flag('--sites <file>', 'site_id with organization_id for devices, with site_name for names').complete(
        'files',
      ),
    )
    .flag(flag('--organizations <file>', 'id and name, to match the sites to').complete('files'))
    .optionsGroup('Output')
    .flag(flag('-o, --output <file>', 'where the JSON lines go; - or nothing is stdout').complete('files'))
    .switch('--skip-bad-lines', 'leave out lines that cannot be used, and count them')
    .example(
      'trilink match files --devices devices.jsonl --configurations configurations.jsonl --sites sites.tsv -o matches.jsonl',
      'one line a device, in the order of the input',
    )
    .example(
      'trilink match files --sites sites.csv --organizations organizations.csv',
      'one line a site, by its name alone',
    )
    .action(async (_own: unknown, command: Command) => {
      const flags = command.optsWithGlobals<Flags>();
      const { filesMatchedView } = await import('../../terminal/views/files-matched-view.js');
      const summary = await match(ctx, flags);
      // Where the lines went to stdout, nothing else may stand there.
      if (goesToStdout(flags)) ctx.progress.detail(filesMatchedView.line(summary));
      else await ctx.show(summary, filesMatchedView);
    });
}

type Summary = import('../../terminal/views/files-matched-view.js').FilesMatched;

async function match(ctx: Context, flags: Flags): Promise<Summary> {
  const { devices, configurations, sites, organizations, skipBadLines = false } = flags;
  const output = goesToStdout(flags)
    ? (chunk: Uint8Array) => ctx.printBytes(chunk)
    : resolve(ctx.io.cwd, flags.output ?? '');
  if (
    devices !== undefined &&
    configurations !== undefined &&
    sites !== undefined &&
    organizations === undefined
  ) {
    const { matchFiles } = await import('../../workflows/match-files/match-files.js');
    const files = await inputs(ctx, { devices, configurations, sites });
    const { signal, matchFilesWorker: worker } = ctx;
    return matchFiles({ ...files, output, skipBadLines, worker, signal });
  }
  if (
    sites !== undefined &&
    organizations !== undefined &&
    devices === undefined &&
    configurations === undefined
  ) {
    const { matchNames } = await import('../../workflows/match-files/match-names.js');
    return matchNames({ ...(await inputs(ctx, { sites, organizations })), output, skipBadLines });
  }
  throw new UsageError('This matches devices, or site names, and needs all of the files for one of them.', {
    code: 'bad-input',
    hint: 'Give --devices, --configurations and --sites; or --sites and --organizations',
  });
}

async function inputs<Role extends string>(ctx: Context, names: Readonly<Record<Role, string>>) {
  const { inputFiles } = await import('../../workflows/match-files/input-file.js');
  const { cwd, stdin } = ctx.io;
  const temporaryFolder = () => ctx.files.temporaryFolder();
  return inputFiles(names, { cwd, stdin, temporaryFolder, signal: ctx.signal });
}

function goesToStdout({ output }: Flags): boolean {
  return output === undefined || output === '-';
}
