import type { Readable, Writable } from 'node:stream';
import type { SystemId } from './domain/estate/systems.js';
import type { ExitCode } from './errors.js';
import type { Clock } from './ports/clock.js';
import type { Progress } from './ports/progress.js';
import type { Prompts } from './ports/prompts.js';
import type { Session } from './ports/session.js';
import type { AccountIdentity } from './ports/system.js';
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
  /** Node's version, such as `v20.20.2`, and its program. */
  readonly runtime: string;
  readonly execPath: string;
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
  /** A fresh folder that this user alone can read, deleted when the command ends. */
  temporaryFolder(): Promise<string>;
}

/** One thing that a connection is made of. */
export interface ConnectionField {
  readonly name: string;
  /** The environment variable that gives it. */
  readonly variable: string;
  readonly secret: boolean;
  readonly label: string;
  /** Names of which one is enough; empty for what may be left out. */
  readonly oneOf: readonly string[];
}

/** Tries a connection before it is saved. */
export interface ConnectionDesk {
  fields(system: SystemId): readonly ConnectionField[];
  /** What the environment gives for this system, or `null`. */
  fromEnvironment(system: SystemId, profile: string): Promise<ConnectionValues | null>;
  /**
   * Logs in and asks whose account it is.
   * @throws {CredentialsRefused} or another of the client's errors; nothing is saved either way.
   */
  identify(system: SystemId, values: ConnectionValues, profile: string): Promise<AccountIdentity>;
}

/** By field name. Secrets are wrapped, so that none is printed by accident. */
export type ConnectionValues = import('./config/settings.js').ConnectionValues;

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
  connections(): Promise<ConnectionDesk>;
  /** The program of the threads that match files; `null` where it is not built. */
  readonly matchFilesWorker: URL | null;
  /** Starts the simulated vendors, in a process of their own where the program is built. Closed when the command ends. */
  startSimulators(
    options: import('./simulator/index.js').SimulatorOptions,
  ): Promise<import('./simulator/index.js').Simulators>;
  /** Everything of `open` and `settings` for another environment, such as a demo's. */
  elsewhere(env: Io['env'], progress?: Progress): Promise<Services>;
  storeSchema(): Promise<number>;
  /** Prints a result in the format that the flags ask for. */
  show<T>(value: T, view: View<T>): Promise<void>;
  /** Shows something to the person who is being asked: on stderr, in words, whatever the format. */
  tell<T>(value: T, view: View<T>): Promise<void>;
  /** Writes text to stdout as it is: scripts and `export` lines, never a vendor's words. */
  print(text: string): Promise<void>;
  /** The same for bytes; they may be used again once it is done. */
  printBytes(bytes: Uint8Array): Promise<void>;
  /** One line for a person about what usually comes next: stderr, terminal only, not with `--quiet` or `--json`. */
  next(line: string): void;
  /** Says which code the command ends with; the worst one of several holds. */
  finish(code: ExitCode): void;
}
