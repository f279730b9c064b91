// Measures `setup check` on three simulated systems: requests over the least that the estate allows, time, memory.
//   node scripts/bench.mjs --setup [--devices 10000] [--sites 303]      (three of the sites are the RMM's own)
// Once on an estate set up by the book, once on one as found in the field.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSimulators } from '../dist/simulators.js';
import { leastOfSetup } from './bench-least.mjs';
import { environment, run, simulatorPlace } from './bench-program.mjs';

const check = ['setup', 'check', '--json', '--fail-on', 'none'];
const systems = ['datto-rmm', 'autotask', 'it-glue'];

async function measure(options) {
  const home = mkdtempSync(join(tmpdir(), 'trilink-bench-'));
  const simulators = await spawnSimulators({ seed: 1, systems, ...options }, simulatorPlace);
  try {
    const env = { ...environment(simulators, home), TRILINK_INTEGRATIONS: '' };
    const { seconds, megabytes, document } = await run(check, env);
    const { log } = await simulators.requests();
    const estate = [await simulators.snapshot(), await simulators.sites(), await simulators.devices()];
    const least = leastOfSetup(...estate);
    const ours = (system) => log.filter((request) => request.system === system).length;
    return {
      wrong: document.summary.counts.fail,
      used: log.length,
      least,
      'over the least': (log.length / least).toFixed(3),
      ...Object.fromEntries(systems.map((system) => [system, ours(system)])),
      'look-ups': log.filter(({ query }) => query?.includes('psa_id')).length,
      seconds: seconds.toFixed(1),
      'peak MB': megabytes,
      429: log.filter(({ status }) => status === 429).length,
    };
  } finally {
    await simulators.close();
    rmSync(home, { recursive: true, force: true });
  }
}

export async function measureSetup(size) {
  return {
    'by the book': await measure({ ...size, wellKept: true }),
    'as found': await measure(size),
  };
}
