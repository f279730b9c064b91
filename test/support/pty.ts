import { resolve } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';

const bin = resolve(import.meta.dirname, '../../bin/trilink.js');

export interface Terminal {
  /** Everything the screen has been sent so far, escape sequences included. */
  readonly screen: string;
  /** Waits until `text` has been sent after the last thing that was waited for. */
  sees(text: string | RegExp): Promise<void>;
  /** Types, as a person would. Enter is `\r`, Ctrl-C `\u0003`. */
  type(keys: string): void;
  /** Another size, as when a window is dragged. */
  resize(columns: number, rows: number): void;
  /** The exit code; a signal's as a shell tells it. */
  readonly ended: Promise<number>;
  kill(): void;
}

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

/** The built program in a real pseudo-terminal. Waits for screen text, never for time. */
export function trilinkAtTerminal(options: TerminalOptions, ...argv: string[]): Terminal {
  return atTerminal(process.execPath, [bin, ...argv], options);
}

export function atTerminal(program: string, argv: readonly string[], options: TerminalOptions): Terminal {
  const env = {
    PATH: process.env.PATH ?? '',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    TZ: 'UTC',
    ...options.env,
  };
  const { columns: cols = 80, rows = 40 } = options;
  const pty: IPty = spawn(program, [...argv], { name: 'xterm-256color', cols, rows, env });
  let screen = '';
  let seenTo = 0;
  const watchers = new Set<() => void>();
  pty.onData((data) => {
    screen += data;
    for (const watch of watchers) watch();
  });
  const ended = new Promise<number>((done) => {
    pty.onExit(({ exitCode, signal }) => {
      for (const watch of watchers) watch();
      done(signal ? 128 + signal : exitCode);
    });
  });
  return {
    get screen() {
      return screen;
    },
    sees(text) {
      const pattern =
        typeof text === 'string' ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : text;
      return new Promise((resolvePromise, reject) => {
        const look = () => {
          const found = pattern.exec(readable(screen).slice(seenTo));
          if (!found) return;
          seenTo += found.index + found[0].length;
          watchers.delete(look);
          resolvePromise();
        };
        watchers.add(look);
        look();
        void ended.then(() => {
          look();
          if (watchers.has(look))
            reject(new Error(`never seen: ${pattern}\non this screen:\n${readable(screen)}`));
        });
      });
    },
    type: (keys) => pty.write(keys),
    resize: (toColumns, toRows) => pty.resize(toColumns, toRows),
    ended,
    kill: () => pty.kill(),
  };
}

/** Without escape sequences and carriage returns. */
export function readable(screen: string): string {
  return screen.replace(/\u001b\[[0-9;?]*[A-Za-z]|\u001b[()][A-Z0-9]|\u001b[=>]|\r/g, '');
}
