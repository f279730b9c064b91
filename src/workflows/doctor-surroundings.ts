import type { Session } from '../ports/session.js';
import { type Check, pass, unknown, warn } from './doctor-check.js';

/** What is around the program: the person's shell, and what starts it by itself. */
export interface PatientSurroundings {
  /** `null`: the shell is not known. */
  completion(): Promise<{ readonly shell: string; readonly file: string | null } | null>;
  /** Crontab lines that run trilink; `null` where it cannot be listed. */
  schedule(): Promise<readonly string[] | null>;
}

/** Nothing about a shell that is not known. */
export async function completion(surroundings: PatientSurroundings): Promise<readonly Check[]> {
  const found = await surroundings.completion();
  if (found === null) return [];
  const { shell, file } = found;
  if (file !== null) return [pass('completion', 'completion', `${shell}, in ${file}`)];
  return [warn('completion', 'completion', `${shell} does not complete trilink`, installing[shell] ?? null)];
}

const installing: Readonly<Record<string, string>> = {
  bash: 'Add to ~/.bashrc: source <(trilink completion bash)',
  zsh: 'Run: trilink completion zsh > ~/.zfunc/_trilink (a folder of your fpath)',
  fish: 'Run: trilink completion fish > ~/.config/fish/completions/trilink.fish',
};

/** Whether anything runs the enabled integrations by itself. Without one there is nothing to run. */
export async function schedule(
  surroundings: PatientSurroundings,
  session: Session,
): Promise<readonly Check[]> {
  if (session.integrations.length === 0) return [];
  const lines = await surroundings.schedule();
  const fix = 'With cron: run crontab -e and add: 15 * * * * trilink sync start --yes --quiet';
  if (lines === null) return [unknown('schedule', 'schedule', 'crontab cannot be listed here', null)];
  if (lines.length === 0) return [warn('schedule', 'schedule', 'crontab does not run trilink', fix)];
  const more = lines.length === 1 ? '' : ` and ${lines.length - 1} more`;
  return [pass('schedule', 'schedule', `crontab has: ${lines[0]?.trim()}${more}`)];
}
