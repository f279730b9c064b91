import type { IntegrationId } from '../domain/estate/systems.js';
import type { ReadLine } from '../domain/matching/decision-file.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import { currentItems } from './current-items.js';
import { type Decided, storeDecisions } from './decide.js';
import { checkLines, type ImportProblem } from './import-decisions-check.js';

export interface ImportRequest {
  readonly lines: readonly ReadLine[];
  /** Who decided, where a line does not say. */
  readonly who: string | null;
  readonly dryRun: boolean;
}

export interface Imported {
  readonly decided: readonly Decided[];
  /** Lines that say what holds already. */
  readonly unchanged: number;
  /** Lines without a decision. */
  readonly undecided: number;
}

/**
 * Takes over the decisions of a file: all of them, or none when one cannot stand. A line without a decision says
 * nothing; one that says what holds already changes nothing, so that a file may be imported twice.
 *
 * @throws {UsageError} listing every problem with its line number.
 */
export async function importDecisions(session: Session, request: ImportRequest): Promise<Imported> {
  const items = await currentItems(session);
  const { decided, problems, unchanged } = await checkLines(session, items, request);
  if (problems.length > 0) throw cannotImport(problems);
  if (!request.dryRun) await storeByHop(session, decided);
  const undecided = request.lines.filter((line) => line.decision === null).length;
  return { decided: decided.map((one) => ({ ...one, stored: !request.dryRun })), unchanged, undecided };
}

async function storeByHop(session: Session, decided: readonly Decided[]): Promise<void> {
  const byHop = new Map<IntegrationId, Decided[]>();
  for (const one of decided)
    byHop.set(one.item.integration, [...(byHop.get(one.item.integration) ?? []), one]);
  for (const [integration, some] of byHop) {
    await storeDecisions(
      session,
      integration,
      some.map((one) => one.decision),
    );
  }
}

function cannotImport(problems: readonly ImportProblem[]): UsageError {
  const sorted = [...problems].sort((a, b) => a.line - b.line);
  const count = sorted.length === 1 ? 'a problem' : `${sorted.length} problems`;
  const lines = sorted.map(({ line, item, problem }) => `  line ${line}: ${item}: ${problem}`);
  return new UsageError(`Nothing was imported, the file has ${count}:\n${lines.join('\n')}`, {
    code: 'import-problems',
    hint: 'Correct them and import the whole file again: what is decided already stays as it is.',
    details: sorted,
  });
}
