import { UsageError } from '../../errors.js';
import type { SiteProblem } from './read-sites.js';
import type { Problem } from './scan.js';

export type AnyProblem = Problem | SiteProblem;

/** Problems named in a message and its details; of the others only the number is told. */
const MOST_NAMED = 20;

/** Says what is wrong with the files: each problem with its file and line, the first ones in the order of the files. */
export class BadLines extends UsageError {
  constructor(problems: readonly AnyProblem[], total: number, nameOf: (problem: AnyProblem) => string) {
    const named = problems
      .slice(0, MOST_NAMED)
      .map((problem) => `${nameOf(problem)}:${problem.line}: ${problem.text}`);
    const rest = total - named.length;
    const more = rest > 0 ? `\nand ${rest} more` : '';
    super(`${total === 1 ? 'One line' : `${total} lines`} cannot be used:\n${named.join('\n')}${more}`, {
      code: 'bad-lines',
      hint: 'Correct them, or leave them out with: --skip-bad-lines',
      details: {
        total,
        problems: problems.slice(0, MOST_NAMED).map((one) => ({ ...one, file: nameOf(one) })),
      },
    });
  }
}
