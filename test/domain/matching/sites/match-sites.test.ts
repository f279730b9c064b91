import { describe, expect, test } from 'vitest';
import type { SiteMatchInput } from '../../../../src/domain/matching/inputs.js';
import { matchSites } from '../../../../src/domain/matching/sites/match-sites.js';
import type { MatchStatus } from '../../../../src/domain/matching/verdict.js';
import { decision, input, organization as o, rule, site as s, standing, strangers, votes } from './estate.js';

const alder = o('o1', 'Alder Dental LLC');
const birch = o('o2', 'Birchwood Logistics');

/** The verdict on site `s1`. */
function settle(seed: Partial<SiteMatchInput>) {
  const all = [...(seed.organizations ?? [alder, birch]), ...strangers];
  const verdict = matchSites(input({ ...seed, organizations: all })).find(
    ({ sourceId }) => sourceId === 's1',
  );
  if (!verdict) throw new Error('no verdict on s1');
  return verdict;
}

type Row = readonly [
  because: string,
  seed: Partial<SiteMatchInput>,
  status: MatchStatus,
  target: string | null,
  code: string,
];

function check(rows: readonly Row[]): void {
  test.each(rows)('%s', (because, seed, status, target, code) => {
    const verdict = settle(seed);
    expect([verdict.status, verdict.targetId, verdict.reason?.code], because).toEqual([status, target, code]);
    if (status === 'matched') expect(verdict.candidates[0]?.id).toBe(target);
  });
}

describe('a decision', () => {
  const sites = [s('s1', 'Whatever')];
  const tie = decision('s1', 'match', { targetId: 'o2' });
  check([
    ['stands whatever the names say', { sites, decisions: [tie] }, 'matched', 'o2', 'decision'],
    [
      'the last one holds',
      {
        sites,
        decisions: [decision('s1', 'match', { targetId: 'o1', sequence: 2 }), tie],
      },
      'matched',
      'o1',
      'decision',
    ],
    [
      'withdrawn, it is as if nobody had spoken, and the earlier match goes with it',
      {
        sites,
        decisions: [tie, decision('s1', 'forget', { sequence: 2 })],
        standing: [standing('s1', 'o2')],
      },
      'unmatched',
      null,
      'no-candidate',
    ],
    ['takes the site out', { sites, decisions: [decision('s1', 'ignore')] }, 'ignored', null, 'ignored'],
    ['asks for a new record', { sites, decisions: [decision('s1', 'create')] }, 'unmatched', null, 'create'],
    [
      'is fulfilled by the record that was made for it',
      {
        sites,
        decisions: [decision('s1', 'create')],
        standing: [standing('s1', 'o2', { decidedBy: 'person' })],
      },
      'matched',
      'o2',
      'decision',
    ],
    [
      'of which only the match is kept stands too',
      { sites: [s('s1', 'Birchwood Logistics')], standing: [standing('s1', 'o1', { decidedBy: 'import' })] },
      'matched',
      'o1',
      'decision',
    ],
    [
      'beats a rule',
      { sites, decisions: [tie], rules: [rule('r1', { namePattern: '*' })] },
      'matched',
      'o2',
      'decision',
    ],
    [
      'a rule takes out what nobody decided',
      { sites: [s('s1', 'Alder Dental LLC')], rules: [rule('r1', { namePattern: 'alder*' })] },
      'ignored',
      null,
      'ignored',
    ],
    [
      'on a device of the same id is none on the site',
      { sites, decisions: [{ ...tie, kind: 'device' }] },
      'unmatched',
      null,
      'no-candidate',
    ],
    [
      'stands when its organization was not read',
      { sites, decisions: [decision('s1', 'match', { targetId: 'o9' })], complete: false },
      'matched',
      'o9',
      'unseen',
    ],
    [
      'is gone with its organization',
      { sites, decisions: [decision('s1', 'match', { targetId: 'o9' })] },
      'gone',
      'o9',
      'organization-gone',
    ],
  ]);

  test('says who decided', () => {
    expect(settle({ sites, decisions: [tie] }).decidedBy).toBe('person');
    expect(settle({ sites, decisions: [{ ...tie, by: 'import' }] }).decidedBy).toBe('import');
    expect(settle({ sites, decisions: [tie] }).candidates[0]?.evidence[0]).toEqual({
      kind: 'decision',
      value: 'ann',
      weight: 100,
    });
  });

  test('a system site is never matched', () => {
    const verdict = settle({
      sites: [s('s1', 'Alder Dental LLC', { skip: 'system site' })],
      decisions: [tie],
    });
    expect([verdict.status, verdict.reason]).toEqual([
      'ignored',
      { code: 'system-site', text: 'system site' },
    ]);
  });

  test('the first rule by id speaks, whatever their order', () => {
    const rules = [
      rule('r2', { namePattern: '*', note: 'second' }),
      rule('r1', { siteId: 's1', note: 'first' }),
    ];
    expect(settle({ sites, rules }).reason?.text).toBe('first');
    expect(settle({ sites, rules: rules.reverse() }).reason?.text).toBe('first');
  });
});

describe('the PSA id chain', () => {
  const sites = [s('s1', 'Somewhere', { psaCompanyId: '77' })];
  const linked = o('o3', 'Cobalt Press', { psa: ['77'] });
  const other = o('o4', 'Drumlin Farms', { psa: ['88'] });
  check([
    [
      "ties by the organization's PSA id",
      { sites, organizations: [linked, alder] },
      'matched',
      'o3',
      'psa-id',
    ],
    [
      'ties by the ledger of hop B',
      { sites, organizations: [alder], ledger: new Map([['77', 'o1']]) },
      'matched',
      'o1',
      'psa-id',
    ],
    [
      'is no evidence when the company is inactive',
      { sites, organizations: [linked], activeCompanies: new Set(['88']) },
      'unmatched',
      null,
      'no-candidate',
    ],
    [
      'counts when the company is active',
      { sites, organizations: [linked], activeCompanies: new Set(['77']) },
      'matched',
      'o3',
      'psa-id',
    ],
    [
      'beats an equal name',
      { sites: [s('s1', 'Alder Dental LLC', { psaCompanyId: '77' })], organizations: [alder, linked] },
      'matched',
      'o3',
      'psa-id',
    ],
    [
      'is not followed to a ledger entry that leads nowhere',
      { sites, organizations: [alder], ledger: new Map([['77', 'o9']]) },
      'unmatched',
      null,
      'no-candidate',
    ],
    [
      'is ambiguous where two organizations are linked',
      { sites, organizations: [linked, o('o5', 'Cobalt Press East', { psa: ['77'] })] },
      'ambiguous',
      null,
      'rival',
    ],
    [
      'takes the living one of two that are linked',
      { sites, organizations: [linked, o('o5', 'Cobalt Press (old)', { psa: ['77'], active: false })] },
      'matched',
      'o3',
      'psa-id',
    ],
    [
      'is ambiguous where the ledger and the link disagree',
      { sites, organizations: [linked, alder], ledger: new Map([['77', 'o1']]) },
      'ambiguous',
      null,
      'rival',
    ],
    [
      'of two that are linked the one of an equal name is meant',
      {
        sites: [s('s1', 'Cobalt Press', { psaCompanyId: '77' })],
        organizations: [linked, o('o5', 'Nettle Grove Estates', { psa: ['77'] })],
      },
      'matched',
      'o3',
      'equal-name',
    ],
    [
      'a link whose id is not told leads nowhere',
      {
        sites: [s('s1', 'Somewhere', { psaCompanyId: 'unknown' })],
        organizations: [o('o3', 'Cobalt Press', { psa: ['unknown'] })],
      },
      'unmatched',
      null,
      'no-candidate',
    ],
    [
      'an equal name is only suggested when it belongs to another living company',
      { sites: [s('s1', 'Drumlin Farms', { psaCompanyId: '77' })], organizations: [other, alder] },
      'suggested',
      null,
      'contradicts-chain',
    ],
    [
      'an equal name matches when the other company is dead',
      {
        sites: [s('s1', 'Drumlin Farms', { psaCompanyId: '77' })],
        organizations: [other, alder],
        activeCompanies: new Set(['77']),
      },
      'matched',
      'o4',
      'equal-name',
    ],
    [
      'an equal name matches when nobody is linked to the company',
      { sites: [s('s1', 'Birchwood Logistics', { psaCompanyId: '77' })] },
      'matched',
      'o2',
      'equal-name',
    ],
    [
      "the company's name counts as the site's when the PSA says that it is alive",
      {
        sites: [
          s('s1', 'Dayton', {
            psaCompanyId: '77',
            psaCompanyName: 'Birchwood Logistics',
            otherNames: ['Birchwood Logistics'],
          }),
        ],
        activeCompanies: new Set(['77']),
      },
      'matched',
      'o2',
      'equal-company-name',
    ],
    [
      'and only suggests when no PSA was read',
      {
        sites: [
          s('s1', 'Dayton', {
            psaCompanyId: '77',
            psaCompanyName: 'Birchwood Logistics',
            otherNames: ['Birchwood Logistics'],
          }),
        ],
      },
      'suggested',
      null,
      'name-only',
    ],
  ]);

  test('in the PSA itself a record is its own company', () => {
    const seed = {
      sites: [s('s1', 'Somewhere', { psaCompanyId: '77' })],
      integration: 'datto-rmm:autotask' as const,
    };
    expect(settle({ ...seed, organizations: [o('77', 'Cobalt Press')] }).targetId).toBe('77');
    const dead = settle({ ...seed, organizations: [o('77', 'Cobalt Press', { active: false })] });
    expect([dead.status, dead.findings.map((one) => one.code)]).toEqual(['unmatched', ['company-inactive']]);
    const company = settle({
      integration: 'autotask:it-glue',
      sites: [s('s1', 'Somewhere')],
      organizations: [o('o3', 'Cobalt Press', { psa: ['s1'] })],
    });
    expect(company.targetId).toBe('o3');
  });

  test('many sites are one organization', () => {
    const two = ['s1', 's2'].map((id) => s(id, `Branch ${id}`, { psaCompanyId: '77' }));
    const verdicts = matchSites(input({ sites: two, organizations: [linked] }));
    expect(verdicts.map((one) => [one.status, one.targetId])).toEqual([
      ['matched', 'o3'],
      ['matched', 'o3'],
    ]);
  });
});

describe('an earlier automatic match', () => {
  const sites = [s('s1', 'Something else')];
  const linked = o('o3', 'Cobalt Press', { psa: ['77'] });
  const mapped = [s('s1', 'Something else', { psaCompanyId: '77' })];
  check([
    ['stands', { sites, standing: [standing('s1', 'o1')] }, 'matched', 'o1', 'earlier-match'],
    [
      'stands when its company was deactivated since',
      {
        sites: mapped,
        organizations: [linked],
        standing: [standing('s1', 'o3')],
        activeCompanies: new Set(['1']),
      },
      'matched',
      'o3',
      'earlier-match',
    ],
    [
      'drops to suggested when the chain contradicts it',
      { sites: mapped, organizations: [alder, linked], standing: [standing('s1', 'o1')] },
      'suggested',
      null,
      'contradicts-chain',
    ],
    [
      'drops when it is none of several linked',
      {
        sites: mapped,
        organizations: [alder, linked, o('o5', 'Cobalt Press East', { psa: ['77'] })],
        standing: [standing('s1', 'o1')],
      },
      'suggested',
      null,
      'contradicts-chain',
    ],
    [
      'stands when it is one of several linked',
      {
        sites: mapped,
        organizations: [alder, linked, o('o5', 'Cobalt Press East', { psa: ['77'] })],
        standing: [standing('s1', 'o5')],
      },
      'matched',
      'o5',
      'earlier-match',
    ],
    [
      'drops when its organization belongs to another living company',
      {
        sites: [s('s1', 'Else', { psaCompanyId: '99' })],
        organizations: [linked],
        standing: [standing('s1', 'o3')],
      },
      'suggested',
      null,
      'contradicts-chain',
    ],
    [
      'of another engine is decided anew, and kept when the verdict is the same',
      { sites: [s('s1', 'Birchwood Logistics')], standing: [standing('s1', 'o2', { engine: 0 })] },
      'matched',
      'o2',
      'equal-name',
    ],
    [
      'of another engine is suggested when this one is not as sure',
      { sites, standing: [standing('s1', 'o1', { engine: 0 })] },
      'suggested',
      null,
      'engine-changed',
    ],
    [
      'of another engine is suggested when this one says another',
      { sites: [s('s1', 'Birchwood Logistics')], standing: [standing('s1', 'o1', { engine: 0 })] },
      'suggested',
      null,
      'engine-changed',
    ],
    [
      'of another engine stays where the chain says the same',
      { sites: mapped, organizations: [linked], standing: [standing('s1', 'o3', { engine: 0 })] },
      'matched',
      'o3',
      'psa-id',
    ],
    [
      'is gone with its organization',
      { sites, standing: [standing('s1', 'o9')] },
      'gone',
      'o9',
      'organization-gone',
    ],
    [
      'stands when its organization was not read',
      { sites, standing: [standing('s1', 'o9')], complete: false },
      'matched',
      'o9',
      'unseen',
    ],
    [
      'is followed by the chain when its organization was merged',
      { sites: mapped, organizations: [linked], standing: [standing('s1', 'o9')] },
      'matched',
      'o3',
      'psa-id',
    ],
    [
      'is not followed by the chain when not everything was read',
      { sites: mapped, organizations: [linked], standing: [standing('s1', 'o9')], complete: false },
      'suggested',
      null,
      'contradicts-chain',
    ],
    [
      'beats a better name',
      { sites: [s('s1', 'Birchwood Logistics')], standing: [standing('s1', 'o1')] },
      'matched',
      'o1',
      'earlier-match',
    ],
  ]);

  test("a contradiction shows both, the PSA's first, and the other engine's both", () => {
    const contradicted = settle({
      sites: mapped,
      organizations: [alder, linked],
      standing: [standing('s1', 'o1')],
    });
    expect(contradicted.candidates.map((one) => one.id)).toEqual(['o3', 'o1']);
    const sites = [s('s1', 'Birchwood Logistics')];
    const anew = settle({ sites, standing: [standing('s1', 'o1', { engine: 0 })] });
    expect(anew.candidates.map((one) => one.id)).toEqual(['o2', 'o1']);
  });

  test('a record of our own making keeps saying so', () => {
    const made = { kind: 'created-by-trilink', value: 'o1', weight: 100 };
    const verdict = settle({ sites, standing: [standing('s1', 'o1', { evidence: [made] })] });
    expect(verdict.candidates[0]?.evidence[0]).toEqual(made);
  });
});

describe('an equal name', () => {
  const twins = [o('o1', 'Alder Dental LLC'), o('o2', 'Alder Dental Inc')];
  check([
    ['matches whole', { sites: [s('s1', 'Birchwood Logistics')] }, 'matched', 'o2', 'equal-name'],
    ['matches when folded', { sites: [s('s1', '  birchwood   LOGÍSTICS ')] }, 'matched', 'o2', 'equal-name'],
    [
      'matches by another name',
      {
        sites: [s('s1', 'Birch Cargo')],
        organizations: [o('o2', 'Birchwood Logistics', { otherNames: ['Birch Cargo'] })],
      },
      'matched',
      'o2',
      'equal-name',
    ],
    ['matches but for the legal form', { sites: [s('s1', 'Alder Dental')] }, 'matched', 'o1', 'equal-core'],
    [
      'does not match against the legal form',
      { sites: [s('s1', 'Alder Dental Inc')] },
      'suggested',
      null,
      'name-only',
    ],
    [
      'with its legal form tells two of one core apart',
      { sites: [s('s1', 'Alder Dental, Inc.')], organizations: twins },
      'matched',
      'o2',
      'equal-name',
    ],
    [
      'without a legal form settles nothing between two of one core',
      { sites: [s('s1', 'Alder Dental')], organizations: twins },
      'ambiguous',
      null,
      'rival',
    ],
    [
      'that two organizations have settles nothing',
      { sites: [s('s1', 'Alder Dental')], organizations: [o('o1', 'Alder Dental'), o('o2', 'ALDER DENTAL')] },
      'ambiguous',
      null,
      'rival',
    ],
    [
      'that very many organizations have settles nothing either',
      {
        sites: [s('s1', 'Alder Dental')],
        organizations: [...'abcdefghijklmnop'].map((id) => o(id, 'Alder Dental')),
      },
      'ambiguous',
      null,
      'rival',
    ],
    [
      'that two sites have settles nothing',
      { sites: [s('s1', 'Birchwood Logistics'), s('s2', 'birchwood logistics')] },
      'suggested',
      null,
      'name-shared',
    ],
    [
      'that an ignored site has too is unique',
      {
        sites: [s('s1', 'Birchwood Logistics'), s('s2', 'birchwood logistics')],
        decisions: [decision('s2', 'ignore')],
      },
      'matched',
      'o2',
      'equal-name',
    ],
    [
      'that a system site has too is unique',
      { sites: [s('s1', 'Birchwood Logistics'), s('s2', 'Birchwood Logistics', { skip: 'system' })] },
      'matched',
      'o2',
      'equal-name',
    ],
    [
      'but for the legal form settles nothing when two sites share the core',
      { sites: [s('s1', 'Alder Dental'), s('s2', 'Alder Dental PC')] },
      'suggested',
      null,
      'name-only',
    ],
    [
      'never leads to an inactive organization',
      {
        sites: [s('s1', 'Birchwood Logistics')],
        organizations: [o('o2', 'Birchwood Logistics', { active: false })],
      },
      'suggested',
      null,
      'inactive',
    ],
    [
      'is held back when the devices clearly say another',
      { sites: [s('s1', 'Birchwood Logistics')], votes: votes('s1', { o1: 9 }) },
      'ambiguous',
      null,
      'rival',
    ],
    [
      'is none for a name of signs',
      { sites: [s('s1', '***')], organizations: [o('o1', '***')] },
      'unmatched',
      null,
      'no-candidate',
    ],
  ]);
});

describe('a like name', () => {
  const sites = [s('s1', 'Brichwood Logistics Partners')];
  const site = (seed: Parameters<typeof s>[2]) => [s('s1', 'Brichwood Logistics Partners', seed)];
  const withTies = o('o2', 'Birchwood Logistics', {
    domains: ['birchwood.example'],
    phones: ['+1 (937) 555-0142'],
  });
  const same = o('o3', 'Cobalt Press', { domains: ['birchwood.example'] });
  check([
    ['only suggests', { sites }, 'suggested', null, 'name-only'],
    [
      'matches with three devices',
      { sites, votes: votes('s1', { o2: 3 }) },
      'matched',
      'o2',
      'supported-name',
    ],
    [
      'matches with four fifths of the votes',
      { sites, votes: votes('s1', { o2: 4, x1: 1 }) },
      'matched',
      'o2',
      'supported-name',
    ],
    [
      'does not match with two devices',
      { sites, votes: votes('s1', { o2: 2 }) },
      'suggested',
      null,
      'name-only',
    ],
    [
      'does not match below four fifths',
      { sites, votes: votes('s1', { o2: 7, x1: 2 }) },
      'suggested',
      null,
      'name-only',
    ],
    [
      'matches with a domain',
      { sites: site({ domains: ['https://www.Birchwood.example/'] }), organizations: [withTies, alder] },
      'matched',
      'o2',
      'supported-name',
    ],
    [
      'matches with a phone number',
      { sites: site({ phones: ['937.555.0142'] }), organizations: [withTies, alder] },
      'matched',
      'o2',
      'supported-name',
    ],
    [
      'does not match with a domain that two organizations have',
      { sites: site({ domains: ['birchwood.example'] }), organizations: [withTies, same] },
      'suggested',
      null,
      'name-only',
    ],
    [
      "does not match with a provider's domain",
      {
        sites: site({ domains: ['gmail.com'] }),
        organizations: [o('o2', 'Birchwood Logistics', { domains: ['gmail.com'] })],
      },
      'suggested',
      null,
      'name-only',
    ],
    [
      'does not match with an extension',
      {
        sites: site({ phones: ['0142'] }),
        organizations: [o('o2', 'Birchwood Logistics', { phones: ['0142'] })],
      },
      'suggested',
      null,
      'name-only',
    ],
    [
      'does not match an organization that is not active',
      {
        sites,
        organizations: [o('o2', 'Birchwood Logistics', { active: false })],
        votes: votes('s1', { o2: 5 }),
      },
      'suggested',
      null,
      'inactive',
    ],
    [
      'that is the very same for two organizations is settled by the devices',
      {
        sites: [s('s1', 'Alder Dental')],
        organizations: [o('o1', 'Alder Dental'), o('o2', 'Alder Dental')],
        votes: votes('s1', { o2: 4 }),
      },
      'matched',
      'o2',
      'supported-name',
    ],
  ]);
});

describe('without a like name', () => {
  const sites = [s('s1', 'Zephyr Holdings')];
  check([
    ['a stranger has no candidate', { sites }, 'unmatched', null, 'no-candidate'],
    [
      'devices only suggest, however many',
      { sites, votes: votes('s1', { o2: 40 }) },
      'suggested',
      null,
      'other-name',
    ],
    ['two devices of two suggest', { sites, votes: votes('s1', { o2: 2 }) }, 'suggested', null, 'other-name'],
    ['one device says nothing', { sites, votes: votes('s1', { o2: 1 }) }, 'unmatched', null, 'no-candidate'],
    [
      'few of many say nothing',
      { sites, votes: votes('s1', { o2: 2, x1: 1, x2: 2, x3: 2 }) },
      'unmatched',
      null,
      'no-candidate',
    ],
    ['two halves are rivals', { sites, votes: votes('s1', { o1: 4, o2: 4 }) }, 'ambiguous', null, 'rival'],
    [
      'votes for an organization that is not there count for nobody',
      { sites, votes: votes('s1', { o9: 4 }) },
      'unmatched',
      null,
      'no-candidate',
    ],
    [
      'a domain only suggests',
      {
        sites: [s('s1', 'Zephyr', { domains: ['zephyr.example'] })],
        organizations: [o('o1', 'Alder Dental', { domains: ['zephyr.example'] })],
      },
      'suggested',
      null,
      'other-name',
    ],
    [
      'a native match only suggests',
      { sites, organizations: [o('o1', 'Alder Dental', { rmmCompanies: ['zephyr holdings'] })] },
      'suggested',
      null,
      'other-name',
    ],
  ]);

  test('votes are the evidence', () => {
    const [best] = settle({ sites, votes: votes('s1', { o2: 9, x1: 1 }) }).candidates;
    expect(best?.id).toBe('o2');
    expect(best?.evidence).toContainEqual({ kind: 'device-votes', value: '9 of 10 devices', weight: 20 });
  });

  test('what only a name says is evidence of a name, and contradictions stand alone', () => {
    const { candidates } = settle({ sites: [s('s1', 'Alder Dental Inc')] });
    const kinds = candidates[0]?.evidence.map((one) => one.kind) ?? [];
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds.filter((kind) => !kind.startsWith('name'))).toEqual([]);
    expect(candidates[0]?.evidence.filter((one) => one.weight < 0).map((one) => one.kind)).toEqual([
      'name-legal-other',
    ]);
  });
});

test('of organizations that fit alike, the one that a PSA let go is shown first where the hop takes it up again', () => {
  const kept = o('o1', 'Zephyr North', { domains: ['zephyr.example'] });
  const released = o('o2', 'Zephyr North', { domains: ['zephyr.example'] });
  const organizations = [
    kept,
    { ...released, provenance: { ...released.provenance, psaState: 'orphaned' as const } },
  ];
  const sites = [s('s1', 'Zephyr', { domains: ['zephyr.example'] })];
  const shown = (orphanedFirst: boolean) =>
    settle({ sites, organizations, orphanedFirst }).candidates.map(({ id }) => id);
  expect(shown(false)).toEqual(['o1', 'o2']);
  expect(shown(true)).toEqual(['o2', 'o1']);
});
