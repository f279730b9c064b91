import type { Range } from '../../domain/matching/devices/counting.js';
import { statusNames } from '../../domain/matching/devices/outcome.js';
import { SHARES } from '../../domain/matching/devices/trust.js';
import { openInput } from './byte-input.js';
import {
  cut,
  groupRecords,
  KEYS_A_CONFIGURATION,
  KEYS_A_DEVICE,
  layOut,
  roomSize,
  shareOut,
} from './layout.js';
import type { MatchFilesRequest, MatchFilesSummary } from './match-files.js';
import type { Block } from './part.js';
import { type AnyProblem, BadLines } from './problems.js';
import type { SiteProblem } from './read-sites.js';
import { dropRepeated } from './repeated.js';
import { makeRoom, type Room } from './room.js';
import type { FilePart, ScanResult } from './scan.js';
import type { FileRole } from './shapes.js';
import { type SiteRow, siteTable } from './sites.js';
import type { LineSource } from './sources.js';
import type { ByteSink, Team } from './team.js';

export interface JobInput {
  readonly sites: { readonly rows: readonly SiteRow[]; readonly problems: readonly SiteProblem[] };
  readonly devices: LineSource;
  readonly configurations: LineSource;
}

/** Both files scanned: where their records are. */
interface Scanned {
  readonly room: Room;
  readonly devices: readonly Range[];
  readonly configurations: readonly Range[];
  readonly results: readonly { devices: ScanResult; configurations: ScanResult }[];
}

/** The steps of matching files, one after the other, each done by the whole team. */
export async function runJob(
  request: MatchFilesRequest,
  team: Team,
  input: JobInput,
  sink: ByteSink,
): Promise<MatchFilesSummary> {
  const sites = siteTable(input.sites.rows);
  const organizations = sites.organizationKeys.length;
  await team.open({ devices: input.devices.source, configurations: input.configurations.source, sites });
  const scanned = await scan(team, input);
  request.signal?.throwIfAborted();
  const skipped = await refuseBadLines(request, team, input, scanned);

  const { room, devices, configurations, results } = scanned;
  const grouping = groupRecords(room, organizations, devices, configurations);
  const shares = shareOut(grouping, organizations, team.size);
  await team.run('markStale', (i) => [grouping, shares[i] ?? { from: 0, to: 0 }]);
  const identifiers = results.reduce((sum, one) => sum + one.devices.keys + one.configurations.keys, 0);
  await team.run('count', (i) => [sharesOf(i, team.size), identifiers / 2, devices, configurations]);
  request.signal?.throwIfAborted();
  await team.run('decide', (i) => [shares[i] ?? { from: 0, to: 0, firstCandidate: 0 }]);
  await team.write(blocksOf(results), sink);
  return summarize(input, scanned, skipped);
}

async function scan(team: Team, input: JobInput): Promise<Scanned> {
  const bytes = { devices: sizeOf(input.devices), configurations: sizeOf(input.configurations) };
  const stretches = {
    devices: cut(bytes.devices, team.size),
    configurations: cut(bytes.configurations, team.size),
  };
  const nothing = { start: 0, end: 0 };
  const counts = await team.run('countLines', (i) => [
    stretches.devices[i] ?? nothing,
    stretches.configurations[i] ?? nothing,
  ]);
  const lines = { devices: counts.map(([count]) => count), configurations: counts.map(([, count]) => count) };
  const room = makeRoom(
    roomSize(bytes, { devices: sum(lines.devices), configurations: sum(lines.configurations) }),
  );
  const parts = {
    devices: layOut(stretches.devices, lines.devices, KEYS_A_DEVICE),
    configurations: layOut(stretches.configurations, lines.configurations, KEYS_A_CONFIGURATION),
  };
  const part = (file: FileRole, i: number) => parts[file][i] as FilePart;
  const results = await team.run('scan', (i) => [room, part('devices', i), part('configurations', i)]);
  const ranges = (file: FileRole) =>
    results.map((result, i) => {
      const from = part(file, i).firstRecord;
      return { from, to: from + result[file].records };
    });
  return { room, results, devices: ranges('devices'), configurations: ranges('configurations') };
}

/** Answers how many lines are left out, or throws when any line cannot be used and that was not allowed. */
async function refuseBadLines(
  request: MatchFilesRequest,
  team: Team,
  input: JobInput,
  scanned: Scanned,
): Promise<number> {
  const repeated = await repeatedIds(team, input, scanned);
  const fromScan = (file: FileRole) => scanned.results.flatMap((result) => result[file].problems);
  const problems: AnyProblem[] = [
    ...input.sites.problems,
    ...(['devices', 'configurations'] as const).flatMap((file) => {
      const { lineOf, problems: early } = input[file];
      const late = [...fromScan(file), ...repeated.filter((one) => one.file === file)];
      return [...early, ...late.map((one) => ({ ...one, line: lineOf(one.line) }))].sort(
        (a, b) => a.line - b.line,
      );
    }),
  ];
  const unnamed = scanned.results.reduce(
    (total, { devices, configurations }) =>
      total +
      devices.problemCount -
      devices.problems.length +
      configurations.problemCount -
      configurations.problems.length,
    0,
  );
  const total = problems.length + unnamed;
  if (total > 0 && !request.skipBadLines)
    throw new BadLines(problems, total, (problem) => request[problem.file]);
  return total;
}

/** Finds ids that occur twice, and takes the later records out. */
async function repeatedIds(team: Team, input: JobInput, scanned: Scanned): Promise<AnyProblem[]> {
  const files = (['devices', 'configurations'] as const).map((file) => ({ file, ranges: scanned[file] }));
  const found = await team.run('repeatedIds', (i) => [files.filter((_, at) => at % team.size === i)]);
  return found.flat().flatMap(({ file, keys }) => {
    if (keys.length === 0) return [];
    return dropRepeated(file, input[file].source, scanned.room[file], scanned[file], new Set(keys));
  });
}

function sharesOf(member: number, members: number): number[] {
  return Array.from({ length: SHARES }, (_, share) => share).filter((share) => share % members === member);
}

/** The stretches of the device file between marks, in the order of the file. */
function blocksOf(results: Scanned['results']): Block[] {
  const marks = results.flatMap(({ devices }) => devices.marks);
  return marks.map(({ position, record }, i) => ({
    start: position,
    end: marks[i + 1]?.position ?? Number.MAX_SAFE_INTEGER,
    firstRecord: record,
  }));
}

function summarize(input: JobInput, scanned: Scanned, skipped: number): MatchFilesSummary {
  const { outcome, devices: side } = scanned.room;
  const counts = statusNames.map(() => 0);
  let devices = 0;
  for (const { from, to } of scanned.devices) {
    for (let record = from; record < to; record++) {
      if (side.offsetHigh[record] === 0xffff) continue;
      devices += 1;
      counts[outcome.status[record] as number] = (counts[outcome.status[record] as number] ?? 0) + 1;
    }
  }
  const records = scanned.configurations.reduce((total, { from, to }) => total + to - from, 0);
  const statuses = Object.fromEntries(statusNames.map((name, i) => [name, counts[i] ?? 0]));
  return { devices, configurations: records, sites: input.sites.rows.length, skipped, statuses };
}

function sizeOf(file: LineSource): number {
  const input = openInput(file.source);
  input.close();
  return input.size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
