import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Alignment, align, every } from '../../../../src/domain/matching/names/align.js';
import type { AlignWord } from '../../../../src/domain/matching/names/align-word.js';
import { editDistance } from '../../../../src/domain/matching/names/distance.js';
import { traitsOf } from '../../../../src/domain/matching/names/lexicon.js';
import { Role } from '../../../../src/domain/matching/names/name-word.js';
import { kindOf, stem } from '../../../../src/domain/matching/names/vocabulary.js';

/** Words whose ids are equal when their stems are. */
function words(text: string): AlignWord[] {
  if (text === '') return [];
  return text.split(' ').map((raw) => {
    const stemmed = stem(raw);
    const id = [...stemmed].reduce((sum, letter) => (sum * 131 + letter.charCodeAt(0)) % 1_000_003, 7);
    return { id, text: stemmed, raw, kind: kindOf(traitsOf(raw)), role: Role.main, weight: 30 };
  });
}

const positions = (set: number) => [0, 1, 2, 3, 4, 5, 6, 7].filter((at) => (set & (1 << at)) !== 0).join('');
const pairsOf = ({ pairs }: Alignment) =>
  pairs.map((pair) => `${pair.how} ${positions(pair.left)}~${positions(pair.right)}`);

describe('align', () => {
  test.each([
    ['red lion', 'lion red', ['same 0~1', 'same 1~0'], 'order does not matter'],
    ['johnny rocket', 'johnny rockets', ['same 0~0', 'same 1~1'], 'a plural is the same'],
    ['hartley trucxing', 'hartley trucking', ['same 0~0', 'typo 1~1'], 'one edit'],
    ['renewbaile power', 'renewable power', ['same 1~1', 'typos 0~0'], 'two edits in a long word'],
    ['vafe', 'cafe', ['typos 0~0'], 'another first letter counts twice'],
    ['cat', 'car', [], 'a short word has no misspelling'],
    ['coffee dya', 'coffee day', ['same 0~0', 'typo 1~1'], 'but neighbours may be swapped'],
    ['unit 1310', 'unit 1311', ['same 0~0'], 'never inside numbers'],
    ['t20 holdings', 't21 holdings', ['same 1~1'], 'nor inside a word with digits'],
    ['honeybaked ham', 'honey baked ham', ['same 1~2', 'joined 0~01'], 'written together'],
    ['prosper isd', 'prosper independent school district', ['same 0~0', 'initials 1~123'], 'initials'],
    ['hatc', 'housing authority of tulare county', ['initials 0~01234'], 'small words may be skipped'],
    ['solu group', 'solutions group', ['same 1~1', 'cut 0~0'], 'a word cut short'],
    ['a a b', 'a b b', ['same 0~0', 'same 2~1'], 'each word has one partner at most'],
  ])('%s | %s', (left, right, pairs, because) => {
    expect(pairsOf(align(words(left), words(right))), because).toEqual(pairs);
  });

  const someWord = fc.constantFrom(
    'red',
    'reds',
    'lion',
    'loin',
    'honeybaked',
    'honey',
    'baked',
    'hb',
    'solu',
    'solutions',
    '12',
    'of',
  );
  const someName = fc.array(someWord, { maxLength: 6 }).map((all) => all.join(' '));

  test('swapping the names swaps the sides', () => {
    fc.assert(
      fc.property(someName, someName, (a, b) => {
        const there = align(words(a), words(b));
        const back = align(words(b), words(a));
        const count = (set: number) => positions(set).length;
        expect(count(back.left) + count(back.right)).toBe(count(there.left) + count(there.right));
        const kinds = (one: Alignment) => one.pairs.map((pair) => pair.how).sort();
        expect(kinds(back)).toEqual(kinds(there));
      }),
    );
  });

  test('a name aligned with itself leaves nothing over', () => {
    fc.assert(
      fc.property(someName, (name) => {
        const side = words(name);
        const { left, right } = align(side, side);
        expect([left, right]).toEqual([every(side.length), every(side.length)]);
      }),
    );
  });
});

describe('editDistance', () => {
  test.each([
    ['kitten', 'kitten', 0],
    ['day', 'dya', 1],
    ['trucking', 'trucxiing', 2],
    ['abc', 'xyz', 3],
    ['', 'ab', 2],
  ])('%s to %s', (a, b, edits) => {
    expect(editDistance(a, b, 2)).toBe(edits);
  });

  test('is symmetric and never beyond the budget by more than one', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = editDistance(a, b, 2);
        expect(edits).toBe(editDistance(b, a, 2));
        expect(edits).toBeLessThanOrEqual(3);
      }),
    );
  });
});
