import type { Change } from '../../domain/reconcile/plan.js';
import type { View } from '../view.js';
import { changeTables } from './change-tables.js';

/** Changes about to be agreed to. */
export interface ChangesToAgree {
  readonly heading: string;
  readonly changes: readonly Change[];
}

export const changesView: View<ChangesToAgree> = {
  text: ({ heading, changes }, screen) =>
    `${screen.paint.bold(heading)}\n\n${changeTables(changes, screen)}\n`,
  json: (value) => ({ schema: 'changes/1', ...value }),
};
