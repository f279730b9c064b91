import type { View } from '../view.js';

/** How many lines of which file, and what became of them. */
export interface FilesMatched {
  readonly sites: number;
  readonly devices?: number;
  readonly configurations?: number;
  readonly organizations?: number;
  readonly skipped: number;
  readonly statuses: Readonly<Record<string, number>>;
}

export const filesMatchedView: View<FilesMatched> & { line(value: FilesMatched): string } = {
  line: ({ statuses, skipped, ...counts }) => {
    const read = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    const made = Object.entries(statuses)
      .filter(([, count]) => count > 0)
      .map(([status, count]) => `${count} ${status}`);
    const left = skipped > 0 ? `; ${skipped} lines left out` : '';
    return `${read.join(', ')}: ${made.join(', ') || 'nothing to decide'}${left}`;
  },
  text: (value) => filesMatchedView.line(value),
  json: (value) => ({ schema: 'files-matched/1', ...value }),
};
