import { isAbsolute, join, resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { type Env, envText } from './environment.js';

/** Where everything lies. Each folder is this user's alone. */
export interface Paths {
  /** Preferences and connection settings. */
  readonly config: string;
  /** What must not be lost: store, secrets. */
  readonly state: string;
  /** What can be deleted at any time. */
  readonly cache: string;
  readonly settingsFile: string;
  readonly secretsFile: string;
  readonly storeFile: string;
}

export interface PathsInput {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  /** A relative `TRILINK_HOME` starts here. */
  readonly cwd: string;
}

/**
 * `TRILINK_HOME` holds everything; else the platform's own folders: XDG on Linux (a relative XDG path is ignored, as
 * its specification asks), `~/Library` on macOS, `%APPDATA%` and `%LOCALAPPDATA%` on Windows.
 */
export function resolvePaths(input: PathsInput): Paths {
  const { config, state, cache } = folders(input);
  return {
    config,
    state,
    cache,
    settingsFile: join(config, 'settings.json'),
    secretsFile: join(state, 'secrets.json'),
    storeFile: join(state, 'trilink.db'),
  };
}

type Folders = Pick<Paths, 'config' | 'state' | 'cache'>;

function folders({ env, platform, cwd }: PathsInput): Folders {
  const all = envText(env, 'TRILINK_HOME');
  if (all !== null) return within(resolve(cwd, all));
  if (platform === 'win32') return windowsFolders(env);
  const home = homeOf(env, 'HOME');
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'trilink');
    return { ...within(support), cache: join(home, 'Library', 'Caches', 'trilink') };
  }
  const xdg = (name: string, fallback: string) => {
    const set = envText(env, name);
    return join(set !== null && isAbsolute(set) ? set : join(home, fallback), 'trilink');
  };
  return {
    config: xdg('XDG_CONFIG_HOME', '.config'),
    state: xdg('XDG_STATE_HOME', '.local/state'),
    cache: xdg('XDG_CACHE_HOME', '.cache'),
  };
}

function within(folder: string): Folders {
  return { config: join(folder, 'config'), state: join(folder, 'state'), cache: join(folder, 'cache') };
}

function windowsFolders(env: Env): Folders {
  const roaming = envText(env, 'APPDATA') ?? join(homeOf(env, 'USERPROFILE'), 'AppData', 'Roaming');
  const local = envText(env, 'LOCALAPPDATA') ?? join(homeOf(env, 'USERPROFILE'), 'AppData', 'Local');
  return { ...within(join(local, 'trilink')), config: join(roaming, 'trilink', 'config') };
}

function homeOf(env: Env, name: string): string {
  const home = envText(env, name);
  if (home !== null) return home;
  throw new UsageError(`It is not known where to keep settings: neither TRILINK_HOME nor ${name} is set`, {
    code: 'no-home',
    hint: 'Set TRILINK_HOME to a folder of your own',
  });
}

/**
 * The store's file: `TRILINK_STORE=sqlite:PATH`, else in the state folder.
 *
 * @throws {UsageError} for `postgres://…`, which this version does not have, and for anything else.
 */
export function storeFile(env: Env, paths: Paths, cwd: string): string {
  const named = envText(env, 'TRILINK_STORE');
  if (named === null) return paths.storeFile;
  if (/^postgres(ql)?:\/\//.test(named)) {
    throw new UsageError('A PostgreSQL store is not in this version', {
      code: 'not-in-this-version',
      hint: 'Leave TRILINK_STORE unset, or set it to sqlite:PATH',
    });
  }
  const path = named.startsWith('sqlite:') ? named.slice('sqlite:'.length) : '';
  if (path !== '') return resolve(cwd, path);
  throw new UsageError('TRILINK_STORE names no store that this version knows', {
    code: 'environment',
    hint: 'Set it to sqlite:PATH, for example sqlite:/var/lib/trilink/trilink.db',
  });
}
