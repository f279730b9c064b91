// The whole chain of three systems, cold: the requests each system took, over the fewest that would do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSimulators } from '../dist/simulators.js';
import { leastOfAutotask, leastOfDattoRmm, leastOfItGlueChain } from './bench-least.mjs';
import { call, environment, run, simulatorPlace } from './bench-program.mjs';

const chain = ['datto-rmm:autotask', 'autotask:it-glue', 'datto-rmm:it-glue'];
const sync = ['sync', 'start', '--yes', '--json', '--create', 'all'];
sync.push('--max-creates', '999999', '--max-overwrites', '999999');

const itemTypes = {
  Desktop: 'Desktop',
  Laptop: 'Laptop',
  Server: 'Server',
  'ESXi Host': 'Hypervisor',
  Printer: 'Printer',
  Switch: 'Switch',
  Firewall: 'Firewall',
  Router: 'Router',
  'Network Device': 'Network Device',
  unknown: 'skip',
};

/** @returns one row a system, and the audit calls with and without Autotask. */
export async function measureThreeWay(size) {
  const audits = (log) => log.filter(({ path }) => path.includes('/audit/')).length;
  const whole = await withVendors(size, async (simulators, env) => {
    for (const [type, itemType] of Object.entries(itemTypes)) {
      const key = 'integrations.datto-rmm:autotask';
      await call(['config', 'set', `${key}.deviceTypes.${type}`, itemType], env);
      if (itemType !== 'skip') await call(['config', 'set', `${key}.options.product.${type}`, 'create'], env);
    }
    env.TRILINK_INTEGRATIONS = chain.map((id) => `${id}=sync`).join(',');
    const before = await simulators.snapshot();
    const { seconds, megabytes, document } = await run(sync, env);
    const { log } = await simulators.requests();
    const { changes } = JSON.parse(await call(['sync', 'logs', document.id, '--json'], env));
    await simulators.forgetRequests();
    const second = await run(sync, env);
    const after = await simulators.snapshot();
    const read = new Set(log.filter(({ path }) => path.includes('/audit/')).map(({ path }) => path)).size;
    const least = {
      'datto-rmm': leastOfDattoRmm(await simulators.sites(), await simulators.devices(), read),
      autotask: leastOfAutotask(before, changes),
      'it-glue': leastOfItGlueChain(before, after, changes),
    };
    return { seconds, megabytes, document, second, log, least };
  });
  const blind = await withVendors(size, async (simulators, env) => {
    for (const name of Object.keys(env)) if (name.startsWith('TRILINK_AUTOTASK')) delete env[name];
    env.TRILINK_INTEGRATIONS = 'datto-rmm:it-glue=sync';
    await run(sync, env);
    return (await simulators.requests()).log;
  });

  const { log, least } = whole;
  const used = (system) => log.filter((one) => one.system === system).length;
  const row = (used, least) => ({ used, least, 'over the least': (used / least).toFixed(3) });
  const rows = Object.fromEntries(
    Object.entries(least).map(([system, count]) => [system, row(used(system), count)]),
  );
  rows.all = row(
    log.length,
    Object.values(least).reduce((sum, count) => sum + count, 0),
  );
  return {
    rows,
    told: {
      seconds: whole.seconds.toFixed(1),
      'peak MB': whole.megabytes,
      changes: whole.document.integrations.reduce((sum, hop) => sum + hop.changes.planned, 0),
      'changes of the second run': whole.second.document.integrations.reduce(
        (sum, hop) => sum + hop.changes.planned,
        0,
      ),
      'audit calls': audits(log),
      'audit calls without Autotask': audits(blind),
      'audit calls saved by Autotask data': audits(blind) - audits(log),
      429: log.filter(({ status }) => status === 429).length,
    },
  };
}

async function withVendors({ devices, sites }, work) {
  const home = mkdtempSync(join(tmpdir(), 'trilink-bench-'));
  const systems = ['datto-rmm', 'autotask', 'it-glue'];
  const options = { seed: 1, devices, sites, systems, setUpDone: true, autotask: { rmmFields: 'writable' } };
  const simulators = await spawnSimulators(options, simulatorPlace);
  try {
    return await work(simulators, environment(simulators, home));
  } finally {
    await simulators.close();
    rmSync(home, { recursive: true, force: true });
  }
}
