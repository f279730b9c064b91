import { describe, expect, test } from 'vitest';
import { guard, isLimit, limitFor } from '../../../src/domain/reconcile/guard.js';
import type { Change } from '../../../src/domain/reconcile/plan.js';
import { configuration, device } from '../../support/estate.js';
import { plan } from '../../support/planning.js';

const none = { creates: null, overwrites: null, archives: null };

function overwriting(count: number, field = 'hostname', volatile: readonly string[] = []): readonly Change[] {
  const [sample] = plan({ configurations: [configuration({ fields: { hostname: 'OLD' } })] });
  if (!sample) throw new Error('the sample plan is empty');
  return Array.from({ length: count }, (_, i) => ({
    ...sample,
    id: `change-${i}`,
    target: { ...sample.target, name: `PC-${i}` },
    fields: [{ name: field, before: 'old', after: 'new', authority: 'overwrite' as const }],
    volatile,
  }));
}

describe('guard', () => {
  test('30 overwritten host names of 100 matched devices pass, 31 do not', () => {
    expect(guard('a:b', overwriting(30), { configurations: 100 }, none)).toEqual([]);
    const [trip] = guard('a:b', overwriting(31), { configurations: 100 }, none);
    expect(trip).toMatchObject({ count: 31, limit: 30, flag: '--max-overwrites 31' });
    expect(trip?.arithmetic).toBe('max(10, min(100, floor(0.3 x 100))) = 30');
    expect(trip?.examples).toHaveLength(5);
  });

  test('a night of DHCP changes does not trip it', () => {
    expect(
      guard('a:b', overwriting(500, 'primary-ip', ['primary-ip']), { configurations: 500 }, none),
    ).toEqual([]);
  });

  test('filling blanks and blocked changes are not counted', () => {
    const filling = overwriting(200).map((change) => ({
      ...change,
      fields: change.fields.map((field) => ({ ...field, before: null })),
    }));
    const blocked = overwriting(200).map((change) => ({
      ...change,
      blocked: { by: 'autotask', reason: 'locked' },
    }));
    expect(guard('a:b', [...filling, ...blocked], { configurations: 10 }, none)).toEqual([]);
  });

  test('creates are counted by kind of record', () => {
    const create = (i: number, type: 'configuration' | 'organization'): Change => ({
      ...(overwriting(1)[0] as Change),
      id: `${type}-${i}`,
      action: 'create',
      target: { system: 'it-glue', type, id: null, name: `${type} ${i}`, organizationId: null, parent: null },
    });
    const nine = Array.from({ length: 9 }, (_, i) => [
      create(i, 'configuration'),
      create(i, 'organization'),
    ]).flat();
    expect(guard('a:b', nine, {}, none)).toEqual([]);
    const eleven = Array.from({ length: 11 }, (_, i) => create(i, 'organization'));
    expect(guard('a:b', eleven, { organizations: 3 }, none)).toMatchObject([
      { kind: 'organizations', limit: 10 },
    ]);
  });

  test.each([
    [null, 0, 10],
    [null, 100, 30],
    [null, 99, 29],
    [null, 10_000, 100],
    ['5', 10_000, 5],
    ['40%', 1_000, 400],
    ['0.5%', 1_000, 5],
  ] as const)('the limit %s of %i matched is %i', (setting, matched, limit) => {
    expect(limitFor(setting, matched).limit).toBe(limit);
  });

  test.each([
    ['10', true],
    ['40%', true],
    ['-1', false],
    ['ten', false],
    ['1.5', false],
  ] as const)('%s is a limit: %s', (text, expected) => {
    expect(isLimit(text)).toBe(expected);
  });

  test('the sample device is what the counted changes are about', () => {
    expect(overwriting(1)[0]?.source.id).toBe(device().id);
  });
});
