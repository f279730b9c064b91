import { describe, expect, test } from 'vitest';
import { buildNameIndex, nameRanker } from '../../../../src/domain/matching/names/index.js';

const pool = (names: readonly string[]) => names.map((name) => ({ id: name, names: [name] }));
const rankerOf = (names: readonly string[]) => nameRanker(buildNameIndex(pool(names)));

/** Organizations around those a test is about, so that common words are common. */
const neighbours = [
  'Abernathy Plumbing LLC',
  'Boatwright Roofing Inc',
  'Crenshaw Dental Group',
  'Delacroix Bakery',
  'Ellsworth Fire Department',
  'Fairbanks School District',
  'Gunderson Technologies, Inc.',
  'Hallstrom Holdings Ltd',
  'Ingersoll Pharmacy',
  'Jorgensen Capital Corp',
];
const ask = (name: string, ...names: string[]) => rankerOf([...names, ...neighbours]).rank(name);

describe('a name settles an organization', () => {
  test.each([
    // site, organization, code, because
    ['Kuykendall Optometric Clinic', 'Kuykendall Optometric Clinic', 'equal-name', 'it is the same'],
    ['KUYKENDALL CLINIC', 'Kuykendall Clinic', 'equal-name', 'case'],
    ['Kuykendall Clinic', 'Kuykendall Clinic LLC', 'equal-name', 'a legal form on one side'],
    ['Kuykendall Clinic, L.L.C.', 'Kuykendall Clinic LLC', 'equal-name', 'two spellings of a legal form'],
    ['The Kuykendall Clinic', 'Kuykendall Clinic', 'equal-name', 'an article'],
    ['Kuykendall & Sons', 'Kuykendall and Sons', 'equal-name', '& is and'],
    ['KuykendallClinic', 'Kuykendall Clinic', 'equal-name', 'joined'],
    ['kuykendallclinic.com', 'Kuykendall Clinic', 'equal-name', 'an internet name'],
    ['Clinic, Kuykendall', 'Kuykendall Clinic', 'equal-name', 'word order'],
    ['Küykendall Clinic', 'Kuykendall Clinic', 'equal-name', 'accents'],
    ['Kuykendall Mgmt.', 'Kuykendall Management', 'equal-name', 'an abbreviation'],
    ['ZZ - Kuykendall Clinic', 'Kuykendall Clinic', 'equal-name', 'a sorting mark'],
    ['Kuykendall Clinic (KC)', 'Kuykendall Clinic', 'equal-name', 'its own initials'],
    ['Kuykendall Clinic - Chicago', 'Kuykendall Clinic', 'equal-name', 'where the site is'],
    ['Kuykendall Clinic / Site 2', 'Kuykendall Clinic', 'equal-name', 'which site it is'],
    ['Kuykendal Optometric Clinic', 'Kuykendall Optometric Clinic', 'misspelt', 'a letter less'],
    ['Kuykendall ISD', 'Kuykendall Independent School District', 'initials', 'initials beside a rare name'],
    ['Kuykendall', 'Kuykendall Holdings', 'added-filler', 'a word that companies add'],
  ])('%s is %s: %s, %s', (site, organization, code, because) => {
    const { auto, candidates, reason } = ask(site, organization);
    expect([auto, reason.code], because).toEqual([organization, code]);
    expect(candidates[0]?.id).toBe(organization);
  });
});

describe('a name only suggests', () => {
  test.each([
    // site, organization, because
    ['Apollo Fund VIII', ['Apollo Fund IX'], 'numbers differ'],
    ['Apollo Fund', ['Apollo Fund IX'], 'one has a number'],
    ['Pizzavolo #1310', ['Pizzavolo #2677'], 'store numbers differ'],
    ['Pizzavolo Chicago', ['Pizzavolo Denver'], 'places differ'],
    ['Bowne of Chicago', ['Bowne'], 'a place within the name is another organization'],
    ['Bowne Solutions (Spain), S.L.', ['Bowne Solutions LLC'], 'a subsidiary'],
    ['Kuykendall Clinic GmbH', ['Kuykendall Clinic Inc'], 'legal forms contradict'],
    ['Kuykendall Clinic', ['Kuykendall Clinic Inc', 'Kuykendall Clinic LLC'], 'two of an equal name'],
    ['Kuykendall Roofing', ['Kuykendall Dental'], 'trades differ'],
    ['SuperValu', ['SuperValue'], 'a letter at the end is another brand'],
    ['Kuykendall Meridian Clinic', ['Kuykendall Clinic'], 'a word that may name another'],
    ['FGSD', ['Forest Grove School District'], 'four initials are shared by chance'],
  ])('%s, with %j known: %s', (site, organizations, because) => {
    const { auto, candidates } = ask(site, ...organizations);
    expect(auto, because).toBeNull();
    expect(organizations).toContain(candidates[0]?.id);
  });

  test('but the very same name wins over one with another legal form', () => {
    const { auto } = ask('Kuykendall Clinic LLC', 'Kuykendall Clinic Inc', 'Kuykendall Clinic LLC');
    expect(auto).toBe('Kuykendall Clinic LLC');
  });
});

describe('candidates', () => {
  test('carry their reasons: the largest first, contradictions below zero, whole numbers', () => {
    const [best] = ask('Apollo Fund VIII Ltd', 'Apollo Fund IX Ltd').candidates;
    const evidence = best?.evidence ?? [];
    expect(evidence.find((one) => one.kind === 'same')?.value).toBe('apollo');
    expect(evidence.find((one) => one.kind === 'other-number')).toEqual({
      kind: 'other-number',
      value: 'viii ~ ix',
      weight: -13,
    });
    const sizes = evidence.map((one) => Math.abs(one.weight));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(evidence.every((one) => Number.isInteger(one.weight) && one.weight !== 0)).toBe(true);
  });

  test('are at most as many as asked for, and share one certainty', () => {
    const names = [
      'Freedom Mobile',
      'Freedom Furniture',
      'Freedom Rings',
      'Freedom Mortgage',
      'Freedom House',
      'Freedom Bank',
    ];
    const { candidates } = rankerOf(names).rank('Freedom');
    expect(candidates).toHaveLength(5);
    expect(rankerOf(names).rank('Freedom', 2).candidates).toHaveLength(2);
    expect(candidates.reduce((sum, one) => sum + one.confidence, 0)).toBeLessThanOrEqual(1.001);
  });

  test('an organization is found by any of its names and shown by its first', () => {
    const organization = { id: '7', names: ['Meridian Health', 'Kuykendall Clinic'] };
    const { candidates, auto } = nameRanker(buildNameIndex([organization])).rank('kuykendall clinic');
    expect([auto, candidates[0]?.name]).toEqual(['7', 'Meridian Health']);
  });

  test('a rare word tells more than a common one, however small the pool', () => {
    const { candidates } = rankerOf(['Quackenbush Roofing', 'Pizza Palace']).rank('Quackenbush Pizza');
    expect(candidates[0]?.name).toBe('Quackenbush Roofing');
  });

  test('there are none for a name without letters or digits, nor in an empty pool', () => {
    expect(ask('--- !!!', 'Acme').candidates).toEqual([]);
    expect(rankerOf([]).rank('Acme')).toEqual({
      auto: null,
      candidates: [],
      reason: { code: 'no-candidate', text: 'no organization has a name like it' },
    });
  });

  test('a name like nothing says so', () => {
    expect(ask('Zyxwv Qwrtp').reason.code).toMatch(/^no-/);
  });
});
