import { expect, test } from 'vitest';
import type { Configuration } from '../../src/domain/estate/target.js';
import { rmmToAutotask } from '../../src/domain/hops/rmm-to-autotask.js';
import { psaKnowledge } from '../../src/workflows/psa-knowledge.js';
import { configuration, device } from '../support/estate.js';
import { openTestSession } from '../support/session.js';

const item = (id: string, changes: Partial<Configuration>) =>
  configuration({ id, rmmUid: 'device-1', serial: `S-${id}`, mac: 'A45E60110C9D', ...changes });

/** What device-1 is lent in the hop into the PSA, by the items there. */
async function lentBy(...items: readonly Configuration[]) {
  const session = await openTestSession({ integration: 'datto-rmm:autotask' });
  const { lender } = await psaKnowledge(session, rmmToAutotask);
  const { lent } = lender(items)(device({ id: 'device-1', serial: null }));
  await session.close();
  return lent.map(({ kind, value, from }) => `${kind} ${value} of ${from}`);
}

test.each([
  ['the item with its uid', [item('1', {})], ['serial S-1 of autotask'], 'its serial spares the audit'],
  ['an item of another device', [item('1', { rmmUid: 'device-2' })], [], 'it says nothing of this one'],
  ['an item without a serial', [item('1', { serial: null })], [], 'the audit must be read'],
  ['an inactive item', [item('1', { archived: true })], [], 'it may be of an earlier machine'],
  ['two items with one uid', [item('1', {}), item('2', {})], [], 'one of them is wrong'],
  [
    'a live and an inactive item with one uid',
    [item('1', { archived: true }), item('2', {})],
    ['serial S-2 of autotask'],
    'the live one holds',
  ],
])('a device is lent what is certain: %s', async (_, items, expected, because) => {
  expect(await lentBy(...items), because).toEqual(expected);
});
