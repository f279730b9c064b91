import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildNameIndex,
  nameRanker,
  suggestionConfidence,
} from '../../../../src/domain/matching/names/index.js';

const heads = [
  'Kuykendall',
  'Apollo',
  'Freedom',
  'Pizzavolo',
  'Bowne',
  'St. Clair',
  'J & J',
  'Länsbo',
  'Oak',
  'A-Max',
];
const tails = [
  '',
  'Clinic',
  'School District',
  'Holdings',
  'Dental',
  'Pizza',
  'II',
  '#12',
  '- Chicago',
  '(Spain)',
  'of Denver',
];
const forms = ['', ' LLC', ', Inc.', ' GmbH', ' Co., Ltd.'];
const name = fc
  .tuple(fc.constantFrom(...heads), fc.constantFrom(...tails), fc.constantFrom(...forms))
  .map(([head, tail, form]) => `${head} ${tail}${form}`.trim());
const organizations = fc
  .array(name, { minLength: 1, maxLength: 30 })
  .map((names) => names.map((one, at) => ({ id: `o${at}`, names: [one] })));
type Pool = readonly { readonly id: string; readonly names: readonly string[] }[];
const rank = (pool: Pool, asked: string) => nameRanker(buildNameIndex(pool)).rank(asked);

describe('ranking', () => {
  test('does not depend on the order of the pool', () => {
    const shuffled = organizations.chain((pool) =>
      fc.tuple(fc.constant(pool), fc.shuffledSubarray(pool, { minLength: pool.length })),
    );
    fc.assert(
      fc.property(shuffled, name, ([pool, mixed], asked) => {
        expect(rank(mixed, asked)).toEqual(rank(pool, asked));
      }),
      { numRuns: 150 },
    );
  });

  test('does not depend on what was asked before', () => {
    fc.assert(
      fc.property(organizations, fc.array(name, { maxLength: 5 }), name, (pool, before, asked) => {
        const ranker = nameRanker(buildNameIndex(pool));
        for (const other of before) ranker.rank(other);
        expect(ranker.rank(asked)).toEqual(rank(pool, asked));
      }),
      { numRuns: 100 },
    );
  });

  test('an unrelated organization changes neither the decision nor a first candidate that is shown', () => {
    const stranger = { id: 'stranger', names: ['Zyxwv Qwrtp Vumjh'] };
    fc.assert(
      fc.property(organizations, name, (pool, asked) => {
        const [alone, along] = [rank(pool, asked), rank([...pool, stranger], asked)];
        expect(along.auto).toBe(alone.auto);
        // Below that, nobody is likely, and strangers may be equally unlikely.
        if ((alone.candidates[0]?.confidence ?? 0) < suggestionConfidence) return;
        expect(along.candidates[0]?.id).toBe(alone.candidates[0]?.id);
      }),
      { numRuns: 150 },
    );
  });

  test('an organization finds itself first when no other has an equal name', () => {
    fc.assert(
      fc.property(organizations, (pool) => {
        for (const one of pool) {
          const { auto, candidates } = rank(pool, one.names[0] ?? '');
          const own = candidates.findIndex(({ id }) => id === one.id);
          const same = pool.filter((other) => other.names[0] === one.names[0]).length;
          if (same === 1) expect([auto ?? one.id, own]).toEqual([one.id, 0]);
          else expect(auto).toBeNull();
        }
      }),
      { numRuns: 40 },
    );
  });

  test('equality is mutual: if A settles on B alone, B settles on A alone', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const there = rank([{ id: 'b', names: [b] }], a);
        const back = rank([{ id: 'a', names: [a] }], b);
        const equal = (one: typeof there) => one.reason.code === 'equal-name';
        if (/#|II|\(|- /.test(a + b)) return;
        expect(equal(there)).toBe(equal(back));
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile input', () => {
  const long = 10_000_000;
  test.each([
    ['ten megabytes of one letter', 'x'.repeat(long)],
    ['ten megabytes of words', 'acme '.repeat(long / 5)],
    ['ten megabytes of combining marks', `a${'\u0301'.repeat(long - 1)}`],
    ['ten megabytes of brackets', '(['.repeat(long / 2)],
    ['binary', String.fromCharCode(...Array.from({ length: 256 }, (_, at) => at))],
    ['lone surrogates', '\ud800Acme\udfff'],
    ['direction marks', '\u202eAcme\u202c \u200fCorp'],
    ['a compatibility form that grows eighteen times', '\ufdfa'.repeat(1_000)],
    ['a name of legal forms', 'Co Ltd LLC Inc GmbH & Co KG '.repeat(50)],
    ['words of an object', '__proto__ constructor toString'],
  ])('%s is answered at once, as a question and in the pool', (_what, text) => {
    const pool = [
      { id: '1', names: [text] },
      { id: '2', names: ['Acme Corp'] },
    ];
    const ranker = nameRanker(buildNameIndex(pool));
    const start = performance.now();
    const { candidates } = ranker.rank(text);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(candidates.every((one) => one.confidence >= 0 && one.confidence <= 1)).toBe(true);
    expect(ranker.rank('Acme Corp').candidates.map((one) => one.id)).toContain('2');
  });

  test('any text at all has an answer', () => {
    const ranker = nameRanker(buildNameIndex([{ id: '1', names: ['Acme Corp'] }]));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(ranker.rank(text).candidates.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
