import { openStore } from '../../../src/store/open-store.js';
import { systemClock } from '../../../src/system-clock.js';

const [file = '', name = ''] = process.argv.slice(2);
const store = await openStore({ file, profile: 'default', clock: systemClock, random: Math.random });
for (let count = 1; count <= 25; count += 1) {
  const sequences = await store.matches.decide('datto-rmm:it-glue', [
    {
      kind: 'site',
      sourceId: `${name}-${count}`,
      verb: 'ignore',
      targetId: null,
      oldTargetId: null,
      by: 'person',
      who: name,
      note: null,
      at: count,
    },
  ]);
  console.log(sequences.join());
}
await store.close();
