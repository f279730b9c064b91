import { describe, expect, test } from 'vitest';
import type { Fields, FieldValue } from '../../../src/domain/estate/fields.js';
import type { Decision } from '../../../src/domain/matching/verdict.js';
import type { Change, FieldChange } from '../../../src/domain/reconcile/plan.js';
import { addReverts, oldRecords, revertsFor, withReverted } from '../../../src/domain/reconcile/reverts.js';
import type { MadeChange } from '../../../src/domain/reconcile/undo.js';
import { configuration } from '../../support/estate.js';

const item = 'datto-rmm:it-glue/device/d1';

function field(
  name: string,
  before: FieldValue,
  after: FieldValue,
  authority: FieldChange['authority'] = 'overwrite',
): FieldChange {
  return { name, before, after, authority };
}

function change(fields: readonly FieldChange[], rest: Partial<Change> = {}): Change {
  return {
    ...{
      id: 'c',
      integration: 'datto-rmm:it-glue',
      item,
      action: 'update',
      dependsOn: [],
      fields,
      blocked: null,
    },
    target: {
      system: 'it-glue',
      type: 'configuration',
      id: 'old',
      name: 'PC',
      organizationId: 'o',
      parent: null,
    },
    source: { system: 'datto-rmm', id: 'd1', name: 'PC' },
    ...{ volatile: [], keys: null },
    ...rest,
  };
}

function made(...fields: FieldChange[]): MadeChange {
  const echoed = Object.fromEntries(fields.map((one) => [one.name, one.after]));
  return { runId: 'r', change: change(fields), targetId: 'old', echoed };
}

const moved = new Map([['device/d1', new Set(['old'])]]);
const showing = (fields: Fields) => () => ({ archived: false, fields });

describe('oldRecords', () => {
  const decision = (changes: Partial<Decision>): Decision => ({
    ...{ sequence: 1, kind: 'device', sourceId: 'd1', verb: 'match', targetId: 'new', oldTargetId: null },
    ...{ by: 'person', who: null, note: null, at: 0 },
    ...changes,
  });

  test('are those of every move, but for the one that is the match now', () => {
    const decisions = [
      decision({ targetId: 'b', oldTargetId: 'a' }),
      decision({ targetId: 'c', oldTargetId: 'b' }),
      decision({ targetId: 'a', oldTargetId: 'c' }),
      decision({ verb: 'move', targetId: null, oldTargetId: 'm' }),
    ];
    expect(oldRecords(decisions, new Map([['device/d1', 'a']]))).toEqual(
      new Map([['device/d1', new Set(['b', 'c'])]]),
    );
  });
});

describe('revertsFor', () => {
  test.each<[readonly MadeChange[], FieldValue, [FieldValue, string[]] | null, string]>([
    [[made(field('hostname', 'A', 'B'))], 'B', ['A', []], 'it still shows what was written'],
    [[made(field('hostname', null, 'B'))], 'B', [null, []], 'what was blank is blank again'],
    [
      [made(field('hostname', 'A', 'B')), made(field('hostname', 'B', 'C'))],
      'C',
      ['A', []],
      'back to before the first write',
    ],
    [
      [made(field('hostname', 'A', 'B')), made(field('hostname', 'X', 'C'))],
      'C',
      ['X', []],
      'somebody wrote in between',
    ],
    [[made(field('hostname', 'A', 'B'))], 'by hand', null, 'somebody changed it since'],
    [[made(field('hostname', 'A', 'B'))], 'A', null, 'it is back already'],
    [
      [made(field('hostname', 'A', 'B')), made(field('hostname', 'B', 'A', 'undo'))],
      'A',
      null,
      'it was put back before',
    ],
    [[made(field('hostname', 'A', 'b'))], 'B', ['A', []], 'spelling alone is no change'],
  ])('%#: of %j showing %s gives %j: %s', (history, now, expected) => {
    const reverts = revertsFor(moved, history, showing({ hostname: now }));
    const found = reverts.map(({ fields, left }) => [fields[0]?.after, left]);
    expect(found).toEqual(expected === null ? [] : [expected]);
  });

  test('names fields that others changed beside those that go back', () => {
    const history = [made(field('hostname', 'A', 'B'), field('primary-ip', null, '10.0.0.1'))];
    const [revert] = revertsFor(moved, history, showing({ hostname: 'B', 'primary-ip': '10.9.9.9' }));
    expect(revert).toMatchObject({
      left: ['primary-ip'],
      fields: [{ name: 'hostname', before: 'B', after: 'A', authority: 'undo' }],
    });
  });

  test('leaves alone what was made, archived, written for another item, or is gone', () => {
    const one = made(field('hostname', 'A', 'B'));
    const create = { ...one, change: { ...one.change, action: 'create' as const } };
    const archive = made(field('archived', false, true));
    const other = { ...one, change: { ...one.change, item: 'datto-rmm:it-glue/device/d2' } };
    expect(revertsFor(moved, [create, archive, other], showing({ hostname: 'B', archived: true }))).toEqual(
      [],
    );
    expect(revertsFor(moved, [one], () => null)).toEqual([]);
  });

  test('takes adapters of the record along', () => {
    const target = {
      ...change([]).target,
      type: 'configuration-interface' as const,
      id: 'face',
      parent: { type: 'configuration' as const, id: 'old', change: null },
    };
    const one: MadeChange = {
      runId: 'r',
      change: change([field('ip-address', '1', '2')], { target }),
      targetId: 'face',
      echoed: { 'ip-address': '2' },
    };
    expect(revertsFor(moved, [one], showing({ 'ip-address': '2' }))).toMatchObject([
      { fields: [{ after: '1' }] },
    ]);
  });
});

describe('a plan with reverts', () => {
  const history = [made(field('hostname', 'A', 'B'), field('serial-number', null, 'S1'))];
  const reverts = revertsFor(moved, history, showing({ hostname: 'B', 'serial-number': 'S1' }));

  test('puts back in a change of its own when nobody has the record', () => {
    const [added, ...rest] = addReverts([], reverts, () => null);
    expect(rest).toEqual([]);
    expect(added).toMatchObject({ action: 'update', item, target: { id: 'old' }, blocked: null });
    expect(added?.fields.map(({ name, after }) => [name, after])).toEqual([
      ['hostname', 'A'],
      ['serial-number', null],
    ]);
  });

  test('shows who owns the record when it may not be written', () => {
    const blocked = { by: 'autotask', reason: 'synced' };
    expect(addReverts([], reverts, () => blocked)[0]?.blocked).toEqual(blocked);
  });

  test('lets the device that has the record now write over it, in one change', () => {
    const own = change([field('hostname', 'A', 'NEW')], { id: 'own', item: 'datto-rmm:it-glue/device/d2' });
    expect(addReverts([own], reverts, () => null)).toMatchObject([
      {
        id: 'own',
        fields: [field('hostname', 'B', 'NEW'), { name: 'serial-number', before: 'S1', after: null }],
      },
    ]);
  });

  test('is planned over records as they will be', () => {
    const [record, other] = withReverted(
      [configuration({ id: 'old', hostname: 'B', serial: 'S1' }), configuration({ id: 'x' })],
      reverts,
    );
    expect(record).toMatchObject({
      hostname: 'A',
      serial: null,
      fields: { hostname: 'A', 'serial-number': null },
    });
    expect(other?.serial).toBe('7K2QXW3');
  });
});
