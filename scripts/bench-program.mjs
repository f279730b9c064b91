// Runs the built program as its users do and tells what it cost: time, the peak of its memory, what it printed.
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
export const program = here('bin/trilink.js');

/** Where the simulators' own process starts: its memory and its time are not the program's. */
export const simulatorPlace = { execPath: process.execPath, entry: here('dist/simulator-child.js') };

export function environment(simulators, home) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    TRILINK_HOME: home,
    TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync',
    ...simulators.env,
  };
}

/** `seconds`, `megabytes` (the kernel's own high-water mark; 0 where it does not tell) and the document on stdout. */
export function run(argv, env) {
  return new Promise((resolve, reject) => {
    const startedAt = process.hrtime.bigint();
    const child = spawn(process.execPath, [program, ...argv], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let peakKb = 0;
    child.stdout.on('data', (part) => {
      text += part;
    });
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      } catch {
        // It has ended, or this system does not tell.
      }
    }, 20);
    child.once('close', (code) => {
      clearInterval(watch);
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      if (code !== 0) reject(new Error(`${argv.join(' ')} ended with ${code}`));
      else resolve({ seconds, megabytes: Math.round(peakKb / 1024), document: JSON.parse(text) });
    });
  });
}

/** What a short command prints. */
export function call(argv, env) {
  return new Promise((resolve, reject) => {
    const options = { env, encoding: 'utf8', maxBuffer: 2 ** 30 };
    execFile(process.execPath, [program, ...argv], options, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}

export const dryRun = ['sync', 'start', '--dry-run', '--json', '--create', 'configurations'];
dryRun.push('--max-creates', '99999', '--max-overwrites', '99999');
export const sync = dryRun.map((word) => (word === '--dry-run' ? '--yes' : word));
