import type { MatchStatus } from '../../domain/matching/verdict.js';
import { type InputSource, openInput } from './byte-input.js';
import { fileSink } from './file-sink.js';
import type { InputFile } from './input-file.js';
import { runJob } from './job.js';
import { LocalTeam } from './local-team.js';
import { readSites } from './read-sites.js';
import { expectShortRun } from './short-run.js';
import { lineSource } from './sources.js';
import type { ByteSink, Team } from './team.js';
import { WorkerTeam } from './worker-team.js';

export interface MatchFilesRequest {
  /** JSON lines, CSV or TSV (PRODUCT.md section 8). */
  readonly devices: InputFile;
  readonly configurations: InputFile;
  readonly sites: InputFile;
  /** A path to write to, or who takes the lines. A file is only touched when the input is sound. */
  readonly output: string | ByteSink;
  /** Leaves out lines that cannot be used, and counts them, instead of refusing. */
  readonly skipBadLines: boolean;
  /** The bundled worker, or `null` to work in this thread alone. */
  readonly worker: URL | null;
  readonly signal?: AbortSignal;
}

export interface MatchFilesSummary {
  readonly devices: number;
  readonly configurations: number;
  readonly sites: number;
  /** Lines left out under `skipBadLines`. */
  readonly skipped: number;
  readonly statuses: Readonly<Partial<Record<MatchStatus, number>>>;
}

/** Below this many bytes in all, starting threads takes longer than the work. */
const SMALL = 64 << 20;
const THREADS = 2;

/**
 * Matches the devices of one file to the configurations of another, offline, by the rules of `matchDevices`, and writes one
 * JSON line a device, in the order of the input. Reads both files in stretches, holds only what matching looks at, and
 * works in two threads where that pays.
 *
 * @throws {UsageError} when a file cannot be read, or lines cannot be used and `skipBadLines` is not set.
 */
export async function matchFiles(request: MatchFilesRequest): Promise<MatchFilesSummary> {
  const devices = await lineSource(request.devices, 'devices');
  const configurations = await lineSource(request.configurations, 'configurations');
  const team = teamFor(request, sizeOf(devices.source) + sizeOf(configurations.source));
  const { output } = request;
  const out =
    typeof output === 'string' ? fileSink(output) : { write: output, done: () => {}, abandon: () => {} };
  try {
    const sites = () => readSites(request.sites);
    const summary = await runJob(request, team, { sites, devices, configurations }, out.write);
    out.done();
    return summary;
  } catch (error) {
    out.abandon();
    throw error;
  } finally {
    await team.close();
  }
}

function teamFor(request: MatchFilesRequest, bytes: number): Team {
  if (bytes < SMALL) expectShortRun();
  return request.worker === null || bytes < SMALL ? new LocalTeam() : new WorkerTeam(request.worker, THREADS);
}

function sizeOf(source: InputSource): number {
  const input = openInput(source);
  input.close();
  return input.size;
}
