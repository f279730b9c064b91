import { expect, test } from 'vitest';
import { deviceVotes } from '../../../../src/domain/matching/devices/device-votes.js';
import { configuration as c, device as d, mac, serial } from './estate.js';

test.each([
  // devices, configurations, votes, because
  [[d('d1', { serial: serial(1) })], [c('c1', { serial: serial(1) })], { o1: 1 }, 'a serial of one and one'],
  [[d('d1', { macs: [mac(1)] })], [c('c1', { macs: [mac(1)] })], { o1: 1 }, 'a MAC of one and one'],
  [
    [d('d1', { serial: serial(1), macs: [mac(1)] })],
    [c('c1', { serial: serial(1), macs: [mac(1)] })],
    { o1: 1 },
    'one device, one vote',
  ],
  [
    [d('d1', { macs: [mac(1), mac(2)] })],
    [c('c1', { macs: [mac(1)] }), c('c2', { macs: [mac(2)], organizationId: 'o2' })],
    null,
    'MACs of two organizations',
  ],
  [
    [d('d1', { serial: serial(1) })],
    [c('c1', { serial: serial(1) }), c('c2', { serial: serial(1) })],
    null,
    'two records have it',
  ],
  [
    [d('d1', { serial: serial(1) }), d('d2', { serial: serial(1) })],
    [c('c1', { serial: serial(1) })],
    null,
    'two devices have it',
  ],
  [
    [d('d1', { macs: ['00:E0:4C:00:00:01'] })],
    [c('c1', { macs: ['00:E0:4C:00:00:01'] })],
    null,
    'a dock goes from PC to PC',
  ],
  [
    [d('d1', { serial: serial(1), macs: [mac(1)] })],
    [c('c1', { serial: serial(2), macs: [mac(1)] })],
    null,
    'two good serials',
  ],
  [
    [d('d1', { serial: serial(1) })],
    [c('c1', { serial: serial(1), archived: true })],
    null,
    'archived records have no vote to give',
  ],
  [
    [
      d('d1', { serial: serial(1), hostname: 'A', lastSeenAt: 9_000 }),
      d('d2', { serial: serial(1), hostname: 'A', lastSeenAt: 1_000 }),
    ],
    [c('c1', { serial: serial(1) })],
    { o1: 1 },
    'a stale agent does not vote',
  ],
  [[d('d1', { hostname: 'PC1' })], [c('c1', { name: 'PC1' })], null, 'names do not vote'],
] as const)('%#', (devices, configurations, votes, because) => {
  const cast = deviceVotes(devices, configurations).get('s1');
  expect(cast ? Object.fromEntries(cast) : null, because).toEqual(votes);
});
