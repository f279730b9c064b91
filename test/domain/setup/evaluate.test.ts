import { describe, expect, test } from 'vitest';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import type { SetupCheck } from '../../../src/domain/setup/finding.js';
import { groupByHop, hopTitles, integrationOf, ruleOf } from '../../../src/domain/setup/labels.js';
import {
  dayMs,
  everythingAttested,
  factsWith,
  nowMs,
  type Patch,
  readAt,
  scopeWith,
} from './support/healthy-facts.js';

function check(patch: Patch, attested = false): SetupCheck {
  return evaluateSetup({
    facts: factsWith(patch),
    attestations: attested ? everythingAttested : [],
    scope: scopeWith(),
    nowMs,
  });
}

const wrongNames: Patch = { namesFollowed: { count: 1, of: 20 } };
const untyped: Patch = {
  untypedItems: { count: 1, of: 20, byDeviceType: [{ deviceType: 'Laptop', count: 1 }], byProduct: [] },
};
const staleData: Patch = { rmmRecordRecency: { newestAt: readAt - 9 * dayMs, readAt, deviceSeenAt: readAt } };

describe('the order of findings', () => {
  test('begins with hard stops, which are the first thing to do, then each failure with what waits for it', () => {
    const { findings, summary } = check({ ...wrongNames, ...untyped, ...staleData });
    expect(findings[0]?.step).toBe('A-18');
    expect([findings[1]?.step, findings[1]?.status]).toEqual(['A-13', 'fail']);
    expect(findings[2]).toMatchObject({ status: 'unknown', blockedBy: expect.arrayContaining(['A-13']) });
    expect(summary.next).toBe('A-18');
    expect(check({ ...wrongNames, ...staleData }).summary.next).toBe('A-13');
    expect(summary.hardStops).toEqual(['A-18']);
  });

  test('puts failures before open steps, those before attested and good ones, and what does not apply last', () => {
    const order = ['fail', 'unknown', 'attested', 'pass', 'not-applicable'];
    const statuses = check({ syncroStale: { count: 1 } }).findings.map((finding) =>
      order.indexOf(finding.status),
    );
    expect(statuses).toEqual([...statuses].sort((a, b) => a - b));
  });

  test('is the same whatever else is asked', () => {
    expect(check(untyped).findings).toEqual(check(untyped).findings);
  });
});

describe('what waits for what', () => {
  test('a good step stays good behind a failed one', () => {
    const found = check(wrongNames).findings.find((finding) => finding.step === 'B-17');
    expect([found?.status, found?.blockedBy]).toEqual(['pass', []]);
  });

  test('an open step behind a failed one names it', () => {
    const found = check(wrongNames).findings.find((finding) => finding.step === 'B-04');
    expect([found?.status, found?.blockedBy]).toEqual(['unknown', ['A-13']]);
  });

  test('a failure that is only worth knowing blocks nothing', () => {
    const { findings } = check({
      syncedKinds: [{ kind: 'account type', name: 'Lead', members: 1, inactive: 0 }],
    });
    expect(findings.filter((finding) => finding.blockedBy.length > 0)).toEqual([]);
  });
});

describe('a finding', () => {
  test('has exactly the keys of findings/1', () => {
    const keys = [
      'id',
      'step',
      'severity',
      'status',
      'subject',
      'detail',
      'why',
      'fix',
      'evidence',
      'blockedBy',
    ].sort();
    for (const finding of check(untyped).findings) expect(Object.keys(finding).sort()).toEqual(keys);
  });

  test('has an id of its own', () => {
    const ids = check({ ...untyped, ...staleData }).findings.map((finding) => finding.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('says how far its evidence carries and of when it is', () => {
    const findings = check({}).findings;
    const of = (step: string) => findings.find((finding) => finding.step === step)?.evidence;
    expect(of('A-18')).toEqual([
      { kind: 'confidence', value: 'proves' },
      { kind: 'as-of', value: '2026-11-30T08:00:00.000Z' },
    ]);
    expect(of('A-13')).toContainEqual({ kind: 'confidence', value: 'suggests' });
  });

  test('shows the note where the sources disagree', () => {
    const found = check({ locationsSync: { companiesWithLocations: 3, linkedLocations: 0 } }).findings.find(
      (finding) => finding.step === 'B-12',
    );
    expect(found?.evidence.some((entry) => entry.kind === 'note' && entry.value.includes('Used:'))).toBe(
      true,
    );
  });
});

describe('the summary', () => {
  test('is one line for a log', () => {
    expect(check({}, true).summary.line).toBe('setup: nothing wrong, 0 open, 28 attested, 67 good');
    expect(check({ ...wrongNames, ...untyped }, true).summary.line).toMatch(
      /^setup: 2 wrong \(1 critical, 1 warning\), 0 open, .*; next: A-18$/,
    );
  });

  test('names the first step that a person can confirm when nothing is wrong', () => {
    expect(check({}).summary.next).toBe('A-02');
  });

  test('has nothing to do next when all is settled', () => {
    expect(check({}, true).summary.next).toBeNull();
  });
});

describe('what a view needs', () => {
  test('findings stand under their hop, in safe order', () => {
    const groups = groupByHop(check({}).findings);
    expect(groups.map((group) => group.hop)).toEqual(['A', 'B', 'C', 'S', 'P', 'X']);
    expect(groups[0]?.title).toBe(hopTitles.A);
    expect(groups.flatMap((group) => group.findings)).toHaveLength(check({}).findings.length);
  });

  test('a step leads to its rule, a hop to its integration', () => {
    expect(ruleOf('A-18')?.title).toContain('configuration item type');
    expect(ruleOf('Z-99')).toBeNull();
    expect(integrationOf('C')).toBe('datto-rmm:it-glue');
    expect(integrationOf('P')).toBeNull();
  });
});
