import { matchNamesOffline } from '../../domain/matching/sites/index.js';
import type { MatchStatus } from '../../domain/matching/verdict.js';
import { UsageError } from '../../errors.js';
import { fileSink } from './file-sink.js';
import type { InputFile } from './input-file.js';
import { type NamedRow, type RowProblem, readNamedRows } from './named-rows.js';
import { expectShortRun } from './short-run.js';
import type { ByteSink } from './team.js';

export interface MatchNamesRequest {
  /** JSON lines, CSV or TSV: `site_id, site_name` and `id, name` (PRODUCT.md section 8). */
  readonly sites: InputFile;
  readonly organizations: InputFile;
  readonly output: string | ByteSink;
  /** Leaves out lines that cannot be used, and counts them, instead of refusing. */
  readonly skipBadLines: boolean;
}

export interface MatchNamesSummary {
  readonly sites: number;
  readonly organizations: number;
  readonly skipped: number;
  readonly statuses: Readonly<Partial<Record<MatchStatus, number>>>;
}

/** Lines named in a message; of the others only the number is told. */
const MOST_NAMED = 20;

/**
 * Matches the sites of one file to the organizations of another by their names alone, offline, and writes one JSON line a
 * site, in the order of the input.
 *
 * @throws {UsageError} when a file cannot be read, or lines cannot be used and `skipBadLines` is not set.
 */
export async function matchNames(request: MatchNamesRequest): Promise<MatchNamesSummary> {
  expectShortRun();
  const sites = await readNamedRows(request.sites, { id: 'site_id', name: 'site_name' });
  const organizations = await readNamedRows(request.organizations, { id: 'id', name: 'name' });
  const problems = [
    ...placed(request.sites, sites.problems),
    ...placed(request.organizations, organizations.problems),
  ];
  if (problems.length > 0 && !request.skipBadLines) throw badLines(problems);

  const decided = matchNamesOffline(sites.rows.map(asSite), organizations.rows);
  const statuses: Partial<Record<MatchStatus, number>> = {};
  const lines = decided.map(({ site, status, organization, candidates }) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    const shown = candidates.map(({ id, confidence, evidence }) => ({ id, confidence, evidence }));
    return `${JSON.stringify({ site, status, organization, candidates: shown })}\n`;
  });
  await writeAll(request.output, Buffer.from(lines.join('')));
  return {
    sites: sites.rows.length,
    organizations: organizations.rows.length,
    skipped: problems.length,
    statuses,
  };
}

function asSite({ id, name }: NamedRow): { site_id: string; site_name: string } {
  return { site_id: id, site_name: name };
}

function placed(
  { name }: InputFile,
  problems: readonly RowProblem[],
): readonly (RowProblem & { file: string })[] {
  return problems.map((problem) => ({ ...problem, file: name }));
}

function badLines(problems: readonly (RowProblem & { file: string })[]): UsageError {
  const named = problems.slice(0, MOST_NAMED);
  const lines = named.map(({ file, line, text }) => `${file}:${line}: ${text}`);
  const rest = problems.length - named.length;
  const count = problems.length === 1 ? 'One line' : `${problems.length} lines`;
  return new UsageError(
    `${count} cannot be used:\n${lines.join('\n')}${rest > 0 ? `\nand ${rest} more` : ''}`,
    {
      code: 'bad-lines',
      hint: 'Correct them, or leave them out with: --skip-bad-lines',
      details: { total: problems.length, problems: named },
    },
  );
}

async function writeAll(output: string | ByteSink, bytes: Uint8Array): Promise<void> {
  if (typeof output !== 'string') return output(bytes);
  const sink = fileSink(output);
  try {
    await sink.write(bytes);
    sink.done();
  } catch (error) {
    sink.abandon();
    throw error;
  }
}
