import { openStore } from '../../../src/store/open-store.js';
import { systemClock } from '../../../src/system-clock.js';
import { changeRow, fenceHolder, itemOf, outcomeOf } from '../samples.js';

const [file = ''] = process.argv.slice(2);
const store = await openStore({ file, profile: 'default', clock: systemClock, random: Math.random });
const holder = { ...fenceHolder, pid: process.pid, runId: 'killed', until: Date.now() + 60_000 };
const fence = await store.lease.take('it-glue', holder, Date.now(), () => true);
const body = 'x'.repeat(900);
for (let round = 1; ; round += 1) {
  const seen = Array.from({ length: 400 }, (_, index) => ({
    id: `d${index}`,
    scopeId: 's1',
    name: `PC-${index}`,
    body: `${body}${round}`,
  }));
  await store.observations.record(outcomeOf({ finishedAt: round, startedAt: round }), seen);
  const items = seen.map(({ id }) => itemOf({ sourceId: id, runId: `r${round}` }));
  await store.matches.publish('datto-rmm:it-glue', round, items, { scope: 'all', dryRun: false });
  await store.journal.intend(fence, Date.now() + 60_000, [changeRow({ runId: 'killed', id: `c${round}` })]);
  console.log(round);
}
