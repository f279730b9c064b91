import type { Readable, Writable } from 'node:stream';
import type { ExitCode } from './errors.js';
import type { Clock } from './ports/clock.js';
import type { Progress } from './ports/progress.js';
import type { Prompts } from './ports/prompts.js';
import type { Session } from './ports/session.js';
import type { OutputFormat } from './terminal/format-name.js';
import type { View } from './terminal/view.js';

/** What the process gives to the program. Nothing else reads `process`. */
export interface Io {
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: Writable & { isTTY?: boolean; columns?: number };
  readonly stderr: Writable & { isTTY?: boolean; columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  /** Node's version, such as `v20.20.2`. */
  readonly runtime: string;
  /** Calls `listener` for SIGINT and SIGTERM; answers how to stop listening. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
}

export type { OutputFormat };

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly profile?: string;
  readonly json?: boolean;
  readonly format?: OutputFormat;
  readonly quiet?: boolean;
  readonly verbose?: number;
  /** False with `--no-input`. */
  readonly input?: boolean;
  readonly color?: boolean;
  readonly utc?: boolean;
  readonly timeout?: string;
  readonly debug?: boolean;
}

/** What the composition root makes, each thing on first use. */
export interface Services {
  /** Opens a profile: the one named, else the one of `TRILINK_PROFILE`, else `default`. Later calls give the same session. */
  open(profile?: string): Promise<Session>;
  settings(): Promise<import('./config/settings.js').Settings>;
  simulators(): Promise<typeof import('./simulator/index.js')>;
  /** The number of the store's newest schema, without opening one. */
  storeSchema(): Promise<number>;
  /** Closes whatever was opened. Called once, at the very end, whatever happened. */
  close(): Promise<void>;
}

/** What the composition root is given. `compose(base)` must not read a file or a variable before it is asked for something. */
export interface Base {
  readonly io: Io;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly prompts: Prompts;
  readonly signal: AbortSignal;
}

export type Compose = (base: Base) => Services;

/** Files that a person named: `-` is stdin or stdout. Written whole or not at all. */
export interface Files {
  /** @throws {UsageError} naming the file when it cannot be read. */
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
}

/** What a command receives. */
export interface Context {
  readonly io: Io;
  readonly clock: Clock;
  readonly prompts: Prompts;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly flags: GlobalFlags;
  /** What the result is printed as. */
  readonly format: OutputFormat;
  readonly files: Files;
  /** Opens the profile on first use; later calls give the same session. */
  open(profile?: string): Promise<Session>;
  /** Settings and credentials: for `connect`, `config`, `doctor`, `init`. */
  settings(): Promise<import('./config/settings.js').Settings>;
  /** The simulated vendors, loaded on first use. */
  simulators(): Promise<typeof import('./simulator/index.js')>;
  storeSchema(): Promise<number>;
  /** Prints a result in the format that the flags ask for. */
  show<T>(value: T, view: View<T>): Promise<void>;
  /** Writes text to stdout as it is: scripts and `export` lines, never a vendor's words. */
  print(text: string): Promise<void>;
  /** One line for a person about what usually comes next: stderr, terminal only, not with `--quiet` or `--json`. */
  next(line: string): void;
  /** Says which code the command ends with; the worst one of several holds. */
  finish(code: ExitCode): void;
}
