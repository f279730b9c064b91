import { describe, expect, test } from 'vitest';
import type { RecordKind } from '../../../src/domain/estate/systems.js';
import { isContradiction, isNameOnly } from '../../../src/domain/matching/evidence-kinds.js';
import type { Evidence } from '../../../src/domain/matching/verdict.js';

const says = (kind: string, weight: number): Evidence => ({ kind, value: '', weight });
const candidate = (...evidence: Evidence[]) => ({ id: '1', name: 'A', confidence: 1, evidence });

describe('what speaks for a candidate', () => {
  test.each<[RecordKind, Evidence[], boolean, string]>([
    ['device', [says('name', 8)], true, 'a host name'],
    ['device', [says('name', 8), says('serial', -40)], true, 'what contradicts does not speak for it'],
    ['device', [says('name', 8), says('mac', 16)], false, 'a MAC speaks too'],
    ['device', [says('serial-in-name', 12)], false, 'a serial in the name is a serial'],
    ['site', [says('name', 30), says('company-name', 12)], true, 'names of all kinds'],
    ['site', [says('name', 30), says('native-rmm', 18)], true, 'the native integration went by name'],
    ['site', [says('name', 30), says('device-votes', 3)], false, 'a device votes'],
    ['site', [says('psa-id', 60)], false, 'the PSA says so'],
  ])('%s %j is a name alone: %s, %s', (kind, evidence, expected) => {
    expect(isNameOnly(kind, candidate(...evidence))).toBe(expected);
  });

  test.each([
    ['device', says('serial', -40), true],
    ['device', says('archived', -6), true],
    ['site', says('name-other-place', -11), true],
    ['site', says('device-votes-elsewhere', -15), true],
    ['site', says('name', -2), false],
    ['site', says('domain', 18), false],
  ] as const)('%s %j contradicts: %s', (kind, evidence, expected) => {
    expect(isContradiction(kind, evidence)).toBe(expected);
  });
});
