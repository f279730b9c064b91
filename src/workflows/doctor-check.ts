import { AppError } from '../errors.js';

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'unknown';

/** One thing looked at. `fix` says what to do, or is `null` when nothing is. */
export interface Check {
  readonly id: string;
  readonly subject: string;
  readonly status: CheckStatus;
  readonly detail: string;
  readonly fix: string | null;
}

/** What a foreseen failure says becomes the finding; any other is ours and goes on. */
export async function attempt<T>(
  id: string,
  subject: string,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly failed: Check }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { failed: fail(id, subject, error.message, error.hint ?? null) };
  }
}

export function pass(id: string, subject: string, detail: string): Check {
  return { id, subject, status: 'pass', detail, fix: null };
}

export function warn(id: string, subject: string, detail: string, fix: string | null): Check {
  return { id, subject, status: 'warn', detail, fix };
}

export function fail(id: string, subject: string, detail: string, fix: string | null): Check {
  return { id, subject, status: 'fail', detail, fix };
}

export function unknown(id: string, subject: string, detail: string, fix: string | null = null): Check {
  return { id, subject, status: 'unknown', detail, fix };
}
