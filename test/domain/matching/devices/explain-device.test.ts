import { expect, test } from 'vitest';
import { explainDevice } from '../../../../src/domain/matching/devices/explain-device.js';
import { matchDevices } from '../../../../src/domain/matching/devices/match-devices.js';
import { configuration as c, device as d, input, mac, serial } from './estate.js';

const S = serial(1);

const crowd = input(
  [
    d('d1', { serial: ` ${S}`, macs: [mac(1), 'ff:ff:ff:ff:ff:ff', mac(7), 'zz'], hostname: 'PC1' }),
    d('d2', { serial: serial(2), macs: [mac(7)], hostname: 'PC2' }),
    d('d3', { serial: serial(3), macs: [mac(7)], hostname: 'PC3' }),
    d('d4', { macs: [mac(1)], hostname: 'PC4' }),
  ],
  [
    c('c1', { serial: S, macs: [mac(1)], name: 'PC1' }),
    c('c2', { serial: serial(2), macs: [mac(7)], name: 'PC1' }),
    c('c3', { serial: S, archived: true }),
  ],
);

test('tells of every identifier whether it was kept, its class and how often it occurs', () => {
  const identifiers = explainDevice(crowd, 'd1')?.identifiers.map(
    ({ kind, value, kept, class: kind2, trust, why }) => [kind, value, kept, kind2, trust, why],
  );
  expect(identifiers).toEqual([
    ['serial', S, true, 'ok', 'full', ''],
    ['mac', mac(1).toUpperCase(), true, 'ok', 'half', 'two records have it'],
    ['mac', 'FF:FF:FF:FF:FF:FF', false, 'junk', 'none', 'broadcast'],
    ['mac', mac(7).toUpperCase(), false, 'ok', 'none', 'three or more records have it'],
    ['mac', 'zz', false, 'none', 'none', 'not twelve hexadecimal digits'],
    ['name', 'pc1', true, 'ok', 'none', 'a name suggests and never decides'],
  ]);
});

test('shows every candidate with its role, rivals, and the verdict that matching gives', () => {
  const explanation = explainDevice(crowd, 'd1');
  expect(explanation?.verdict).toEqual(matchDevices(crowd).find(({ sourceId }) => sourceId === 'd1'));
  expect(explanation?.candidates.map(({ id, role }) => [id, role])).toEqual([
    ['c1', 'chosen'],
    ['c3', 'archived'],
    ['c2', 'vetoed'],
  ]);
  expect(explanation?.rivals).toEqual([{ deviceId: 'd4', hostname: 'PC4', configurationId: 'c1', hard: 8 }]);
});

test('says who holds a configuration and what would change the verdict', () => {
  const explanation = explainDevice(crowd, 'd4');
  expect(explanation?.candidates[0]).toMatchObject({ id: 'c1', role: 'held', heldBy: 'd1' });
  expect(explanation?.whatWouldChange).toEqual([
    'A configuration with the serial, a MAC address or the name of this device in the organization.',
  ]);
});

test('names the other agents of the machine', () => {
  const agents = input(
    [
      d('new', { serial: S, hostname: 'A', lastSeenAt: 9_000 }),
      d('old', { serial: S, hostname: 'A', lastSeenAt: 1_000 }),
    ],
    [],
  );
  expect(explainDevice(agents, 'old')?.agents).toEqual([{ deviceId: 'new', stale: false }]);
  expect(explainDevice(agents, 'new')?.agents).toEqual([{ deviceId: 'old', stale: true }]);
});

test('knows no device that the input has not', () => {
  expect(explainDevice(crowd, 'nobody')).toBeNull();
});
