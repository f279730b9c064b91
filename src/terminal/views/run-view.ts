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

function headline(run: RunDocument, screen: Screen): string {
  const dry = run.dryRun ? ' (dry run: nothing was written)' : '';
  const reason = run.reason === null ? '' : `: ${run.reason.split('\n')[0]}`;
  return `${screen.paint.bold(`Run ${run.id}`)} ${paintRunStatus(screen)(run.status, run.status)}${dry}${reason}`;
}

function hopTable(run: RunDocument, screen: Screen): string {
  if (run.integrations.length === 0) return '';
  const count = (header: string, value: (hop: HopReport) => number) => ({
    header,
    value: (hop: HopReport) => String(value(hop)),
    align: 'right' as const,
  });
  const written = run.dryRun
    ? [count('To write', (hop) => hop.changes.planned)]
    : [
        count('Created', (hop) => hop.changes.created),
        count('Updated', (hop) => hop.changes.updated),
        count('Archived', (hop) => hop.changes.archived),
      ];
  return screen.table(run.integrations, {
    columns: [
      { header: 'Integration', value: (hop) => hop.id, shrinkTo: 12 },
      {
        header: 'Status',
        value: (hop) => hop.status,
        paint: (text, hop) => paintRunStatus(screen)(text, hop.status),
      },
      { header: 'Sites', value: (hop) => `${hop.sites.matched}/${hop.sites.total}`, align: 'right' },
      { header: 'Devices', value: (hop) => `${hop.devices.matched}/${hop.devices.total}`, align: 'right' },
      ...written,
      count('Blocked', (hop) => hop.changes.blocked),
      count('Failed', (hop) => hop.changes.failed),
    ],
  });
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
