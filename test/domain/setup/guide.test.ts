import { describe, expect, test } from 'vitest';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import { gateOf, nextStep, walk } from '../../../src/domain/setup/guide.js';
import type { SetupScope } from '../../../src/domain/setup/rule.js';
import {
  attestation,
  everythingAttested,
  factsWith,
  nowMs,
  type Patch,
  readAt,
  scopeWith,
} from './support/healthy-facts.js';

function findings(patch: Patch = {}, attestations = everythingAttested, scope: SetupScope = scopeWith()) {
  return evaluateSetup({ facts: factsWith(patch), attestations, scope, nowMs }).findings;
}

const lowCoverage: Patch = { organizationCoverage: { of: 4, native: 1, either: 1 } };
const beforeB: Patch = {
  psaLinks: { organizations: 0, configurations: 0 },
  organizationCoverage: { of: 4, native: 0, either: 0 },
  itemCoverage: { of: 20, native: 0, either: 0, sampled: false },
  rmmRecords: { count: 0, of: 0 },
};

describe('the guide', () => {
  test('walks hop A, then B, then C, and says for each step where to click and how it is verified', () => {
    const steps = walk(findings());
    const hops = [...new Set(steps.map((step) => step.hop))];
    expect(hops).toEqual(['A', 'B', 'C', 'S', 'P', 'X']);
    for (const step of steps) {
      expect(step.where.length).toBeGreaterThan(5);
      expect(step.verifiedBy.length).toBeGreaterThan(10);
    }
    expect(steps.find((step) => step.step === 'B-04')?.verifiedBy).toBe(
      'no API shows it: you confirm it with: trilink setup attest B-04',
    );
  });

  test('leaves out what does not apply and what is only worth knowing', () => {
    const steps = walk(findings({}, [], scopeWith({ A: 'sync' }))).map((step) => step.step);
    expect(steps).not.toContain('A-06');
    expect(steps).not.toContain('X-03');
    expect(steps).toContain('A-15');
  });

  test('goes on at the first step that fails', () => {
    expect(
      nextStep(
        walk(
          findings({
            namesFollowed: { count: 1, of: 20 },
            orphanedRecords: { organizations: 1, configurations: 0, of: 9 },
          }),
        ),
      )?.step,
    ).toBe('A-13');
  });

  test('goes on at the first step to confirm when nothing fails', () => {
    expect(nextStep(walk(findings({}, [])))?.step).toBe('A-02');
    const said = [attestation('A-02', readAt), attestation('A-04', readAt)];
    expect(nextStep(walk(findings({}, said)))?.step).toBe('A-05');
  });

  test('is at its end when all is good', () => {
    expect(nextStep(walk(findings()))).toBeNull();
  });

  test('names hop B, not hop C, while hop B is not OK', () => {
    const next = nextStep(walk(findings(beforeB)));
    expect(next?.step).toBe('B-09');
  });

  test('never shows an open step of hop C before B is OK without what breaks', () => {
    const steps = walk(findings(beforeB, []));
    const early = steps.filter(
      (step) => step.hop === 'C' && (step.status === 'fail' || step.status === 'unknown'),
    );
    expect(early.length).toBeGreaterThan(5);
    for (const step of early) expect(step.breaks.join(' ')).toContain('B-17 is not OK');
    expect(early[0]?.breaks[0]).toContain('leaves unmatched or duplicate configurations');
  });

  test('shows steps of hop C without a warning once B is OK', () => {
    const steps = walk(findings({}, [])).filter((step) => step.hop === 'C');
    expect(steps.flatMap((step) => step.breaks)).toEqual([]);
  });
});

describe('the gate of a hop', () => {
  test.each([
    ['A', {}, true],
    ['B', {}, true],
    [
      'B',
      {
        untypedItems: { count: 1, of: 2, byDeviceType: [{ deviceType: 'Laptop', count: 1 }], byProduct: [] },
      },
      false,
    ],
    ['B', { devicesInAutotask: { of: 20, native: 0, either: 0 } }, false],
    ['C', {}, true],
    ['C', lowCoverage, false],
    ['S', lowCoverage, false],
  ] as const)('%s with %j is open: %s', (hop, patch, open) => {
    expect(gateOf(hop, findings(patch as Patch)).open).toBe(open);
  });

  test('stays shut when nobody can tell, and opens when the step does not apply', () => {
    const facts = factsWith({}, ['organizationCoverage']);
    const unsure = evaluateSetup({ facts, attestations: [], scope: scopeWith(), nowMs }).findings;
    expect(gateOf('C', unsure).open).toBe(false);
    expect(gateOf('C', findings({}, [], scopeWith({}, ['datto-rmm', 'it-glue']))).open).toBe(true);
  });
});
