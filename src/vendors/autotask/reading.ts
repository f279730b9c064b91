import type { IncompleteScope, ReadFailure, Reading, Scope } from '../../ports/system.js';
import { system } from './api.js';

/** What was read, before it is told how it ended. */
export interface Piece<T> {
  readonly records: readonly T[];
  /** How many there are by the vendor's own count, when it was asked. */
  readonly total?: number | null;
  readonly failures: readonly ReadFailure[];
  readonly complete: boolean;
  /** Companies asked for that are not there. */
  readonly unknown?: readonly string[];
}

export interface Span {
  readonly type: string;
  readonly scope: Scope;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** A piece as a reading: where it fell short, each company that was asked for by name is named. */
export function toReading<T>(span: Span, piece: Piece<T>): Reading<T> {
  const { records, failures } = piece;
  const unknown = piece.unknown ?? [];
  const complete = piece.complete && failures.length === 0 && unknown.length === 0;
  return {
    records,
    outcome: {
      system,
      ...span,
      complete,
      expected: piece.complete ? records.length : (piece.total ?? null),
      received: records.length,
      incomplete: complete ? [] : incompleteIn(span.scope, piece),
      failures,
    },
  };
}

function incompleteIn(scope: Scope, piece: Piece<unknown>): IncompleteScope[] {
  const missing = (piece.unknown ?? []).map((scopeId) => ({ scopeId, why: 'there is no such company' }));
  const isShort = !piece.complete || piece.failures.length > 0;
  if (!isShort || scope === 'all') return missing;
  const why = piece.failures[0]?.why ?? 'its records were not all listed';
  const known = scope.filter((id) => !missing.some(({ scopeId }) => scopeId === id));
  return [...missing, ...known.map((scopeId) => ({ scopeId, why }))];
}
