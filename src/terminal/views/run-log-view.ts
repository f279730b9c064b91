import type { ChangeReport, RunDocument } from '../../domain/run.js';
import type { View } from '../view.js';
import { fieldList } from './change-tables.js';
import { runView } from './run-view.js';

const ROWS = 40;

/** One run, record by record: what was changed, from what to what, and what was not. */
export const runLogView: View<RunDocument> = {
  text: (run, screen) => {
    const changes = run.changes ?? [];
    const summary = runView.text(run, screen);
    if (changes.length === 0) return `${summary}\nNo record was changed.`;
    const table = screen.table(changes, {
      columns: [
        { header: 'Outcome', value: (change) => change.outcome },
        { header: 'Action', value: (change) => change.action },
        { header: 'Record', value: recordName, shrinkTo: 16 },
        {
          header: 'Change',
          value: (change) => change.error ?? fieldList(change.fields, screen),
          shrinkTo: 24,
        },
      ],
      limit: ROWS,
      more: (hidden) => `${hidden} more, see trilink sync logs ${run.id} --format csv`,
    });
    return `${summary}\n\n${table}`;
  },
  json: (run) => ({ schema: 'run/1', ...run }),
  rows: (run) =>
    (run.changes ?? []).map(({ target, fields, ...change }) => ({
      ...change,
      targetType: target.type,
      targetId: target.id,
      targetName: target.name,
      address: target.address,
      fields: fields.map(({ name, before, after }) => `${name}: ${before ?? ''} -> ${after ?? ''}`),
    })),
};

function recordName({ target }: ChangeReport): string {
  return target.type === 'configuration' ? target.name : `${target.type} ${target.name}`;
}
