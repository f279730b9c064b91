import { statusNames } from '../../domain/matching/devices/outcome.js';
import { openInput } from './byte-input.js';
import {
  cut,
  groupRecords,
  KEYS_A_CONFIGURATION,
  KEYS_A_DEVICE,
  layOut,
  roomSize,
  type Stretch,
  shareOut,
} from './layout.js';
import type { MatchFilesRequest, MatchFilesSummary } from './match-files.js';
import type { Block } from './part.js';
import { type AnyProblem, BadLines } from './problems.js';
import type { SitesRead } from './read-sites.js';
import { RECORDS_A_MARK, type RecordMap } from './record-lines.js';
import { dropRepeated } from './repeated.js';
import { DROPPED, makeRoom, type Room } from './room.js';
import type { FilePart, ScanResult } from './scan.js';
import type { FileRole } from './shapes.js';
import type { LineSource } from './sources.js';
import type { ByteSink, Team } from './team.js';

export interface JobInput {
  /** Read while the threads start and count lines. */
  readonly sites: () => Promise<SitesRead>;
  readonly devices: LineSource;
  readonly configurations: LineSource;
}

/** Both files scanned: what each thread found. */
interface Scanned {
  readonly room: Room;
  readonly sites: SitesRead;
  readonly devices: readonly ScanResult[];
  readonly configurations: readonly ScanResult[];
}

/** The steps of matching files, one after the other, each done by the whole team. */
export async function runJob(
  request: MatchFilesRequest,
  team: Team,
  input: JobInput,
  sink: ByteSink,
): Promise<MatchFilesSummary> {
  const scanned = await scan(team, input);
  request.signal?.throwIfAborted();
  const skipped = await refuseBadLines(request, team, input, scanned);

  const { room, devices, configurations } = scanned;
  const sites = scanned.sites.table;
  const organizations = sites.organizationKeys.length;
  const grouping = groupRecords(room, organizations, devices, configurations);
  const shares = shareOut(grouping, organizations, team.size);
  await team.run('markStale', (i) => [grouping, shares[i] ?? { from: 0, to: 0 }]);
  const keys = [...devices, ...configurations].reduce((sum, result) => sum + result.keys, 0);
  // Names are about as many as MACs, and serials fewer.
  const identifiers = (keys * 0.8) / team.size;
  await team.run('count', (i) => [{ number: i, of: team.size }, identifiers]);
  request.signal?.throwIfAborted();
  await team.run('decide', (i) => [shares[i] ?? { from: 0, to: 0, firstCandidate: 0 }]);
  await team.write(devices.flatMap(blocksOf), sink);
  return summarize(sites.siteKeys.length, scanned, skipped);
}

async function countLines(
  team: Team,
  { devices, configurations }: JobInput,
  stretches: Readonly<Record<FileRole, readonly Stretch[]>>,
): Promise<[number, number][]> {
  const nothing = { start: 0, end: 0 };
  await team.open({ devices: devices.source, configurations: configurations.source });
  return team.run('countLines', (i) => [
    stretches.devices[i] ?? nothing,
    stretches.configurations[i] ?? nothing,
  ]);
}

async function scan(team: Team, input: JobInput): Promise<Scanned> {
  const bytes = { devices: sizeOf(input.devices), configurations: sizeOf(input.configurations) };
  const stretches = {
    devices: cut(bytes.devices, team.size),
    configurations: cut(bytes.configurations, team.size),
  };
  const [counts, sites] = await Promise.all([countLines(team, input, stretches), input.sites()]);
  const lines = { devices: counts.map(([count]) => count), configurations: counts.map(([, count]) => count) };
  const room = makeRoom(
    roomSize(bytes, { devices: sum(lines.devices), configurations: sum(lines.configurations) }),
  );
  const parts = {
    devices: layOut(stretches.devices, lines.devices, KEYS_A_DEVICE),
    configurations: layOut(stretches.configurations, lines.configurations, KEYS_A_CONFIGURATION),
  };
  const part = (file: FileRole, i: number) => parts[file][i] as FilePart;
  const results = await team.run('scan', (i) => [
    room,
    sites.table,
    part('devices', i),
    part('configurations', i),
  ]);
  return {
    room,
    sites,
    devices: results.map(({ devices }) => devices),
    configurations: results.map(({ configurations }) => configurations),
  };
}

/** Answers how many lines are left out, or throws when any line cannot be used and that was not allowed. */
async function refuseBadLines(
  request: MatchFilesRequest,
  team: Team,
  input: JobInput,
  scanned: Scanned,
): Promise<number> {
  const repeated = await repeatedIds(team, input, scanned);
  const problems: AnyProblem[] = [
    ...scanned.sites.problems,
    ...(['devices', 'configurations'] as const).flatMap((file) => {
      const { lineOf, problems: early } = input[file];
      const late = [
        ...scanned[file].flatMap((one) => one.problems),
        ...repeated.filter((one) => one.file === file),
      ];
      return [...early, ...late.map((one) => ({ ...one, line: lineOf(one.line) }))].sort(
        (a, b) => a.line - b.line,
      );
    }),
  ];
  const unnamed = [...scanned.devices, ...scanned.configurations].reduce(
    (total, one) => total + one.skipped.length - one.problems.length,
    0,
  );
  const total = problems.length + unnamed;
  if (total > 0 && !request.skipBadLines)
    throw new BadLines(problems, total, (problem) => request[problem.file].name);
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

/** Marks between the blocks that are written together. */
const MARKS_A_BLOCK = 128;

/** The stretches of one part of the device file between marks, in its order. */
function blocksOf({ from, end, marks }: RecordMap): Block[] {
  const blocks: Block[] = [];
  for (let mark = 0; mark < marks.length; mark += MARKS_A_BLOCK) {
    blocks.push({
      start: marks[mark] as number,
      end: marks[mark + MARKS_A_BLOCK] ?? end,
      firstRecord: from + mark * RECORDS_A_MARK,
    });
  }
  return blocks;
}

function summarize(sites: number, scanned: Scanned, skipped: number): MatchFilesSummary {
  const { outcome, devices: side } = scanned.room;
  const counts = statusNames.map(() => 0);
  for (const { from, to } of scanned.devices) {
    for (let record = from; record < to; record++) {
      if (side.organization[record] === DROPPED) continue;
      const status = outcome.status[record] as number;
      counts[status] = (counts[status] as number) + 1;
    }
  }
  return {
    devices: sum(counts),
    configurations: countRecords(scanned.configurations, scanned.room.configurations.organization),
    sites,
    skipped,
    statuses: Object.fromEntries(statusNames.map((name, i) => [name, counts[i] ?? 0])),
  };
}

function countRecords(maps: readonly RecordMap[], organization: Int32Array): number {
  let count = 0;
  for (const { from, to } of maps) {
    for (let record = from; record < to; record++) if (organization[record] !== DROPPED) count += 1;
  }
  return count;
}

function sizeOf(file: LineSource): number {
  const input = openInput(file.source);
  input.close();
  return input.size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
