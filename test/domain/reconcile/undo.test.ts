import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/domain/reconcile/plan.js';
import { undoOf } from '../../../src/domain/reconcile/undo.js';
import { configuration } from '../../support/estate.js';
import { flags, plan, verdict } from '../../support/planning.js';

function updated(): Change {
  const [change] = plan({ configurations: [configuration({ hostname: 'OLD', serial: null })] });
  if (!change) throw new Error('the sample plan is empty');
  return change;
}

const made = (change: Change, echoed = {}) => ({ runId: 'R1', change, targetId: 'conf-1', echoed });
const echo = { hostname: 'LD-FRONT-02', 'serial-number': '7K2QXW3' };

describe('undoOf', () => {
  test('puts back every field that nobody changed since, blanks included', () => {
    const step = undoOf(made(updated(), echo), { archived: false, fields: echo });
    expect(step).toMatchObject({ kind: 'change', left: [] });
    if (step.kind !== 'change') return;
    expect(step.change.fields.map(({ name, after }) => [name, after])).toEqual([
      ['hostname', 'OLD'],
      ['serial-number', null],
    ]);
  });

  test('leaves what somebody changed since, and says so', () => {
    const step = undoOf(made(updated(), echo), { archived: false, fields: { ...echo, hostname: 'BY-HAND' } });
    expect(step).toMatchObject({ kind: 'change', left: ['hostname'] });
  });

  test('has nothing to do when it is back already', () => {
    const step = undoOf(made(updated(), echo), {
      archived: false,
      fields: { hostname: 'OLD', 'serial-number': null },
    });
    expect(step).toMatchObject({ kind: 'left', left: [] });
  });

  test('archives what was created, and un-archives what was archived', () => {
    const [create] = plan({
      configurations: [],
      deviceVerdicts: new Map([['device-1', verdict({ status: 'unmatched', targetId: null })]]),
      flags: { ...flags, create: 'configurations' },
    });
    if (!create) throw new Error('the sample plan is empty');
    expect(undoOf(made(create), { archived: false, fields: {} })).toMatchObject({
      change: { action: 'archive' },
    });
    const archive: Change = {
      ...create,
      action: 'archive',
      fields: [{ name: 'archived', before: false, after: true, authority: 'decision' }],
    };
    expect(undoOf(made(archive), { archived: true, fields: {} })).toMatchObject({
      change: { action: 'unarchive', fields: [{ name: 'archived', before: true, after: false }] },
    });
  });

  test.each([
    'organization',
    'location',
    'contact',
    'configuration-interface',
  ] as const)('a created %s cannot be undone without deleting', (type) => {
    const change: Change = { ...updated(), action: 'create', target: { ...updated().target, type } };
    expect(undoOf(made(change), { archived: false, fields: {} }).kind).toBe('notUndoable');
  });
});
