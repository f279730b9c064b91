import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder } from '../../../src/domain/reconcile/order.js';
import type { Change } from '../../../src/domain/reconcile/plan.js';
import { stableHash, stableJson } from '../../../src/domain/reconcile/stable-hash.js';
import { configuration } from '../../support/estate.js';
import { plan } from '../../support/planning.js';

const sample = plan({ configurations: [configuration({ hostname: 'OLD' })] })[0] as Change;
const change = (id: string, dependsOn: readonly string[] = []): Change => ({ ...sample, id, dependsOn });

describe('inOrder', () => {
  test('puts what others hang on first, whatever order they come in', () => {
    const all = [change('c', ['b']), change('a'), change('b', ['a']), change('d', ['not-in-the-plan'])];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(inOrder(shuffled).map((wave) => wave.map((one) => one.id))).toEqual([
          ['a', 'd'],
          ['b'],
          ['c'],
        ]);
      }),
    );
  });
});

describe('stableHash', () => {
  test('is the same for the same value, however its keys are ordered', () => {
    expect(stableHash({ a: 1, b: [1, 2] })).toBe(stableHash({ b: [1, 2], a: 1 }));
    expect(stableJson({ b: 1, a: { d: 1, c: 2 } })).toBe('{"a":{"c":2,"d":1},"b":1}');
  });

  test('differs for values that differ', () => {
    const seen = new Set(Array.from({ length: 20_000 }, (_, i) => stableHash('item', i)));
    expect(seen.size).toBe(20_000);
  });
});
