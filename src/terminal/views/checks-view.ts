import type { Screen } from '../screen.js';
import type { View } from '../view.js';

export interface Checks {
  readonly checks: readonly {
    readonly id: string;
    readonly subject: string;
    readonly status: 'pass' | 'warn' | 'fail' | 'unknown';
    readonly detail: string;
    readonly fix: string | null;
  }[];
}

/** One line a check, the fix below what failed. */
export const checksView: View<Checks> = {
  text: ({ checks }, screen) => {
    const width = Math.max(...checks.map(({ subject }) => subject.length));
    const lines = checks.flatMap(({ subject, status, detail, fix }) => [
      `${painted(status, screen)}  ${subject.padEnd(width)}  ${detail}`,
      ...(fix === null ? [] : [`${' '.repeat(9)}${' '.repeat(width)}  ${fix}`]),
    ]);
    const failed = checks.filter(({ status }) => status === 'fail').length;
    return [
      ...lines,
      '',
      failed === 0 ? 'Nothing fails.' : `${failed} of ${checks.length} checks fail.`,
    ].join('\n');
  },
  json: ({ checks }) => ({ schema: 'doctor/1', checks }),
  rows: ({ checks }) => checks.map((check) => ({ ...check })),
};

function painted(status: string, { paint }: Screen): string {
  const word = status.padEnd(7);
  if (status === 'pass') return paint.green(word);
  return status === 'fail' ? paint.red(word) : paint.yellow(word);
}
