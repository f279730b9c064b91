import { describe, expect, test } from 'vitest';
import { causesOf, nameTogether } from '../../../src/domain/setup/causes.js';
import { defaultOrder } from '../../../src/domain/setup/default-order.js';
import type { Finding } from '../../../src/domain/setup/finding.js';

const finding = (step: Finding['step'], status: Finding['status'] = 'fail'): Finding => ({
  ...{ id: step, step, severity: 'warning', status, subject: '', detail: '', why: '', fix: '' },
  ...{ evidence: [], blockedBy: [] },
});

describe('what is wrong, counted by cause', () => {
  test.each([
    [[], []],
    [['A-18'], [['A-18']]],
    [
      ['A-18', 'B-13'],
      [['A-18'], ['B-13']],
    ],
    [
      ['A-18', 'B-13', 'C-25', 'C-26', 'X-01'],
      [['A-18'], ['B-13'], ['C-25', 'C-26', 'X-01']],
    ],
    [['A-16', 'A-18', 'A-23'], [['A-16', 'A-18', 'A-23']]],
    [
      ['C-20', 'C-22', 'C-24'],
      [['C-20', 'C-22'], ['C-24']],
    ],
  ] as const)('%j is %j', (steps, expected) => {
    const findings = steps.map((step) => finding(step));
    expect(causesOf(findings, defaultOrder)).toEqual(expected);
  });

  test('only what fails has a cause, and a step that fails in several ways has one', () => {
    const findings = [finding('A-15'), finding('A-15'), finding('A-18', 'unknown')];
    expect(causesOf(findings, defaultOrder)).toEqual([['A-15']]);
  });

  test('each finding names the others of its cause', () => {
    const [, second, third] = nameTogether(
      ['A-18', 'C-25', 'C-26'].map((step) => finding(step as 'A-18')),
      defaultOrder,
    );
    expect(second?.evidence).toEqual([{ kind: 'together', value: 'C-26' }]);
    expect(third?.evidence).toEqual([{ kind: 'together', value: 'C-25' }]);
  });
});
