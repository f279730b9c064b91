import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { Io } from '../../src/context.js';

export interface FakeTerminal {
  /** Which streams are terminals; none when left out. */
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly columns?: number;
}

export interface FakeIoOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: FakeTerminal;
  readonly stdinText?: string;
  /** A folder to use instead of a fresh one; it is left in place. */
  readonly home?: string;
}

export interface FakeIo {
  readonly io: Io;
  readonly home: string;
  /** Everything written, in order. */
  readonly said: { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  signal(name: 'SIGINT' | 'SIGTERM'): void;
  /** Whether anybody still listens for signals. */
  listening(): boolean;
  remove(): void;
}

/** A process that is none: captured streams, an environment of its own, `TRILINK_HOME` in a fresh folder. */
export function fakeIo(options: FakeIoOptions = {}): FakeIo {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'trilink-test-'));
  const said: FakeIo['said'] = [];
  const listeners = new Set<(signal: 'SIGINT' | 'SIGTERM') => void>();
  const stdin = Object.assign(new PassThrough(), { isTTY: options.terminal?.stdin ?? false });
  if (options.stdinText !== undefined) stdin.end(options.stdinText);
  const io: Io = {
    stdin,
    stdout: captured('stdout', said, options.terminal),
    stderr: captured('stderr', said, options.terminal),
    env: { TRILINK_HOME: home, LANG: 'C.UTF-8', TZ: 'UTC', PATH: process.env.PATH ?? '', ...options.env },
    cwd: home,
    platform: 'linux',
    runtime: process.version,
    execPath: process.execPath,
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    io,
    home,
    said,
    signal: (name) => [...listeners].forEach((listener) => void listener(name)),
    listening: () => listeners.size > 0,
    remove: () => {
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

function captured(stream: 'stdout' | 'stderr', said: FakeIo['said'], terminal: FakeTerminal | undefined) {
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said.push({ stream, text: chunk.toString('utf8') });
      done();
    },
  });
  return Object.assign(writable, { isTTY: terminal?.[stream] ?? false, columns: terminal?.columns ?? 0 });
}
