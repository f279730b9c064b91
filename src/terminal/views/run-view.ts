import type { HopReport, HopStatus, RunDocument } from '../../domain/run.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';

/** One line an integration for people; for programs the run's document. */
export const runView: View<RunDocument> = {
  text: (run, screen) =>
    [headline(run, screen), hopTable(run, screen), requestLine(run), ...warningLines(run)]
      .filter((part) => part !== '')
      .join('\n'),
  json: (run) => ({ schema: 'run/1', ...run }),
};

/** All of a run on one line, for `--quiet` and a mail from cron. */
export const runLineView: View<RunDocument> = {
  text: (run) => {
    const hops = run.integrations.map(
      (hop) => `${hop.id} ${hop.status}: ${matched(hop)}, ${written(hop, run.dryRun)}`,
    );
    const dry = run.dryRun ? ' (dry run)' : '';
    return [`run ${run.id} ${run.status}${dry}`, ...hops].join('; ');
  },
  json: runView.json,
};

function headline(run: RunDocument, screen: Screen): string {
  const dry = run.dryRun ? ' (dry run: nothing was written)' : '';
  const reason = run.reason === null ? '' : `: ${firstLine(run.reason)}`;
  return `${screen.paint.bold(`Run ${run.id}`)} ${paintRunStatus(screen)(run.status, run.status)}${dry}${reason}`;
}

/** A line end arrives written out, as every control character does. */
export function firstLine(text: string): string {
  return text.split(/\n|\\n/)[0] ?? '';
}

function hopTable(run: RunDocument, screen: Screen): string {
  if (run.integrations.length === 0) return '';
  return screen.table(run.integrations, {
    columns: [
      { header: 'Integration', value: (hop) => hop.id },
      {
        header: 'Ended',
        value: (hop) => hop.status,
        paint: (text, hop) => paintRunStatus(screen)(text, hop.status),
      },
      { header: 'Matched', value: matched, shrinkTo: 20 },
      { header: run.dryRun ? 'To write' : 'Written', value: (hop) => written(hop, run.dryRun), shrinkTo: 12 },
    ],
  });
}

/** An apply or undo matches nothing. */
function matched({ sites, devices }: HopReport): string {
  if (sites.total + devices.total === 0) return '-';
  return `${sites.matched}/${sites.total} sites, ${devices.matched}/${devices.total} devices`;
}

/** `10 updated, 22 blocked`; what is nought is left out. */
function written({ changes, mode }: HopReport, dryRun: boolean): string {
  const { planned, created, updated, archived, blocked, failed } = changes;
  const counts = dryRun || mode === 'audit' ? { planned } : { created, updated, archived };
  const parts = Object.entries({ failed, ...counts, blocked }).filter(([, count]) => count > 0);
  return parts.map(([word, count]) => `${count} ${word}`).join(', ') || 'nothing';
}

function requestLine(run: RunDocument): string {
  const parts = Object.entries(run.requests).map(([system, { reads, writes, retries, waitedMs }]) => {
    const waited = waitedMs >= 1000 ? `, waited ${Math.round(waitedMs / 1000)} s` : '';
    return `${system} ${reads} reads, ${writes} writes${retries > 0 ? `, ${retries} retries` : ''}${waited}`;
  });
  return parts.length === 0 ? '' : `Requests: ${parts.join('; ')}`;
}

function warningLines(run: RunDocument): string[] {
  return run.warnings.map((warning) => `Warning: ${warning}`);
}

/** Colours the word for how a run or integration ended. */
export function paintRunStatus(screen: Screen): (text: string, status: HopStatus) => string {
  const { paint } = screen;
  return (text, status) => {
    if (status === 'ok') return paint.green(text);
    if (status === 'partial' || status === 'running') return paint.yellow(text);
    return status === 'skipped' ? paint.dim(text) : paint.red(text);
  };
}
