import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, onTestFinished } from 'vitest';

const cache = fileURLToPath(new URL('../../node_modules/.cache/test-children/', import.meta.url));
const folder = join(cache, String(process.pid));
const built = new Map<string, Promise<string>>();

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Bundles a TypeScript program into a file that Node runs; packages stay where they are. */
export function childProgram(source: URL): Promise<string> {
  const known = built.get(source.href);
  if (known) return known;
  const path = bundle(fileURLToPath(source));
  built.set(source.href, path);
  return path;
}

async function bundle(source: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, `${basename(source, '.ts')}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}

export interface RunningChild {
  readonly process: ChildProcess;
  /** What it prints, line by line, as it comes. */
  readonly lines: AsyncIterableIterator<string>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stderr: string }>;
}

/** Starts a bundled program; whatever is left of it is killed when the test ends. */
export function startChild(
  program: string,
  args: readonly string[],
  prefix: readonly string[] = [],
): RunningChild {
  const [command = process.execPath, ...rest] = [...prefix, process.execPath, program, ...args];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Awaited<RunningChild['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stderr }));
  });
  return { process: child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), ended };
}

/** Runs a bundled program to its end and answers with the lines it printed. */
export async function runChild(program: string, args: readonly string[]): Promise<readonly string[]> {
  const child = startChild(program, args);
  const lines: string[] = [];
  for await (const line of child.lines) lines.push(line);
  const { code, stderr } = await child.ended;
  if (code !== 0) throw new Error(`${basename(program)} ended with ${code}: ${stderr}`);
  return lines;
}
