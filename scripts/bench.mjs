// Measures start-up, a cold and a warm sync, memory and requests, each as a ratio in this very run.
//   node scripts/bench.mjs [--devices 10000] [--sites 300] [--repeat 7]
// The simulated vendors run in a process of their own: their memory is not counted.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { spawnSimulators } from '../dist/simulators.js';

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '10000' },
    sites: { type: 'string', default: '300' },
    repeat: { type: 'string', default: '7' },
  },
});
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const program = here('bin/trilink.js');

/** The shortest of several runs, in milliseconds: what the machine can do when nothing else disturbs it. */
function shortest(argv, env) {
  const times = Array.from({ length: Number(values.repeat) }, () => {
    const startedAt = process.hrtime.bigint();
    spawnSync(process.execPath, argv, { env, stdio: 'ignore' });
    return Number(process.hrtime.bigint() - startedAt) / 1e6;
  });
  return Math.min(...times);
}

function sync(env) {
  return new Promise((resolve, reject) => {
    const limits = ['--create', 'configurations', '--max-creates', '99999', '--max-overwrites', '99999'];
    const startedAt = process.hrtime.bigint();
    const child = spawn(process.execPath, [program, 'sync', 'start', '--yes', '--json', ...limits], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
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
    }, 50);
    child.once('close', (code) => {
      clearInterval(watch);
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      if (code !== 0) reject(new Error(`sync ended with ${code}`));
      else resolve({ seconds, megabytes: Math.round(peakKb / 1024), document: JSON.parse(text) });
    });
  });
}

/** The fewest reads of Datto RMM that a run can do with: lists, one page of adapters a site, one record a device asked about. */
function leastReads(log, devices, sites) {
  const audits = new Set(log.filter(({ path }) => path.includes('/audit/')).map(({ path }) => path)).size;
  const adapterSites = new Set(
    log.filter(({ path }) => path.includes('/network-interface')).map(({ path }) => path),
  ).size;
  const logIn = 1;
  const account = 1;
  const rate = 1;
  return logIn + account + rate + Math.ceil(sites / 250) + Math.ceil(devices / 250) + adapterSites + audits;
}

async function measureSync(simulators, env) {
  await simulators.forgetRequests();
  const result = await sync(env);
  const { log } = await simulators.requests();
  const datto = log.filter(({ system }) => system === 'datto-rmm');
  const least = leastReads(datto, (await simulators.devices()).length, (await simulators.sites()).length);
  return {
    seconds: result.seconds.toFixed(1),
    'peak MB': result.megabytes,
    changes: result.document.integrations[0].changes.planned,
    'Datto RMM reads': datto.length,
    'over the least': (datto.length / least).toFixed(3),
    'IT Glue requests': log.length - datto.length,
    429: log.filter(({ status }) => status === 429).length,
  };
}

const home = mkdtempSync(join(tmpdir(), 'trilink-bench-'));
const options = { seed: 1, devices: Number(values.devices), sites: Number(values.sites) };
const simulators = await spawnSimulators(options, {
  execPath: process.execPath,
  entry: here('dist/simulator-child.js'),
});
try {
  const base = {
    PATH: process.env.PATH,
    HOME: home,
    TRILINK_HOME: home,
    TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync',
  };
  const env = { ...base, ...simulators.env };
  console.log(`${values.sites} sites, ${values.devices} devices, unlimited simulators`);
  console.table({ cold: await measureSync(simulators, env), warm: await measureSync(simulators, env) });

  const bare = shortest(['-e', '0'], base);
  const rows = {
    'node -e 0': [],
    '--version': ['--version'],
    '--help': ['--help'],
    'match list devices': ['match', 'list', 'devices'],
    'match list sites': ['match', 'list', 'sites'],
  };
  const table = Object.entries(rows).map(([what, argv]) => {
    const ms = argv.length === 0 ? bare : shortest([program, ...argv], env);
    return { what, ms: Math.round(ms), 'times bare node': (ms / bare).toFixed(2) };
  });
  console.table(table);
} finally {
  await simulators.close();
  rmSync(home, { recursive: true, force: true });
}
