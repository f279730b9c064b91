import { describe, expect, test } from 'vitest';
import { buildNameIndex } from '../../../../src/domain/matching/names/index.js';
import { bestOrganizations, matchNamesOffline } from '../../../../src/domain/matching/sites/offline.js';
import { strangers } from './estate.js';

const pool = [
  { id: 'o1', name: 'Whitmore Accounting LLC' },
  { id: 'o2', name: 'Birchwood Logistics' },
  { id: 'o3', name: 'Birchwood Dental' },
  { id: 'o4', name: 'Alder Dental LLC' },
  { id: 'o5', name: 'Alder Dental Inc' },
  ...strangers.map(({ id, name }) => ({ id, name })),
];
const rows = (...names: string[]) => names.map((name, i) => ({ site_id: `s${i}`, site_name: name }));

describe('sites of a file', () => {
  test.each([
    ['Whitmore Accounting', 'matched', 'o1'],
    ['birchwood logistics', 'matched', 'o2'],
    ['Alder Dental', 'suggested', null],
    ['Zephyr Holdings', 'unmatched', null],
    ['', 'unmatched', null],
  ])('%s is %s', (name, status, organization) => {
    const [one] = matchNamesOffline(rows(name), pool);
    expect([one?.status, one?.organization]).toEqual([status, organization]);
    if (status === 'matched') expect(one?.candidates[0]?.id).toBe(organization);
    if (status === 'suggested') expect(one?.candidates).not.toEqual([]);
  });

  test('come in the order of the file, each for itself', () => {
    const names = ['Zephyr', 'Whitmore Accounting', 'Whitmore Accounting', 'Birchwood Logistics'];
    const decided = matchNamesOffline(rows(...names), pool);
    expect(decided.map((one) => [one.site, one.organization])).toEqual([
      ['s0', null],
      ['s1', 'o1'],
      ['s2', 'o1'],
      ['s3', 'o2'],
    ]);
    expect(matchNamesOffline(rows(...names), [...pool].reverse())).toEqual(decided);
  });

  test('more is suggested when less confidence is asked for; what is alike stands there either way', () => {
    const one = (least: number) => matchNamesOffline(rows('Birchwood Veterinary'), pool, least)[0];
    expect(one(1)?.status).toBe('unmatched');
    expect(one(0)?.status).toBe('suggested');
    expect(one(1)?.candidates).toEqual(one(0)?.candidates);
  });
});

describe('what somebody types', () => {
  const index = buildNameIndex(pool.map(({ id, name }) => ({ id, names: [name] })));
  test.each([
    ['bir', ['o2', 'o3'], 'names that begin so'],
    ['birchwood den', ['o3'], 'the one that begins so stands first'],
    ['log birch', ['o2'], 'words in any order'],
    ['Whitmroe Acounting', ['o1'], 'a slip of the hand'],
    ['  ', [], 'nothing for nothing'],
  ])('%j finds %j first', (typed, first, because) => {
    const found = bestOrganizations(index, typed).map((one) => one.id);
    expect(found.slice(0, Math.max(first.length, 1)), because).toEqual(first);
  });

  test('never shows one twice, nor more than asked for', () => {
    const found = bestOrganizations(index, 'birchwood', 2).map((one) => one.id);
    expect(found).toEqual([...new Set(found)]);
    expect(found.length).toBeLessThanOrEqual(2);
  });
});
