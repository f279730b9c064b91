// How long commands take that ask nobody, as a ratio to Node itself in the same moments.
import { spawnSync } from 'node:child_process';
import { program } from './bench-program.mjs';

const commands = {
  'node -e 0': null,
  '--version': ['--version'],
  '--help': ['--help'],
  status: ['status'],
  'match list devices': ['match', 'list', 'devices'],
  'match list devices --json': ['match', 'list', 'devices', '--json'],
  'match list sites': ['match', 'list', 'sites'],
};

/** The shortest of several runs each, all of them in turn: what else the machine does disturbs them alike. */
export function measureStartUp(env, repeat) {
  const shortest = {};
  for (let round = 0; round < repeat; round++) {
    for (const [what, argv] of Object.entries(commands)) {
      const startedAt = process.hrtime.bigint();
      const { status } = spawnSync(process.execPath, argv === null ? ['-e', '0'] : [program, ...argv], {
        env,
        stdio: 'ignore',
      });
      if (status !== 0) throw new Error(`${what} ended with ${status}`);
      const ms = Number(process.hrtime.bigint() - startedAt) / 1e6;
      shortest[what] = Math.min(shortest[what] ?? Number.POSITIVE_INFINITY, ms);
    }
  }
  return Object.entries(shortest).map(([what, ms]) => ({
    what,
    ms: Math.round(ms),
    'times bare node': (ms / shortest['node -e 0']).toFixed(2),
  }));
}
