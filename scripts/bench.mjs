// Measures a cold and a warm sync, memory, requests and start-up, each as a ratio in this very run.
//   node scripts/bench.mjs [--devices 10000] [--sites 300] [--repeat 7]
//   node scripts/bench.mjs --setup [--devices 10000] [--sites 303]   `setup check` on three systems
//   node scripts/bench.mjs --three-way [--devices 10000] [--sites 300]   the whole chain with Autotask, cold
//   node scripts/bench.mjs --limits [--devices 700] [--sites 30]   at the vendors' true limits; takes several minutes
// The simulated vendors run in a process of their own: their memory is not counted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { spawnSimulators } from '../dist/simulators.js';
import { leastOfDattoRmm, leastOfItGlue } from './bench-least.mjs';
import { measureLimits } from './bench-limits.mjs';
import { environment, run, simulatorPlace, sync } from './bench-program.mjs';
import { measureSetup } from './bench-setup.mjs';
import { measureStartUp } from './bench-start-up.mjs';
import { measureThreeWay } from './bench-three-way.mjs';

const { values } = parseArgs({
  options: {
    devices: { type: 'string' },
    sites: { type: 'string' },
    repeat: { type: 'string', default: '7' },
    limits: { type: 'boolean', default: false },
    setup: { type: 'boolean', default: false },
    'three-way': { type: 'boolean', default: false },
  },
});

async function measureSync(simulators, env) {
  const before = await simulators.snapshot();
  await simulators.forgetRequests();
  const { seconds, megabytes, document } = await run(sync, env);
  const { log } = await simulators.requests();
  const audits = new Set(log.filter(({ path }) => path.includes('/audit/')).map(({ path }) => path)).size;
  const least =
    leastOfDattoRmm(await simulators.sites(), await simulators.devices(), audits) +
    leastOfItGlue(before, await simulators.snapshot());
  return {
    seconds: seconds.toFixed(1),
    'peak MB': megabytes,
    changes: document.integrations[0].changes.planned,
    audits,
    requests: log.length,
    'over the least': (log.length / least).toFixed(3),
    writes: log.filter(({ read }) => !read).length,
    429: log.filter(({ status }) => status === 429).length,
  };
}

async function mainJob(devices, sites) {
  const home = mkdtempSync(join(tmpdir(), 'trilink-bench-'));
  const simulators = await spawnSimulators({ seed: 1, devices, sites }, simulatorPlace);
  try {
    const env = environment(simulators, home);
    console.log(`${sites} sites, ${devices} devices, unlimited simulators`);
    console.table({ cold: await measureSync(simulators, env), warm: await measureSync(simulators, env) });
    console.table(measureStartUp(env, Number(values.repeat)));
  } finally {
    await simulators.close();
    rmSync(home, { recursive: true, force: true });
  }
}

const size = (devices, sites) => [Number(values.devices ?? devices), Number(values.sites ?? sites)];
if (values.limits) {
  const [devices, sites] = size(700, 30);
  console.log(`${sites} sites, ${devices} devices, the published limits`);
  console.table(await measureLimits({ devices, sites }));
} else if (values['three-way']) {
  const [devices, sites] = size(10_000, 300);
  console.log(`${sites} sites, ${devices} devices, three systems, unlimited simulators`);
  const { rows, told } = await measureThreeWay({ devices, sites });
  console.table(rows);
  console.table(told);
} else if (values.setup) {
  const [devices, sites] = size(10_000, 303);
  console.log(`setup check of three systems: ${sites - 3} companies with a site, ${devices} devices`);
  console.table(await measureSetup({ devices, sites }));
} else {
  await mainJob(...size(10_000, 300));
}
