import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Env } from '../../src/config/environment.js';
import { openSettings, type Settings, type SettingsInput } from '../../src/config/settings.js';
import { systemClock } from '../../src/system-clock.js';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder of its own, gone after the test. */
export async function temporaryHome(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trilink-config-'));
  folders.push(folder);
  return folder;
}

export function settingsInput(home: string, env: Env = {}, more: Partial<SettingsInput> = {}): SettingsInput {
  return {
    env: { TRILINK_HOME: home, ...env },
    platform: 'linux',
    cwd: home,
    clock: systemClock,
    randomBytes,
    execPath: process.execPath,
    ...more,
  };
}

export function settingsIn(
  home: string,
  env: Env = {},
  more: Partial<SettingsInput> = {},
): Promise<Settings> {
  return openSettings(settingsInput(home, env, more));
}

export const itGlueEnv = { TRILINK_IT_GLUE_REGION: 'eu', TRILINK_IT_GLUE_KEY: 'ITG.key-of-environment' };
export const dattoEnv = {
  TRILINK_DATTO_RMM_URL: 'pinotage',
  TRILINK_DATTO_RMM_KEY: 'datto-key-0001',
  TRILINK_DATTO_RMM_SECRET: 'datto-secret-0001',
};
