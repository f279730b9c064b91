/** The numbers of the product contract, section 6. A number never changes meaning. */
export const ExitCode = {
  ok: 0,
  bug: 1,
  usage: 2,
  attention: 3,
  refusedLogin: 4,
  unreachable: 5,
  partial: 6,
  locked: 7,
  refused: 8,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const precedence: readonly ExitCode[] = [130, 143, 1, 2, 7, 4, 5, 8, 6, 3, 0];

/** Of several codes that apply, the one the contract puts first. No code at all is 0. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return precedence.find((code) => codes.includes(code)) ?? ExitCode.ok;
}

export interface ErrorOptions {
  readonly exitCode: ExitCode;
  /** A stable word for programs, such as `profile-unknown`. */
  readonly code: string;
  readonly hint?: string | undefined;
  readonly details?: unknown;
  readonly runId?: string | undefined;
  readonly cause?: unknown;
}

/** A failure we foresaw. `message` says what happened, `hint` what to do next. Never holds a secret. */
export class AppError extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly hint: string | undefined;
  readonly details: unknown;
  runId: string | undefined;

  constructor(message: string, options: ErrorOptions) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.exitCode = options.exitCode;
    this.code = options.code;
    this.hint = options.hint;
    this.details = options.details;
    this.runId = options.runId;
  }
}

type Extra = Partial<Omit<ErrorOptions, 'exitCode'>>;

/** The reader's: a wrong flag, name or setting. */
export class UsageError extends AppError {
  constructor(message: string, extra: Extra = {}) {
    super(message, { code: 'usage', ...extra, exitCode: ExitCode.usage });
  }
}

/** The system said no to our credentials or their rights. */
export class CredentialsRefused extends AppError {
  readonly system: string;
  constructor(system: string, message: string, extra: Extra = {}) {
    super(message, {
      code: 'credentials-refused',
      hint: `Enter a working key with: trilink connect ${system}`,
      ...extra,
      exitCode: ExitCode.refusedLogin,
    });
    this.system = system;
  }
}

/** The login is good, but may not do this: no reason to try it no more. Ends with the same code. */
export class PermissionRefused extends CredentialsRefused {
  constructor(system: string, message: string, extra: Extra = {}) {
    super(system, message, { code: 'permission-refused', ...extra });
  }
}

/** Not reached, blocked, or waiting longer than the deadline allows. */
export class SystemUnreachable extends AppError {
  readonly system: string;
  constructor(system: string, message: string, extra: Extra = {}) {
    super(message, { code: 'unreachable', ...extra, exitCode: ExitCode.unreachable });
    this.system = system;
  }
}

/** The system answered something we cannot use: a shape we do not know, a status we did not expect. */
export class VendorError extends AppError {
  readonly system: string;
  readonly status: number | null;
  constructor(system: string, message: string, extra: Extra & { status?: number | null } = {}) {
    const { status, ...rest } = extra;
    super(message, { code: 'vendor-answer', ...rest, exitCode: ExitCode.unreachable });
    this.system = system;
    this.status = status ?? null;
  }
}

/** Another run holds the lock. */
export class Locked extends AppError {
  constructor(message: string, extra: Extra = {}) {
    super(message, { code: 'locked', ...extra, exitCode: ExitCode.locked });
  }
}

/** We refuse: guard, stale plan, set-up hard stop, wholly incomplete source. */
export class Refused extends AppError {
  constructor(message: string, extra: Extra = {}) {
    super(message, { code: 'refused', ...extra, exitCode: ExitCode.refused });
  }
}

/** Ctrl-C, SIGTERM, or the deadline of `--timeout`: a clean stop that can be resumed. */
export class Stopped extends AppError {
  constructor(by: 'SIGINT' | 'SIGTERM' | 'deadline', extra: Extra = {}) {
    const exitCode =
      by === 'SIGINT' ? ExitCode.interrupted : by === 'SIGTERM' ? ExitCode.terminated : ExitCode.unreachable;
    const message = by === 'deadline' ? 'Stopped at the deadline of --timeout' : `Stopped by ${by}`;
    super(message, { code: by === 'deadline' ? 'deadline' : 'stopped', ...extra, exitCode });
  }
}
