import { describe, expect, test } from 'vitest';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import { compareChecks, recordOf } from '../../../src/domain/setup/history.js';
import type { SetupScope } from '../../../src/domain/setup/rule.js';
import {
  everythingAttested,
  factsWith,
  healthyValues,
  nowMs,
  type Patch,
  scopeWith,
} from './support/healthy-facts.js';

function record(patch: Patch = {}, scope: SetupScope = scopeWith(), attested = true) {
  const attestations = attested ? everythingAttested : [];
  return recordOf(evaluateSetup({ facts: factsWith(patch), attestations, scope, nowMs }), nowMs);
}

const mixed = (...types: string[]): Patch => ({
  productsByDeviceType: types.map((deviceType) => ({
    deviceType,
    devices: 2,
    values: ['P1', 'P2'].map((id) => ({ id, name: id, active: true, devices: 1 })),
    blank: 0,
  })),
});
const orphans: Patch = { orphanedRecords: { organizations: 0, configurations: 2, of: 20 } };

describe('two checks compared', () => {
  const short = (before: ReturnType<typeof record>, after: ReturnType<typeof record>) =>
    compareChecks(before, after).map(({ change, id, from, to }) => [change, id, from, to]);

  test('equal ones give nothing', () => {
    expect(short(record(orphans), record(orphans))).toEqual([]);
  });

  test.each([
    ['a new failure is worse', {}, orphans, [['worse', 'B-01', 'pass', 'fail']]],
    ['a repaired one is better', orphans, {}, [['better', 'B-01', 'fail', 'pass']]],
    [
      'a second problem in a failing step is new',
      mixed('Laptop'),
      mixed('Laptop', 'Server'),
      [['new', 'A-15:server', null, 'fail']],
    ],
    [
      'a problem that is solved in a step that still fails is gone',
      mixed('Laptop', 'Server'),
      mixed('Laptop'),
      [['gone', 'A-15:server', 'fail', null]],
    ],
    [
      'another problem in the place of the first is both',
      mixed('Laptop'),
      mixed('Server'),
      [
        ['new', 'A-15:server', null, 'fail'],
        ['gone', 'A-15:laptop', 'fail', null],
      ],
    ],
  ] as const)('%s', (_what, before, after, expected) => {
    expect(short(record(before as Patch), record(after as Patch))).toEqual(expected);
  });

  test('an attestation makes an open step better', () => {
    const changes = compareChecks(record({}, scopeWith(), false), record());
    expect(changes.every((change) => change.change === 'better')).toBe(true);
    expect(changes).toContainEqual(
      expect.objectContaining({ step: 'A-04', from: 'unknown', to: 'attested' }),
    );
  });

  test('a failure in a step that no longer applies is gone, and one that begins to apply is new', () => {
    const on = record(mixed('Laptop'));
    const off = record(mixed('Laptop'), scopeWith({ A: 'off' }));
    expect(short(on, off)).toContainEqual(['gone', 'A-15:laptop', 'fail', 'not-applicable']);
    expect(short(off, on)).toContainEqual(['new', 'A-15:laptop', 'not-applicable', 'fail']);
  });

  test('the worst comes first', () => {
    const changes = short(
      record({ ...orphans, ...mixed('Laptop') }),
      record({ ...mixed('Laptop', 'Server'), dattoApiAccess: { works: false } }),
    );
    expect(changes.map(([change]) => change)).toEqual(['worse', 'new', 'better']);
  });

  test('a record survives JSON', () => {
    const kept = record(orphans);
    expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
    expect(
      compareChecks(
        JSON.parse(JSON.stringify(kept)),
        record({ ...orphans, apiUsers: healthyValues.apiUsers }),
      ),
    ).toEqual([]);
  });
});
