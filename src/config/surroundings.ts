import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Env, envText } from './environment.js';
import { runQuietly } from './run-quietly.js';

/** Where a shell looks for completion, below the home folder unless absolute. */
const completionFiles: Readonly<Record<string, readonly string[]>> = {
  bash: [
    '.local/share/bash-completion/completions/trilink',
    '/usr/share/bash-completion/completions/trilink',
    '/etc/bash_completion.d/trilink',
    '.bashrc',
    '.bash_profile',
  ],
  zsh: ['.zfunc/_trilink', '/usr/share/zsh/site-functions/_trilink', '.zshrc'],
  fish: ['.config/fish/completions/trilink.fish', '.config/fish/config.fish'],
};

export interface ShellCompletion {
  readonly shell: string;
  /** The file that has it; `null` when none of the usual ones does. */
  readonly file: string | null;
}

/** Whether the person's shell completes `trilink`; `null` when the shell is not known. */
export async function shellCompletion(env: Env): Promise<ShellCompletion | null> {
  const shell = (envText(env, 'SHELL') ?? '').split('/').pop() ?? '';
  const home = envText(env, 'HOME');
  const places = Object.hasOwn(completionFiles, shell) ? completionFiles[shell] : undefined;
  if (!places || home === null) return null;
  for (const place of places) {
    const file = place.startsWith('/') ? place : join(home, place);
    if ((await textOf(file)).includes('trilink')) return { shell, file };
  }
  return { shell, file: null };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}

/** Lines of this user's crontab that run trilink; `null` where it cannot be listed. No crontab at all has none. */
export async function crontabLines(env: Env, platform: NodeJS.Platform): Promise<readonly string[] | null> {
  if (platform === 'win32') return null;
  const listed = await runQuietly({ command: 'crontab', args: ['-l'], env, timeoutMs: 2_000 });
  if (listed.ended === 'badly') return listed.why === 'ended with 1' ? [] : null;
  return listed.stdout
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#') && line.includes('trilink'));
}
