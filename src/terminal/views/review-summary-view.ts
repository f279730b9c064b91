import type { View } from '../view.js';
import { type DecidedLine, decidedView } from './decided-view.js';

export interface ReviewOutcome {
  readonly decided: readonly DecidedLine[];
  readonly skipped: number;
  /** How many of what was asked for still waits, skipped ones included. */
  readonly left: number;
}

export const reviewSummaryView: View<ReviewOutcome> = {
  text: ({ decided, skipped, left }) =>
    [
      `${decided.length} decided`,
      `${skipped} skipped`,
      left === 0 ? 'nothing is left' : `${left} still wait`,
    ].join(', '),
  json: ({ decided, skipped, left }) => {
    const page = decidedView.json({ decided, dryRun: false });
    return { schema: 'review/1', decided: page.decided, skipped, left };
  },
};
