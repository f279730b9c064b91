import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '../../../../src/domain/estate/source.js';
import type { Configuration } from '../../../../src/domain/estate/target.js';
import { deviceVotes } from '../../../../src/domain/matching/devices/device-votes.js';
import { matchDevices } from '../../../../src/domain/matching/devices/match-devices.js';
import { configuration as c, device as d, input, mac, serial, standing } from './estate.js';

/** Few values, so that records share, clash and repeat identifiers as often as they can. */
const few = fc.nat({ max: 5 });
const serials = fc.oneof(few.map(serial), fc.constantFrom(null, 'Default string', '7351', `${serial(1)}X`));
const macs = fc.array(fc.oneof(few.map(mac), fc.constantFrom('00:E0:4C:00:00:01', '00:50:56:11:22:33')), {
  maxLength: 3,
});
const names = fc.oneof(
  few.map((n) => `QXX-PC${n}`),
  fc.constantFrom('', 'localhost', 'OLD-QXX-PC1', 'QXX-PC1.corp.local'),
);
const sites = fc.constantFrom('s1', 's1', 's2', 's9');

const deviceSeeds = fc.array(
  fc.record({
    serial: serials,
    macs,
    hostname: names,
    siteId: sites,
    lastSeenAt: fc.nat({ max: 3 }).map((n) => n * 1000),
  }),
  { maxLength: 10 },
);
const configurationSeeds = fc.array(
  fc.record({
    serial: serials,
    macs,
    name: names,
    organizationId: fc.constantFrom('o1', 'o1', 'o2'),
    archived: fc.boolean(),
    psa: fc.boolean(),
  }),
  { maxLength: 10 },
);
const estates = fc
  .tuple(deviceSeeds, configurationSeeds, fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 3 }))
  .map(([own, theirs, ties]) => ({
    devices: own.map((seed, i) => d(`d${i}`, seed)),
    configurations: theirs.map((seed, i) => c(`c${i}`, seed)),
    standing: ties
      .map(([i, j]) => standing(`d${i}`, `c${j}`))
      .filter((one, i, all) => all.findIndex((x) => x.sourceId === one.sourceId) === i),
  }));

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

describe('whatever the estate', () => {
  test('the order of the inputs changes nothing', () => {
    const cases = estates.chain((estate) =>
      fc.tuple(
        fc.constant(estate),
        shuffled(estate.devices),
        shuffled(estate.configurations),
        shuffled(estate.standing),
      ),
    );
    fc.assert(
      fc.property(cases, ([estate, devices, configurations, ties]) => {
        const { standing } = estate;
        expect(matchDevices(input(devices, configurations, { standing: ties }))).toEqual(
          matchDevices(input(estate.devices, estate.configurations, { standing })),
        );
        expect(votesOf(devices, configurations)).toEqual(votesOf(estate.devices, estate.configurations));
      }),
      { numRuns: 400 },
    );
  });

  test('no configuration is given twice, and every match explains itself', () => {
    fc.assert(
      fc.property(estates, ({ devices, configurations, standing }) => {
        const matched = matchDevices(input(devices, configurations, { standing })).filter(
          ({ status }) => status === 'matched',
        );
        expect(new Set(matched.map(({ targetId }) => targetId)).size).toBe(matched.length);
        for (const { candidates, targetId } of matched) {
          expect(candidates[0]?.id).toBe(targetId);
          expect(candidates[0]?.evidence.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a record that shares nothing changes nothing for the others', () => {
    fc.assert(
      fc.property(
        estates,
        fc.constantFrom('o1', 'o2', 'o3'),
        ({ devices, configurations, standing }, organizationId) => {
          const before = matchDevices(input(devices, configurations, { standing }));
          const stranger = c('zz', {
            serial: 'QQ99ZZ88',
            macs: ['A4:BB:6D:99:99:99'],
            name: 'STRANGER-1',
            organizationId,
          });
          const newcomer = d('zz', {
            serial: 'WW77YY66',
            macs: ['A4:BB:6D:88:88:88'],
            hostname: 'NEWCOMER-2',
          });
          expect(matchDevices(input(devices, [...configurations, stranger], { standing }))).toEqual(before);
          const after = matchDevices(input([...devices, newcomer], configurations, { standing }));
          expect(after.filter(({ sourceId }) => sourceId !== 'zz')).toEqual(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('what was matched once is matched again', () => {
    fc.assert(
      fc.property(estates, ({ devices, configurations }) => {
        const first = matchDevices(input(devices, configurations)).filter(
          ({ status }) => status === 'matched',
        );
        const ties = first.map(({ sourceId, targetId }) => standing(sourceId, targetId ?? ''));
        const second = matchDevices(input(devices, configurations, { standing: ties }));
        const targets = new Map(second.map(({ sourceId, targetId }) => [sourceId, targetId]));
        for (const { sourceId, targetId } of first) expect(targets.get(sourceId)).toBe(targetId);
      }),
      { numRuns: 300 },
    );
  });
});

function votesOf(devices: readonly Device[], configurations: readonly Configuration[]) {
  const votes = deviceVotes(devices, configurations);
  return [...votes].map(([site, counts]) => [site, [...counts].sort()]).sort();
}

describe('large estates', () => {
  const many = (count: number, seed: (n: number) => Parameters<typeof d>[1]) =>
    Array.from({ length: count }, (_, n) => d(`d${n}`, seed(n)));

  test.each([
    ['one serial', () => ({ serial: serial(1) }), { serial: serial(1) }],
    ['one MAC', () => ({ macs: [mac(1)] }), { macs: [mac(1)] }],
    ['one name', () => ({ hostname: 'RECEPTION' }), { name: 'RECEPTION' }],
    [
      'one of everything',
      () => ({ serial: serial(1), macs: [mac(1)], hostname: 'PC1' }),
      { serial: serial(1), macs: [mac(1)] },
    ],
    [
      'a serial and names of their own',
      (n: number) => ({ serial: serial(1), hostname: `QXX-PC${n}` }),
      { serial: serial(1) },
    ],
  ])('of machines with %s take no quadratic time', (_, seed, record) => {
    const records = Array.from({ length: 20_000 }, (_, n) => c(`c${n}`, record));
    const started = performance.now();
    const matched = matchDevices(input(many(20_000, seed), records)).filter(
      ({ status }) => status === 'matched',
    );
    expect(matched).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
