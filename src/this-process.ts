import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Session } from './ports/session.js';

/** Who this process is, so that another can tell whether it still lives: a process id alone is given out again. */
export function thisProcess(): Session['process'] {
  return {
    host: hostname(),
    bootId: readText('/proc/sys/kernel/random/boot_id') ?? 'unknown',
    pid: process.pid,
    startedAt: startOf(process.pid) ?? 'unknown',
    isAlive: (pid, startedAt) => runs(pid) && (startOf(pid) ?? startedAt) === startedAt,
  };
}

/** When a process started, in clock ticks since boot; `null` where the system does not tell. */
function startOf(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  // The name in brackets may hold blanks and brackets: the numbered fields begin after the last one.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
