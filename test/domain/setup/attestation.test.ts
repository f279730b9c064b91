import { describe, expect, test } from 'vitest';
import {
  expiryOf,
  isAttestable,
  latestOf,
  type StepAttestation,
} from '../../../src/domain/setup/attestation.js';
import { defaultOrder } from '../../../src/domain/setup/default-order.js';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import type { Finding } from '../../../src/domain/setup/finding.js';
import {
  attestation,
  dayMs,
  factsWith,
  nowMs,
  type Patch,
  readAt,
  scopeWith,
} from './support/healthy-facts.js';

function findingOf(step: string, patch: Patch, attestations: readonly StepAttestation[]): Finding {
  const { findings } = evaluateSetup({ facts: factsWith(patch), attestations, scope: scopeWith(), nowMs });
  const found = findings.find((finding) => finding.step === step);
  if (!found) throw new Error(`no finding for ${step}`);
  return found;
}

const traces = (newestAt: number | null): Patch => ({ twoWayTraces: { items: 1, contacts: 0, newestAt } });

describe('what a person stated', () => {
  test.each([
    ['A-04', {}, attestation('A-04', readAt), 'attested', 'no API shows it, so the word counts'],
    ['A-04', {}, attestation('A-04', nowMs - 400 * dayMs), 'unknown', 'it has expired'],
    ['A-01', { apiUsers: { count: 0 } }, attestation('A-01', readAt), 'attested', 'the evidence is silent'],
    ['A-01', {}, attestation('A-01', readAt), 'pass', 'the evidence speaks for itself'],
    ['B-13', {}, attestation('B-13', readAt), 'attested', 'nothing contradicts'],
    [
      'B-13',
      traces(readAt - dayMs),
      attestation('B-13', readAt - 2 * dayMs),
      'fail',
      'IT Glue wrote after it was said',
    ],
    [
      'B-13',
      traces(readAt - 3 * dayMs),
      attestation('B-13', readAt - 2 * dayMs),
      'attested',
      'it was switched off after the trace',
    ],
    [
      'B-13',
      traces(null),
      attestation('B-13', readAt - dayMs),
      'fail',
      'a trace without a date is as young as its reading',
    ],
    [
      'A-08',
      { siteCompanyTypes: { of: 1, others: [{ site: 'M', company: 'E', type: 'Lead' }] } },
      attestation('A-08', nowMs),
      'fail',
      'what the API decides is not up for discussion',
    ],
    [
      'B-09',
      { psaLinks: { organizations: 0, configurations: 0 } },
      attestation('B-09', readAt - 1),
      'fail',
      'a younger reading shows that it is not done',
    ],
    [
      'B-09',
      { psaLinks: { organizations: 0, configurations: 0 } },
      attestation('B-09', readAt + 1),
      'attested',
      'it was done after the reading',
    ],
    [
      'X-01',
      { firstSeen: { itemAt: readAt, linkedConfigurationAt: readAt - dayMs, rmmConfigurationAt: null } },
      attestation('X-01', readAt),
      'attested',
      'an old order cannot be changed, only repaired',
    ],
  ] as const)('%s with %j is settled by %j as %s: %s', (step, patch, word, expected, because) => {
    expect(findingOf(step, patch as Patch, [word]).status, because).toBe(expected);
  });

  test('is shown with who said it, when, and until when', () => {
    const finding = findingOf('A-04', {}, [attestation('A-04', readAt, { note: 'in the vault' })]);
    expect(finding.detail).toBe('confirmed by Mina on 2026-11-30, until 2027-11-30: in the vault');
    expect(finding.evidence).toContainEqual({ kind: 'attestation', value: finding.detail });
  });

  test('is still named when it has expired or was contradicted', () => {
    const old = findingOf('A-04', {}, [attestation('A-04', nowMs - 400 * dayMs)]);
    expect(old.detail).toContain('no longer confirmed by Mina');
    const contradicted = findingOf('B-13', traces(readAt), [attestation('B-13', readAt - dayMs)]);
    expect(contradicted.detail).toContain('contradicted since');
  });

  test('counts as last said', () => {
    const words = [attestation('A-04', 5), attestation('A-04', 9), attestation('A-05', 20)];
    expect(latestOf(words, 'A-04')?.at).toBe(9);
    expect(latestOf(words, 'A-02')).toBeNull();
  });

  test.each([
    ['A-04', true, 90],
    ['B-13', true, 90],
    ['A-01', true, 90],
    ['A-18', false, 90],
    ['X-03', false, 90],
  ])('%s can be attested: %s, for %d days', (step, can, days) => {
    const rule = defaultOrder.ruleOf(step);
    expect(rule && isAttestable(rule)).toBe(can);
    expect(rule && expiryOf(rule, 1_000)).toBe(1_000 + days * dayMs);
  });
});
