import { describe, expect, test } from 'vitest';
import type { Device } from '../../../../src/domain/estate/source.js';
import type { Configuration } from '../../../../src/domain/estate/target.js';
import { matchDevices } from '../../../../src/domain/matching/devices/match-devices.js';
import type { DeviceMatchInput } from '../../../../src/domain/matching/inputs.js';
import { configuration as c, device as d, input, mac, serial } from './estate.js';

/** Status, target, reason and candidates of the first device. */
function verdictOf(devices: Device[], configurations: Configuration[], rest: Partial<DeviceMatchInput> = {}) {
  const verdict = matchDevices(input(devices, configurations, rest)).find(
    (one) => one.sourceId === devices[0]?.id,
  );
  return [
    verdict?.status,
    verdict?.targetId,
    verdict?.reason?.code ?? null,
    verdict?.candidates.map(({ id }) => id),
  ];
}

const S = serial(1);
const M = mac(1);
const DOCK = '00:E0:4C:00:00:01';
const GUEST = '00:50:56:11:22:33';

describe('one device, one configuration', () => {
  test.each([
    // device, configuration, status, reason, because
    [{ serial: S, macs: [M] }, { serial: S, macs: [M] }, 'matched', null, 'serial and MAC'],
    [
      { serial: S },
      { serial: `s/n: ${S.toLowerCase()}\u0000` },
      'matched',
      null,
      'serial alone, in another spelling',
    ],
    [
      { serial: S, macs: [M] },
      { serial: S, macs: [mac(9)] },
      'matched',
      null,
      'a new network card changes nothing',
    ],
    [{ macs: [M] }, { macs: [M] }, 'matched', null, 'MAC alone, its serial read and none'],
    [{ macs: [mac(5), M] }, { macs: [mac(7), M] }, 'matched', null, 'any adapter of either side'],
    [
      { serial: S, macs: [M] },
      { serial: serial(2), macs: [M] },
      'unmatched',
      'serial-conflict',
      'two good serials veto',
    ],
    [
      { serial: S, hostname: 'PC1' },
      { serial: serial(2), name: 'PC1' },
      'unmatched',
      'serial-conflict',
      'replaced PC',
    ],
    [{ serial: S, macs: [M] }, { serial: 'Default string', macs: [M] }, 'matched', null, 'junk is no veto'],
    [
      { hostname: 'QXX-PC1' },
      { name: 'qxx-pc1.corp.local' },
      'suggested',
      'name-only',
      'a name only suggests',
    ],
    [
      { hostname: 'RECEPTION' },
      { name: 'OLD-RECEPTION' },
      'suggested',
      'name-only',
      'what people add to a name',
    ],
    [
      { hostname: 'RCX-LT-DH1QQ' },
      { name: 'LT-DH1QQ' },
      'suggested',
      'name-only',
      'without the letters of the site',
    ],
    [{ hostname: 'localhost' }, { name: 'localhost' }, 'unmatched', 'no-identifiers', 'no name'],
    [{ serial: S }, { name: `Spare PC (${S})` }, 'suggested', 'name-only', 'the serial within a name'],
    [
      { serial: S, hostname: 'PC-77' },
      { serial: `${S}1`, name: 'PC-77' },
      'suggested',
      'name-only',
      'mistyped serial',
    ],
    [{ macs: [DOCK] }, { macs: [DOCK] }, 'unmatched', 'no-candidate', 'a dock alone says nothing'],
    [
      { macs: [DOCK], hostname: 'PC1' },
      { macs: [DOCK], name: 'PC1' },
      'suggested',
      'weak-evidence',
      'dock and name',
    ],
    [{ macs: [GUEST] }, { macs: [GUEST] }, 'suggested', 'weak-evidence', 'a virtual MAC alone'],
    [
      { macs: [GUEST], hostname: 'DC01' },
      { macs: [GUEST], name: 'DC01' },
      'matched',
      null,
      'a virtual MAC and the name',
    ],
    [
      { macs: ['02:00:4C:4F:4F:50'] },
      { macs: ['02:00:4C:4F:4F:50'] },
      'unmatched',
      'no-identifiers',
      'a junk MAC',
    ],
    [
      { macs: ['C6:FA:9B:46:45:84'] },
      { macs: ['C6:FA:9B:46:45:84'] },
      'unmatched',
      'no-identifiers',
      'a made-up MAC',
    ],
    [
      { serial: '7351' },
      { serial: '7351' },
      'suggested',
      'weak-evidence',
      'four characters are shared by chance',
    ],
    [
      { serial: S, macs: [M] },
      { serial: S, macs: [M], archived: true },
      'suggested',
      'archived',
      'archived records too',
    ],
    [
      { hostname: 'PC1' },
      { name: 'PC1', archived: true },
      'unmatched',
      'no-identifiers',
      'not by an archived name',
    ],
    [
      { serial: S },
      { serial: S, organizationId: 'o2' },
      'unmatched',
      'no-candidate',
      'another organization never matches',
    ],
    [{ serial: S, siteId: 's9' }, { serial: S }, 'waiting', 'waiting', 'the site is not settled'],
  ] as const)('%j and %j: %s, %s (%s)', (own, theirs, status, reason, because) => {
    const [seen, target, code] = verdictOf([d('d1', own)], [c('c1', theirs)]);
    expect([seen, code], because).toEqual([status, reason]);
    expect(target).toBe(status === 'matched' ? 'c1' : null);
  });
});

describe('counting before believing', () => {
  test('a serial that two configurations of the organization have is two records of one machine', () => {
    const twins = [
      c('c1', { serial: S, macs: [M], name: 'PC1' }),
      c('c2', { serial: S, macs: [M, mac(2)], name: 'PC1', psa: true }),
    ];
    expect(verdictOf([d('d1', { serial: S, macs: [M, mac(2)], hostname: 'PC1' })], twins)).toEqual([
      'ambiguous',
      null,
      'rival',
      ['c2', 'c1'],
    ]);
  });

  test('a serial of three says nothing any more, and the MAC decides', () => {
    const devices = [1, 2, 3].map((n) => d(`d${n}`, { serial: S, macs: [mac(n)], hostname: `VM${n}` }));
    const configurations = [1, 2, 3].map((n) => c(`c${n}`, { serial: S, macs: [mac(n)], name: `VM${n}` }));
    const verdicts = matchDevices(input(devices, configurations));
    expect(verdicts.map(({ targetId }) => targetId)).toEqual(['c1', 'c2', 'c3']);
    expect(verdicts[0]?.candidates[0]?.evidence).toContainEqual({ kind: 'serial', value: S, weight: 0 });
  });

  test('two clones on both sides are told apart by their MACs, and only by those', () => {
    const devices = [1, 2].map((n) =>
      d(`d${n}`, { serial: S, macs: [`00:50:56:11:22:0${n}`], hostname: `VM${n}` }),
    );
    const configurations = [1, 2].map((n) =>
      c(`c${n}`, { serial: S, macs: [`00:50:56:11:22:0${n}`], name: `VM${n}` }),
    );
    expect(matchDevices(input(devices, configurations)).map(({ targetId }) => targetId)).toEqual([
      'c1',
      'c2',
    ]);
    const bare = configurations.map((one) => ({ ...one, mac: null }));
    expect(
      matchDevices(input(devices, bare)).map(({ status, candidates }) => [status, candidates[0]?.id]),
    ).toEqual([
      ['ambiguous', 'c1'],
      ['ambiguous', 'c2'],
    ]);
  });

  test.each([
    ['a MAC', { macs: [M] }],
    ['a serial', { serial: S }],
  ])('%s that machines of two organizations have says nothing', (_, seed) => {
    const devices = [d('d1', seed), d('d2', { ...seed, siteId: 's2' })];
    expect(verdictOf(devices, [c('c1', seed)])).toEqual(['unmatched', null, 'shared-identifier', []]);
  });

  test('a MAC of two machines in two organizations counts with the name, unless the machine may have moved', () => {
    const seed = { macs: [GUEST], hostname: 'DC01' };
    const two = (own: object) => [d('d1', { ...seed, ...own }), d('d2', { ...seed, ...own, siteId: 's2' })];
    const records = [
      c('c1', { macs: [GUEST], name: 'dc01' }),
      c('c2', { macs: [GUEST], name: 'DC01', organizationId: 'o2' }),
    ];
    expect(matchDevices(input(two({}), records)).map(({ targetId }) => targetId)).toEqual(['c1', 'c2']);
    const moved = matchDevices(input(two({ serial: S }), records));
    expect(moved.map(({ status, reason }) => [status, reason?.code])).toEqual([
      ['suggested', 'name-only'],
      ['suggested', 'name-only'],
    ]);
    const crowd = [...two({}), d('d3', { macs: [GUEST], siteId: 's2' })];
    expect(verdictOf(crowd, records).slice(0, 3)).toEqual(['suggested', null, 'name-only']);
  });

  test('an archived record beside the live one does not halve its identifiers', () => {
    const records = [c('c1', { serial: S }), c('c2', { serial: S, archived: true })];
    expect(verdictOf([d('d1', { serial: S })], records)).toEqual(['matched', 'c1', null, ['c1']]);
  });

  test("three archived records show that the serial is nobody's own", () => {
    const records = [
      c('c1', { serial: S }),
      ...['a', 'b', 'x'].map((id) => c(id, { serial: S, archived: true })),
    ];
    expect(verdictOf([d('d1', { serial: S })], records)[0]).toBe('unmatched');
  });
});

type Agent = { serial?: string; macs?: string[]; hostname?: string };

describe('several agents of one machine', () => {
  test.each([
    [
      { serial: S, macs: [M], hostname: 'NEW' },
      { serial: S, macs: [M], hostname: 'OLD' },
      'same serial and MAC',
    ],
    [{ serial: S, hostname: 'PC1' }, { serial: S, hostname: 'PC1' }, 'same serial and name'],
    [{ macs: [M], hostname: 'PC1' }, { macs: [M], hostname: 'PC1' }, 'same MAC and name, no serial'],
    [{ macs: [M, mac(2)] }, { macs: [mac(2), M] }, 'the same MACs, no serial'],
  ] as [Agent, Agent, string][])('%j lives, %j is stale: %s', (living, older, because) => {
    const devices = [d('d1', { ...living, lastSeenAt: 900_000 }), d('d2', { ...older, lastSeenAt: 100_000 })];
    const record = c('c1', {
      serial: living.serial ?? null,
      macs: living.macs ?? [],
      name: living.hostname ?? 'PC1',
    });
    const verdicts = matchDevices(input(devices, [record]));
    expect(
      verdicts.map(({ status, targetId, reason }) => [status, targetId, reason?.code]),
      because,
    ).toEqual([
      ['matched', 'c1', undefined],
      ['unmatched', null, 'stale-agent'],
    ]);
    expect(verdicts[1]?.candidates).toEqual([]);
  });

  test('clones with MACs and names of their own are two machines', () => {
    const devices = [1, 2].map((n) =>
      d(`d${n}`, { serial: S, macs: [mac(n)], hostname: `VM${n}`, lastSeenAt: n * 1000 }),
    );
    expect(matchDevices(input(devices, [])).map(({ reason }) => reason?.code)).toEqual([
      'no-candidate',
      'no-candidate',
    ]);
  });

  test('a shared dock does not make one machine of two', () => {
    const devices = [1, 2].map((n) =>
      d(`d${n}`, { serial: S, macs: [DOCK], hostname: `PC${n}`, lastSeenAt: n * 1000 }),
    );
    expect(matchDevices(input(devices, [])).map(({ reason }) => reason?.code)).toEqual([
      'no-candidate',
      'no-candidate',
    ]);
  });

  test('when two agents are equally new, a person must tell', () => {
    const devices = ['d1', 'd2'].map((id) => d(id, { serial: S, macs: [M], hostname: 'PC1' }));
    expect(verdictOf(devices, [c('c1', { serial: S, macs: [M] })]).slice(0, 3)).toEqual([
      'ambiguous',
      null,
      'rival',
    ]);
  });
});

describe('rivals', () => {
  test('serial here and MAC there is for a person', () => {
    const records = [c('c1', { serial: S, macs: [mac(8)] }), c('c2', { macs: [M] })];
    expect(verdictOf([d('d1', { serial: S, macs: [M] })], records)).toEqual([
      'ambiguous',
      null,
      'rival',
      ['c1', 'c2'],
    ]);
  });

  test("a rival that is clearly another device's is none", () => {
    const devices = [
      d('d1', { serial: S, macs: [M] }),
      d('d2', { serial: serial(2), macs: [mac(2), mac(3)] }),
    ];
    const records = [
      c('c1', { serial: S, macs: [mac(8)] }),
      c('c2', { serial: serial(2), macs: [M, mac(2)] }),
    ];
    expect(matchDevices(input(devices, records)).map(({ targetId }) => targetId)).toEqual(['c1', 'c2']);
  });

  test('a MAC that went to a machine of another name is no match', () => {
    const devices = [
      d('d1', { macs: [M], hostname: 'PC-ONE' }),
      d('d2', { macs: [mac(2)], hostname: 'PC-TWO' }),
    ];
    const records = [c('c2', { macs: [M], name: 'PC-TWO' })];
    expect(verdictOf(devices, records).slice(0, 3)).toEqual(['suggested', null, 'weak-evidence']);
  });

  test('equal names of two records are ambiguous', () => {
    const records = [c('c1', { name: 'PC-ONE' }), c('c2', { name: 'pc_one' })];
    expect(verdictOf([d('d1', { hostname: 'PC-ONE' })], records)).toEqual([
      'ambiguous',
      null,
      'rival',
      ['c1', 'c2'],
    ]);
  });

  test('a configuration that is matched is offered to nobody else', () => {
    const devices = [d('d1', { hostname: 'PC-ONE' }), d('d2', { serial: S })];
    expect(verdictOf(devices, [c('c1', { serial: S, name: 'PC-ONE' })])).toEqual([
      'unmatched',
      null,
      'no-identifiers',
      [],
    ]);
  });

  test('a live record is preferred to an archived one', () => {
    const records = [c('c1', { serial: S, archived: true }), c('c2', { name: 'PC-ONE' })];
    expect(verdictOf([d('d1', { serial: S, hostname: 'PC-ONE' })], records)).toEqual([
      'suggested',
      null,
      'name-only',
      ['c2'],
    ]);
  });
});

describe('a serial that must be read first', () => {
  const asked = { needsDetail: true };
  test.each([
    [{ macs: [M], detail: 'unread' }, 'suggested', 'not-audited', 'a MAC alone, the audit not read'],
    [{ macs: [M], detail: 'not-audited' }, 'suggested', 'not-audited', 'a MAC alone, no audit yet'],
    [{ macs: [M], detail: 'not-applicable' }, 'suggested', 'not-audited', 'a MAC alone, never an audit'],
    [{ macs: [M], detail: 'read' }, 'matched', null, 'the audit was read and had no serial'],
    [{ serial: S, detail: 'read' }, 'matched', null, 'serial read'],
  ] as const)('%j: %s, %s (%s)', (seed, status, reason, because) => {
    const verdict = verdictOf(
      [d('d1', seed)],
      [c('c1', { serial: seed.detail === 'read' ? S : null, macs: [M] })],
      asked,
    );
    expect([verdict[0], verdict[2], verdict[3]], because).toEqual([status, reason, ['c1']]);
  });

  test('a serial that the PSA lent is as good', () => {
    const lent = [{ kind: 'serial' as const, value: S, from: 'autotask', asOf: 1 }];
    expect(verdictOf([d('d1', { detail: 'unread', lent })], [c('c1', { serial: S })], asked)[0]).toBe(
      'matched',
    );
  });
});

describe('the same hardware in another organization', () => {
  test('is a finding and never a match', () => {
    const [verdict] = matchDevices(
      input([d('d1', { serial: S })], [c('c1', { serial: S, organizationId: 'o2' })]),
    );
    expect([verdict?.status, verdict?.findings.map(({ code }) => code)]).toEqual(['unmatched', ['moved?']]);
  });

  test('is not said when not every organization was read', () => {
    const records = [c('c1', { serial: S, organizationId: 'o2' })];
    const [verdict] = matchDevices(input([d('d1', { serial: S })], records, { complete: false }));
    expect(verdict?.findings).toEqual([]);
  });

  test('is not said of a shared identifier', () => {
    const records = ['c1', 'c2', 'c3'].map((id) => c(id, { serial: S, organizationId: 'o2' }));
    const [verdict] = matchDevices(input([d('d1', { serial: S })], records));
    expect(verdict?.findings).toEqual([]);
  });
});

describe('what the native integration laid over a configuration', () => {
  const record = {
    id: 'native-1',
    name: 'x',
    hostname: 'x',
    serial: null,
    macs: [],
    url: null,
    lastSeenAt: null,
  };
  test('suggests by the id of the device, and never decides', () => {
    const records = [c('c1', { rmmRecords: [{ ...record, id: 'd1' }] })];
    const [verdict] = matchDevices(input([d('d1')], records));
    expect([verdict?.status, verdict?.candidates[0]?.evidence]).toEqual([
      'suggested',
      [{ kind: 'native-rmm', value: 'd1', weight: 9 }],
    ]);
  });

  test('does not outweigh two different serials', () => {
    const records = [c('c1', { serial: serial(2), rmmRecords: [{ ...record, id: 'd1' }] })];
    expect(verdictOf([d('d1', { serial: S })], records).slice(0, 3)).toEqual([
      'unmatched',
      null,
      'serial-conflict',
    ]);
  });
});

test('confidence counts the rivals and the chance that none fits', () => {
  const [alone] = matchDevices(input([d('d1', { hostname: 'PC-ONE' })], [c('c1', { name: 'PC-ONE' })]));
  const two = [c('c1', { name: 'PC-ONE' }), c('c2', { name: 'PC-ONE' })];
  const [shared] = matchDevices(input([d('d1', { hostname: 'PC-ONE' })], two));
  const [sure] = matchDevices(input([d('d1', { serial: S })], [c('c1', { serial: S })]));
  expect([alone, shared, sure].map((verdict) => verdict?.candidates[0]?.confidence)).toEqual([
    0.5, 0.3333, 1,
  ]);
});

describe('an RMM uid that several live records bear', () => {
  const records = [c('c1', { rmmUid: 'd1' }), c('c2', { rmmUid: 'd1' })];

  test('names none of them: a person chooses, and is told of it', () => {
    const [verdict] = matchDevices(input([d('d1')], records));
    expect([verdict?.status, verdict?.targetId, verdict?.reason?.code]).toEqual([
      'ambiguous',
      null,
      'same-rmm-uid',
    ]);
    expect(verdict?.candidates.map(({ id }) => id)).toEqual(['c1', 'c2']);
    expect(verdict?.findings.map(({ code }) => code)).toEqual(['same-rmm-uid']);
    expect(verdict?.findings[0]?.detail).toContain('"record c1" (c1), "record c2" (c2)');
  });

  test('leaves the decision to the serial, and is told of it all the same', () => {
    const bearers = [c('c1', { rmmUid: 'd1' }), c('c2', { rmmUid: 'd1', serial: S })];
    const [verdict] = matchDevices(input([d('d1', { serial: S })], bearers));
    expect([verdict?.status, verdict?.targetId]).toEqual(['matched', 'c2']);
    expect(verdict?.findings.map(({ code }) => code)).toEqual(['same-rmm-uid']);
  });

  test('counts no archived record', () => {
    const bearers = [c('c1', { rmmUid: 'd1' }), c('c2', { rmmUid: 'd1', archived: true })];
    const [verdict] = matchDevices(input([d('d1')], bearers));
    expect([verdict?.status, verdict?.targetId, verdict?.findings]).toEqual(['matched', 'c1', []]);
  });
});

test('of records that fit alike, the ones that a PSA let go are shown first where the hop takes them up again', () => {
  const orphaned = { ...c('c2').provenance, psaState: 'orphaned' as const };
  const two = [c('c1', { name: 'PC-ONE' }), c('c2', { name: 'PC-ONE', provenance: orphaned })];
  const shown = (orphanedFirst: boolean) =>
    matchDevices(input([d('d1', { hostname: 'PC-ONE' })], two, { orphanedFirst }))[0]?.candidates.map(
      ({ id }) => id,
    );
  expect(shown(true)).toEqual(['c2', 'c1']);
  expect(shown(false)).toEqual(['c1', 'c2']);
});
