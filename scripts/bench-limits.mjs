// Whether we ever exceed the vendors' true limits: by one process, by two at once, by a run right after a dry run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSimulators } from '../dist/simulators.js';
import { dryRun, environment, run, simulatorPlace, sync } from './bench-program.mjs';

const scenarios = {
  'a dry run, then the run at once': async (env) => [await run(dryRun, env), await run(sync, env)],
  'two dry runs at once, then the run': async (env) => [
    ...(await Promise.all([run(dryRun, env), run(dryRun, env)])),
    await run(sync, env),
  ],
};

export async function measureLimits({ devices, sites }) {
  const rows = [];
  for (const [what, scenario] of Object.entries(scenarios)) {
    const simulators = await spawnSimulators({ seed: 1, devices, sites, limits: 1 }, simulatorPlace);
    const home = mkdtempSync(join(tmpdir(), 'trilink-bench-'));
    try {
      const startedAt = Date.now();
      const runs = await scenario(environment(simulators, home));
      const { log } = await simulators.requests();
      const busiest = (system, ms) =>
        mostIn(
          log.filter((one) => one.system === system && one.path !== '/auth/oauth/token'),
          ms,
        );
      rows.push({
        what,
        seconds: Math.round((Date.now() - startedAt) / 1000),
        requests: log.length,
        'Datto RMM, most in 60 s (of 600)': busiest('datto-rmm', 60_000),
        'IT Glue, most in 300 s (of 3000)': busiest('it-glue', 300_000),
        'waited s': Math.round(sumOfWaits(runs) / 1000),
        429: log.filter(({ status }) => status === 429).length,
      });
    } finally {
      await simulators.close();
      rmSync(home, { recursive: true, force: true });
    }
  }
  return rows;
}

function mostIn(requests, windowMs) {
  let most = 0;
  let from = 0;
  for (let to = 0; to < requests.length; to++) {
    while (requests[from].at <= requests[to].at - windowMs) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

function sumOfWaits(runs) {
  const waits = runs.flatMap(({ document }) =>
    Object.values(document.requests).map(({ waitedMs }) => waitedMs),
  );
  return waits.reduce((sum, ms) => sum + ms, 0);
}
