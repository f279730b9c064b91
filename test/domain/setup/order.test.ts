import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultOrder } from '../../../src/domain/setup/default-order.js';
import { orderRules } from '../../../src/domain/setup/order.js';
import { knowledge, type StepId } from '../../../src/domain/setup/rule.js';
import { allRules } from '../../../src/domain/setup/rules/index.js';

const chains: readonly (readonly StepId[])[] = [
  ['A-01', 'A-05', 'A-06', 'A-08', 'A-10', 'A-11', 'A-12', 'A-19', 'A-21', 'A-23', 'A-24'],
  ['A-11', 'A-13', 'A-19'],
  ['A-11', 'A-14', 'A-19'],
  ['A-11', 'A-15', 'A-19'],
  ['A-17', 'A-16', 'A-19'],
  ['A-16', 'A-18', 'B-03'],
  ['A-24', 'B-03', 'B-04', 'B-07', 'B-08', 'B-10', 'B-11', 'B-15', 'B-17'],
  ['B-01', 'B-04'],
  ['B-10', 'B-12', 'B-15'],
  ['B-10', 'B-13', 'B-15'],
  ['B-17', 'C-01'],
  ['B-17', 'C-02', 'C-04', 'C-05', 'C-07', 'C-15'],
  ['C-33', 'C-05'],
  ['C-07', 'C-08', 'C-12'],
  ['C-14', 'C-12'],
  ['C-15', 'C-20', 'C-22', 'C-23', 'C-24', 'C-25'],
  ['C-15', 'C-28'],
  ['A-24', 'P-01'],
  ['B-17', 'P-07', 'P-08'],
  ['C-12', 'P-02'],
  ['S-01', 'S-12', 'S-13', 'S-15'],
  ['S-12', 'S-14', 'S-15'],
  ['S-20', 'S-21', 'S-22', 'S-23', 'S-25'],
];

describe('the walking order', () => {
  test.each(
    chains.map((chain) => [chain.join(' → '), chain] as const),
  )('%s: each waits for the one before it', (_name, chain) => {
    for (const [at, step] of chain.entries()) {
      const earlier = chain[at - 1];
      if (!earlier) continue;
      expect(defaultOrder.before(step)).toContain(earlier);
      expect(defaultOrder.positionOf(earlier)).toBeLessThan(defaultOrder.positionOf(step));
    }
  });

  test('names only steps that exist, and each step once', () => {
    const ids = allRules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(allRules.flatMap((rule) => rule.after).filter((step) => !ids.includes(step))).toEqual([]);
  });

  test('puts every rule behind all it comes after, in whatever order the rules are given', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...allRules], { minLength: allRules.length }), (shuffled) => {
        const order = orderRules(shuffled);
        return order.rules.every((rule) =>
          rule.after.every((step) => order.positionOf(step) < order.positionOf(rule.id)),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('refuses rules that wait for one another', () => {
    const rule = (id: StepId, after: StepId[]) => knowledge({ id, title: id, why: '', fix: '', after });
    expect(() => orderRules([rule('A-01', ['A-02']), rule('A-02', ['A-01'])])).toThrow('waits for itself');
  });
});

describe('every rule', () => {
  test.each(
    allRules.map((rule) => [rule.id, rule] as const),
  )('%s says the good state, the consequence and where to click', (_id, rule) => {
    expect(rule.title.length).toBeGreaterThan(10);
    expect(rule.title).not.toMatch(/\.$/);
    expect(rule.why).toMatch(/[.:)]$/);
    expect(rule.fix.length).toBeGreaterThan(5);
  });

  test('shows the old menu name beside the new one', () => {
    for (const rule of allRules) {
      if (rule.fix.includes('IT Glue > Admin'))
        expect(rule.fix).toContain('IT Glue > Admin (older: Account)');
      if (/Integrations > New/.test(rule.fix)) expect(rule.fix).toContain('(older: the green + New)');
    }
  });

  test('keeps what the sources disagree on as a note', () => {
    const noted = allRules.filter((rule) => rule.note?.includes('Used:')).map((rule) => rule.id);
    expect(noted.sort()).toEqual(['A-05', 'B-08', 'B-12', 'C-07', 'X-03']);
    expect(defaultOrder.ruleOf('C-34')?.note).toContain('both names');
  });
});
