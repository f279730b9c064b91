import { describe, expect, test } from 'vitest';
import { matchDevices } from '../../../../src/domain/matching/devices/match-devices.js';
import type { DeviceMatchInput } from '../../../../src/domain/matching/inputs.js';
import type { Verdict } from '../../../../src/domain/matching/verdict.js';
import { configuration as c, device as d, decision, input, mac, serial, standing } from './estate.js';

const S = serial(1);
const M = mac(1);

type Lists = Parameters<typeof input>;
const run = (devices: Lists[0], records: Lists[1], rest: Partial<DeviceMatchInput> = {}) =>
  new Map(matchDevices(input(devices, records, rest)).map((verdict) => [verdict.sourceId, verdict]));
const brief = (verdict: Verdict | undefined) => [
  verdict?.status,
  verdict?.targetId,
  verdict?.decidedBy,
  verdict?.reason?.code ?? null,
];
const codes = (verdict: Verdict | undefined) => verdict?.findings.map(({ code }) => code);

describe('decisions', () => {
  const records = [c('c1', { serial: S }), c('c2')];
  test.each([
    ['match', { targetId: 'c2' }, ['matched', 'c2', 'person', null], 'a person overrules the serial'],
    ['match', { targetId: 'c2', by: 'import' }, ['matched', 'c2', 'import', null], 'so does an import'],
    ['create', {}, ['unmatched', null, 'person', 'create'], 'a new record is asked for'],
    [
      'replace',
      { oldTargetId: 'c1' },
      ['unmatched', null, 'person', 'replace'],
      'a new record in the place of an old one',
    ],
    ['move', { oldTargetId: 'c2' }, ['unmatched', null, 'person', 'move'], 'a new record here'],
    ['ignore', {}, ['ignored', null, 'person', 'ignored'], 'taken out'],
    ['forget', {}, ['matched', 'c1', 'auto', null], 'withdrawn: the identifiers decide again'],
    ['match', { targetId: 'gone' }, ['gone', 'gone', 'person', 'gone'], 'the record is no longer there'],
  ] as const)('%s %j: %j (%s)', (verb, rest, expected, because) => {
    const verdicts = run([d('d1', { serial: S })], records, { decisions: [decision('d1', verb, rest)] });
    expect(brief(verdicts.get('d1')), because).toEqual(expected);
  });

  test('the last one of an item holds, wherever it stands in the list', () => {
    const decisions = [
      decision('d1', 'match', { sequence: 7, targetId: 'c2' }),
      decision('d1', 'ignore', { sequence: 3 }),
    ];
    expect(brief(run([d('d1')], records, { decisions }).get('d1'))).toEqual([
      'matched',
      'c2',
      'person',
      null,
    ]);
  });

  test('a record is given once: the later decision has it', () => {
    const decisions = [
      decision('d1', 'match', { sequence: 1, targetId: 'c2' }),
      decision('d2', 'match', { sequence: 2, targetId: 'c2' }),
    ];
    const verdicts = run([d('d1'), d('d2')], records, { decisions });
    expect(brief(verdicts.get('d2'))).toEqual(['matched', 'c2', 'person', null]);
    expect(brief(verdicts.get('d1'))).toEqual(['unmatched', null, 'person', 'taken']);
  });

  test('what a decision took is no candidate for another device', () => {
    const decisions = [decision('d1', 'match', { targetId: 'c1' })];
    expect(brief(run([d('d1'), d('d2', { serial: S })], records, { decisions }).get('d2'))).toEqual([
      'unmatched',
      null,
      null,
      'no-candidate',
    ]);
  });

  test('a creation that was carried out is a match by that person', () => {
    const rest = {
      decisions: [decision('d1', 'replace', { oldTargetId: 'c1' })],
      standing: [standing('d1', 'c2', { decidedBy: 'person' })],
    };
    expect(brief(run([d('d1', { serial: S })], records, rest).get('d1'))).toEqual([
      'matched',
      'c2',
      'person',
      null,
    ]);
  });

  test('a decision against the chain of ids stands and is reported', () => {
    const chained = [c('c1', { rmmUid: 'd1' }), c('c2')];
    const verdict = run([d('d1')], chained, { decisions: [decision('d1', 'match', { targetId: 'c2' })] }).get(
      'd1',
    );
    expect([brief(verdict), codes(verdict)]).toEqual([
      ['matched', 'c2', 'person', null],
      ['contradicts-chain'],
    ]);
  });

  test('a decision against two good serials stands and is reported', () => {
    const verdict = run([d('d1', { serial: serial(2) })], records, {
      decisions: [decision('d1', 'match', { targetId: 'c1' })],
    }).get('d1');
    expect([verdict?.status, codes(verdict)]).toEqual(['matched', ['serial-conflict']]);
  });
});

describe('ignoring', () => {
  const rule = {
    id: 'r1',
    kind: 'device' as const,
    siteId: null,
    deviceClass: null,
    namePattern: null,
    note: null,
    at: 1,
  };
  test.each([
    [{ deviceClass: 'PRINTER' }, 'ignored', 'by class'],
    [{ namePattern: 'lab-*' }, 'ignored', 'by name'],
    [{ namePattern: 'LAB-??' }, 'ignored', 'by name, one character each'],
    [{ namePattern: 'lab-?' }, 'matched', 'another name'],
    [{ siteId: 's1' }, 'ignored', 'by site'],
    [{ siteId: 's2', namePattern: 'lab-*' }, 'matched', 'every condition must hold'],
    [{}, 'matched', 'a rule without conditions takes nothing out'],
  ] as const)('rule %j: %s (%s)', (seed, status, because) => {
    const one = d('d1', { serial: S, hostname: 'LAB-07', deviceClass: 'printer' });
    expect(
      run([one], [c('c1', { serial: S })], { rules: [{ ...rule, ...seed }] }).get('d1')?.status,
      because,
    ).toBe(status);
  });

  test('a decision about the device is stronger than a rule, an ignored site stronger than both', () => {
    const rest = {
      rules: [{ ...rule, namePattern: '*' }],
      decisions: [decision('d1', 'match', { targetId: 'c1' })],
    };
    expect(run([d('d1')], [c('c1')], rest).get('d1')?.status).toBe('matched');
    expect(run([d('d1')], [c('c1')], { ...rest, ignoredSites: new Set(['s1']) }).get('d1')?.status).toBe(
      'ignored',
    );
  });
});

describe('chains of ids', () => {
  test.each([
    [{ rmmUid: 'd1' }, {}, 'rmm-uid', "the RMM's uid on the record"],
    [{ assetTag: '118204' }, { otherIds: ['118204'] }, 'rmm-id', "the RMM's number as the reference number"],
    [
      {
        provenance: {
          createdAt: null,
          updatedAt: null,
          psaState: 'enabled',
          psaIds: ['771'],
          provider: null,
        },
      },
      { lent: [{ kind: 'psa-id', value: '771', from: 'autotask', asOf: null }] },
      'psa-id',
      "the PSA's id of both",
    ],
  ] as const)('%j and %j by %s', (record, own, kind, because) => {
    const verdict = run([d('d1', own)], [c('c1', record)]).get('d1');
    expect([brief(verdict), verdict?.candidates[0]?.evidence[0]?.kind], because).toEqual([
      ['matched', 'c1', 'auto', null],
      kind,
    ]);
  });

  test.each([
    [[c('c1', { rmmUid: 'd1', serial: serial(2) })], 'different serials'],
    [[c('c1', { rmmUid: 'd1', organizationId: 'o2' })], 'another organization'],
    [[c('c1', { rmmUid: 'd1', archived: true })], 'an archived record'],
    [[c('c1', { rmmUid: 'd1' }), c('c2', { rmmUid: 'd1' })], 'two records claim it'],
  ])('does not match by %# (%s)', (records, because) => {
    expect(run([d('d1', { serial: S })], records).get('d1')?.status, because).not.toBe('matched');
  });
});

describe('earlier matches', () => {
  test('stand, though the identifiers alone would not match', () => {
    const verdict = run([d('d1')], [c('c1')], { standing: [standing('d1', 'c1')] }).get('d1');
    expect([brief(verdict), verdict?.candidates[0]?.evidence[0]?.kind]).toEqual([
      ['matched', 'c1', 'auto', null],
      'earlier-match',
    ]);
  });

  test('need no second look at the serial', () => {
    const rest = { standing: [standing('d1', 'c1')], needsDetail: true };
    expect(
      run([d('d1', { macs: [M], detail: 'unread' })], [c('c1', { macs: [M] })], rest).get('d1')?.status,
    ).toBe('matched');
  });

  test('drop to suggested when two good serials forbid them', () => {
    const records = [c('c1', { serial: serial(2) }), c('c2', { serial: S })];
    const verdict = run([d('d1', { serial: S })], records, { standing: [standing('d1', 'c1')] }).get('d1');
    expect([brief(verdict), verdict?.candidates.map(({ id }) => id)]).toEqual([
      ['suggested', null, null, 'serial-conflict'],
      ['c2', 'c1'],
    ]);
  });

  test.each([
    ['c1', 'matched', null],
    ['c2', 'suggested', 'engine-changed'],
  ])('by older rules to %s: %s', (target, status, reason) => {
    const rest = { standing: [standing('d1', target, { engine: -1 })] };
    const verdict = run([d('d1', { serial: S })], [c('c1', { serial: S }), c('c2')], rest).get('d1');
    expect([verdict?.status, verdict?.reason?.code ?? null]).toEqual([status, reason]);
  });

  test('are suspended when the site is another organization now', () => {
    for (const decidedBy of ['auto', 'person'] as const) {
      const rest = { standing: [standing('d1', 'c1', { decidedBy })] };
      const verdict = run([d('d1', { serial: S, siteId: 's2' })], [c('c1', { serial: S })], rest).get('d1');
      expect([brief(verdict), codes(verdict)]).toEqual([['unmatched', null, decidedBy, 'moved'], ['moved']]);
    }
  });

  test("a person's match across organizations stands when it was made there", () => {
    const rest = {
      decisions: [decision('d1', 'match', { targetId: 'c1' })],
      standing: [standing('d1', 'c1', { decidedBy: 'person', organizationId: 'o2' })],
    };
    const verdict = run([d('d1', { siteId: 's2' })], [c('c1')], rest).get('d1');
    expect([brief(verdict), codes(verdict)]).toEqual([
      ['matched', 'c1', 'person', null],
      ['other-organization'],
    ]);
  });

  test('whose record has gone are gone, unless the identifiers find another one', () => {
    const rest = { standing: [standing('d1', 'was')] };
    expect(brief(run([d('d1')], [], rest).get('d1'))).toEqual(['gone', 'was', 'auto', 'gone']);
    const found = run([d('d1', { serial: S })], [c('c1', { serial: S })], rest).get('d1');
    expect([brief(found), codes(found)]).toEqual([['matched', 'c1', 'auto', null], ['gone']]);
  });

  test('whose record was not read stand', () => {
    const rest = { standing: [standing('d1', 'unread')], complete: false };
    expect(brief(run([d('d1')], [], rest).get('d1'))).toEqual(['matched', 'unread', 'auto', 'unseen']);
  });

  test('whose device has left the source are gone', () => {
    const rest = { standing: [standing('d9', 'c1')] };
    expect(brief(run([], [c('c1')], rest).get('d9'))).toEqual(['gone', 'c1', 'auto', 'gone']);
    expect(run([], [c('c1')], { ...rest, complete: false }).size).toBe(0);
  });

  test('to an archived record stand and are reported', () => {
    const rest = { standing: [standing('d1', 'c1')] };
    const verdict = run([d('d1')], [c('c1', { archived: true })], rest).get('d1');
    expect([verdict?.status, codes(verdict)]).toEqual(['matched', ['archived']]);
  });

  test('give a record once', () => {
    const rest = { standing: [standing('d1', 'c1'), standing('d2', 'c1')] };
    const verdicts = [...run([d('d1'), d('d2')], [c('c1')], rest).values()];
    expect(verdicts.filter(({ targetId, status }) => status === 'matched' && targetId === 'c1')).toHaveLength(
      1,
    );
  });
});

describe('a reimaged PC', () => {
  const old = d('d-old', { serial: S, macs: [M], hostname: 'PC1', lastSeenAt: 100_000 });
  const fresh = d('d-new', { serial: S, macs: [M], hostname: 'DESKTOP-X1', lastSeenAt: 900_000 });
  const records = [c('c1', { name: 'PC1' })];

  test('takes its automatic match along to the newer agent', () => {
    const verdicts = run([old, fresh], records, { standing: [standing('d-old', 'c1')] });
    expect(brief(verdicts.get('d-new'))).toEqual(['matched', 'c1', 'auto', null]);
    expect(codes(verdicts.get('d-new'))).toEqual(['reimaged']);
    expect(brief(verdicts.get('d-old'))).toEqual(['unmatched', null, null, 'stale-agent']);
  });

  test("leaves a person's match where it is, and says so", () => {
    const rest = { decisions: [decision('d-old', 'match', { targetId: 'c1' })] };
    const verdicts = run([old, fresh], records, rest);
    expect(brief(verdicts.get('d-old'))).toEqual(['matched', 'c1', 'person', null]);
    expect(brief(verdicts.get('d-new'))).toEqual(['suggested', null, null, 'reimaged']);
    expect(verdicts.get('d-new')?.candidates[0]?.evidence).toContainEqual({
      kind: 'held-by',
      value: 'd-old',
      weight: -64,
    });
    expect(codes(verdicts.get('d-new'))).toEqual(['reimaged']);
  });

  test('keeps its old match until the new agent has been read', () => {
    const unread = { ...fresh, serial: null, hostname: 'PC1', detail: 'unread' as const };
    const rest = { standing: [standing('d-old', 'c1')], needsDetail: true };
    const verdicts = run([{ ...old, hostname: 'PC1' }, unread], records, rest);
    expect(brief(verdicts.get('d-old'))).toEqual(['matched', 'c1', 'auto', null]);
    expect(brief(verdicts.get('d-new'))).toEqual(['suggested', null, null, 'not-audited']);
  });
});
