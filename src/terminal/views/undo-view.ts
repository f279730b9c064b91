import type { Change } from '../../domain/reconcile/plan.js';
import type { ChangeReport, RunDocument } from '../../domain/run.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { changeTables } from './change-tables.js';
import { runView } from './run-view.js';

export interface UndoOutcome {
  readonly document: RunDocument;
  /** Fields that somebody changed since: never touched. */
  readonly left: readonly {
    readonly item: string;
    readonly name: string;
    readonly fields: readonly string[];
  }[];
  /** What a dry run would put back. */
  readonly planned: readonly Change[];
}

/** What was put back, what somebody has changed since, and what no API can undo. */
export const undoView: View<UndoOutcome> = {
  text: (outcome, screen) =>
    [
      ...(outcome.planned.length > 0 ? [changeTables(outcome.planned, screen)] : []),
      ...(outcome.left.length > 0 ? [leftTable(outcome, screen)] : []),
      ...notUndoable(outcome.document.notUndoable ?? [], screen),
      runView.text(outcome.document, screen),
      ...(outcome.document.integrations.length === 0
        ? ['That run wrote nothing: there is nothing to put back.']
        : []),
    ].join('\n\n'),
  json: ({ document, left }) => ({ schema: 'run/1', ...document, left }),
};

function leftTable({ left }: UndoOutcome, screen: Screen): string {
  const table = screen.table(left, {
    columns: [
      { header: 'Record', value: (one) => one.name, shrinkTo: 16 },
      { header: 'Fields', value: (one) => one.fields.join(', '), shrinkTo: 20 },
    ],
    limit: 20,
  });
  return `${screen.paint.bold('Left alone, changed by somebody since')}\n${table}`;
}

function notUndoable(reports: readonly ChangeReport[], screen: Screen): string[] {
  if (reports.length === 0) return [];
  const table = screen.table(reports, {
    columns: [
      { header: 'Record', value: (one) => `${one.target.type} ${one.target.name}`, shrinkTo: 20 },
      { header: 'Where', value: (one) => one.target.address ?? one.target.id ?? '' },
    ],
    limit: 20,
  });
  return [`${screen.paint.bold('Cannot be undone without deleting, which trilink never does')}\n${table}`];
}
