import { spawn } from 'node:child_process';
import type { Env } from './environment.js';

export interface QuietRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Env;
  readonly timeoutMs: number;
  /** Written to its stdin; without it there is none. */
  readonly input?: string;
}

export type QuietEnd =
  | { readonly ended: 'well'; readonly stdout: string }
  | { readonly ended: 'badly'; readonly why: string };

const mostOutput = 64 * 1024;

/**
 * Runs a program without a shell and hears its stdout alone; what it says on stderr may be a secret too, so nobody does.
 * Ends in time even when the program leaves a child behind that keeps the pipe open.
 */
export function runQuietly({ command, args, env, timeoutMs, input }: QuietRun): Promise<QuietEnd> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      shell: false,
      env: { ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const end = (how: QuietEnd) => {
      clearTimeout(timer);
      child.stdout?.removeAllListeners('data').destroy();
      child.kill('SIGKILL');
      resolve(how);
    };
    const late = `did not end within ${timeoutMs / 1000} s`;
    const timer = setTimeout(() => end({ ended: 'badly', why: late }), timeoutMs);
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.length > mostOutput) end({ ended: 'badly', why: 'printed too much' });
    });
    child.on('error', (error) => end({ ended: 'badly', why: `did not start (${codeOf(error)})` }));
    child.on('close', (code, signal) => {
      if (code === 0) end({ ended: 'well', stdout });
      else end({ ended: 'badly', why: `ended with ${code ?? signal}` });
    });
    child.stdin?.on('error', () => {}).end(input);
  });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
