import { UsageError } from '../../errors.js';
import type { DecisionFormat } from '../../workflows/export-decisions-text.js';

/**
 * The format of a file of decisions: what `--format` says, else its ending. `null` for a stream that does not tell.
 * @throws {UsageError} for any other ending.
 */
export function formatOf(file: string, given: string | undefined): DecisionFormat | null {
  const ending = /\.(csv|json)$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'json') return ending;
  if (given === 'csv' || given === 'json') return given;
  if (file === '-') return null;
  throw new UsageError(`${file} ends neither in .csv nor in .json.`, {
    code: 'bad-input',
    hint: 'Name it so, or say which with --format csv or --format json',
  });
}
