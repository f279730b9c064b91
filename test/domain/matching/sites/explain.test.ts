import { describe, expect, test } from 'vitest';
import type { SiteMatchInput } from '../../../../src/domain/matching/inputs.js';
import { explainSite } from '../../../../src/domain/matching/sites/explain.js';
import { input, organization as o, site as s, standing, strangers, votes } from './estate.js';

const birch = o('o2', 'Birchwood Logistics', { domains: ['birchwood.example'] });

function explain(seed: Partial<SiteMatchInput>) {
  const all = [...(seed.organizations ?? [birch]), ...strangers];
  const explained = explainSite(input({ ...seed, organizations: all }), 's1');
  if (!explained) throw new Error('no such site');
  return explained;
}

const identifier = (seed: Partial<SiteMatchInput>, kind: string) =>
  explain(seed).identifiers.filter((one) => one.kind === kind);

describe('identifiers', () => {
  const mapped = [s('s1', 'Somewhere', { psaCompanyId: '77', psaCompanyName: 'Birchwood Logistics' })];
  const linked = (id: string) => o(id, `Cobalt ${id}`, { psa: ['77'] });
  test.each<
    readonly [why: string, seed: Partial<SiteMatchInput>, kind: string, kept: boolean, trust: string]
  >([
    ['', { sites: mapped, organizations: [linked('o3')] }, 'psa-id', true, 'full'],
    ['no organization is linked to this company', { sites: mapped }, 'psa-id', false, 'none'],
    [
      'the company was deactivated, merged or deleted',
      { sites: mapped, activeCompanies: new Set() },
      'psa-id',
      false,
      'none',
    ],
    [
      'linked to Cobalt o3 and Cobalt o4',
      { sites: mapped, organizations: [linked('o3'), linked('o4')] },
      'psa-id',
      true,
      'half',
    ],
    ['', { sites: [s('s1', 'Birchwood Logistics')] }, 'name', true, 'full'],
    [
      'another site has the same name',
      { sites: [s('s1', 'Birchwood Logistics'), s('s2', 'Birchwood Logistics')] },
      'name',
      true,
      'half',
    ],
    [
      'several organizations have an equal name',
      { sites: [s('s1', 'Birchwood Logistics')], organizations: [birch, o('o3', 'Birchwood Logistics')] },
      'name',
      true,
      'half',
    ],
    ['a name alone only suggests', { sites: [s('s1', 'Birchwood')] }, 'name', true, 'half'],
    ['no letters and no digits', { sites: [s('s1', '!!')] }, 'name', false, 'none'],
    [
      'its company is not known to be alive: it only suggests',
      { sites: mapped },
      'company-name',
      true,
      'half',
    ],
    ['', { sites: mapped, activeCompanies: new Set(['77']) }, 'company-name', true, 'full'],
    [
      'Birchwood Logistics has it',
      { sites: [s('s1', 'x', { domains: ['www.birchwood.example'] })] },
      'domain',
      true,
      'full',
    ],
    [
      'no organization has it',
      { sites: [s('s1', 'x', { domains: ['x.example'] })] },
      'domain',
      false,
      'none',
    ],
    [
      'a domain that tells nothing about a customer',
      { sites: [s('s1', 'x', { domains: ['gmail.com'] })] },
      'domain',
      false,
      'none',
    ],
    ['too short or made up', { sites: [s('s1', 'x', { phones: ['12'] })] }, 'phone', false, 'none'],
    ['', { sites: [s('s1', 'x')], votes: votes('s1', { o2: 3 }) }, 'device-votes', true, 'full'],
    [
      'support needs three devices and four fifths of all that voted',
      { sites: [s('s1', 'x')], votes: votes('s1', { o2: 2 }) },
      'device-votes',
      true,
      'half',
    ],
  ])('%s', (why, seed, kind, kept, trust) => {
    const [found] = identifier(seed, kind);
    expect([found?.why, found?.kept, found?.trust]).toEqual([why, kept, trust]);
  });
});

describe('candidates', () => {
  test('have a role, every measure of the name, and sums that add up', () => {
    const { candidates, verdict } = explain({
      sites: [s('s1', 'Birchwood Logistics LLC')],
      votes: votes('s1', { o2: 4 }),
    });
    expect(verdict.status).toBe('matched');
    const [chosen] = candidates;
    expect(chosen).toMatchObject({ id: 'o2', role: 'chosen', archived: false, heldBy: null, hard: 20 });
    expect(chosen?.evidence.filter((one) => one.kind.startsWith('name-')).length).toBeGreaterThan(2);
    expect(chosen?.evidence.reduce((sum, one) => sum + one.weight, 0)).toBe(chosen?.total);
  });

  test('what is not active, too weak, or belongs to another company says so', () => {
    const roles = (seed: Partial<SiteMatchInput>) =>
      Object.fromEntries(explain(seed).candidates.map((one) => [one.id, one.role]));
    const sites = [s('s1', 'Birchwood Logistics', { psaCompanyId: '1' })];
    expect(roles({ sites, organizations: [o('o2', 'Birchwood Logistics', { active: false })] }).o2).toBe(
      'inactive',
    );
    expect(roles({ sites, organizations: [o('o2', 'Birchwood Logistics', { psa: ['2'] })] }).o2).toBe(
      'other-company',
    );
    expect(roles({ sites: [s('s1', 'Zephyr Bakery')] }).x6).toBe('too-weak');
    const twins = [o('o2', 'Birchwood Logistics'), o('o3', 'Birchwood Logistics')];
    expect(roles({ sites, organizations: twins })).toMatchObject({ o2: 'shown', o3: 'rival' });
  });

  test('sites of the same name are rivals', () => {
    const sites = [s('s1', 'Birchwood Logistics'), s('s2', 'Birchwood Logistics'), s('s3', 'Zephyr')];
    expect(explain({ sites }).rivals).toMatchObject([
      { deviceId: 's2', hostname: 'Birchwood Logistics', configurationId: 'o2' },
    ]);
  });
});

test('says what would change the verdict', () => {
  const item = 'datto-rmm:it-glue/site/s1';
  expect(explain({ sites: [s('s1', 'Birchwood')] }).whatWouldChange.at(-1)).toBe(
    `A decision: trilink match set ${item} o2`,
  );
  expect(explain({ sites: [s('s1', 'Zephyr')] }).whatWouldChange.at(-1)).toBe(
    `A decision: trilink match set ${item} ID`,
  );
  const matched = explain({ sites: [s('s1', 'x')], standing: [standing('s1', 'o2')] });
  expect(matched.whatWouldChange.at(-1)).toBe(`A decision: trilink match change ${item} ID`);
});

test('a site that is not there has no explanation', () => {
  expect(explainSite(input(), 's1')).toBeNull();
});
