import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Simulators } from '../../src/simulator/index.js';

const program = fileURLToPath(new URL('../../bin/trilink.js', import.meta.url));

export interface BinaryEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What stdout holds as JSON; fails the test when it is none. */
  json<T = Record<string, unknown>>(): T;
}

/** The real program in processes of its own, against simulators, with a home that is its alone. */
export class Binary {
  readonly home = mkdtempSync(join(tmpdir(), 'trilink-home-'));
  readonly env: Record<string, string>;

  constructor(simulators: Pick<Simulators, 'env'>, env: Record<string, string> = {}) {
    this.env = {
      PATH: process.env.PATH ?? '',
      HOME: this.home,
      TRILINK_HOME: this.home,
      TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync',
      ...simulators.env,
      ...env,
    };
  }

  run(...argv: string[]): Promise<BinaryEnd> {
    return this.start(argv).ended;
  }

  start(argv: readonly string[]): { child: ChildProcess; ended: Promise<BinaryEnd> } {
    const child = spawn(process.execPath, [program, ...argv], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout?.on('data', (part: Buffer) => {
      said.stdout += String(part);
    });
    child.stderr?.on('data', (part: Buffer) => {
      said.stderr += String(part);
    });
    const ended = new Promise<BinaryEnd>((resolve) => {
      child.once('close', (code, signal) =>
        resolve({ code, signal, ...said, json: <T>() => JSON.parse(said.stdout) as T }),
      );
    });
    return { child, ended };
  }

  /** Every file under the home, as one text a file. */
  files(): readonly { readonly path: string; readonly bytes: Buffer }[] {
    return filesUnder(this.home);
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

function filesUnder(folder: string): readonly { path: string; bytes: Buffer }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [{ path, bytes: readFileSync(path) }];
  });
}
