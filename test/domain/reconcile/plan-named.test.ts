import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../../src/domain/estate/target.js';
import type { Change } from '../../../src/domain/reconcile/plan.js';
import { withNamed } from '../../../src/domain/reconcile/plan-named.js';
import { provenance } from '../../support/estate.js';
import { flags, plan, verdict } from '../../support/planning.js';

const [model] = plan({
  configurations: [],
  deviceVerdicts: new Map([['device-1', verdict({ status: 'unmatched', targetId: null, decidedBy: null })]]),
  flags: { ...flags, create: 'configurations' },
});

function change(parts: Partial<Change>, fields: Readonly<Record<string, string>>): Change {
  if (!model) throw new Error('no change to copy');
  const changes = Object.entries(fields).map(([name, after]) => ({
    name,
    before: null,
    after,
    authority: 'overwrite' as const,
  }));
  return { ...model, ...parts, fields: changes };
}

const update = (fields: Readonly<Record<string, string>>) =>
  change({ id: 'update', action: 'update', target: targetOf('configuration') }, fields);

function targetOf(type: 'configuration' | 'location' | 'contact', name = 'LD-FRONT-02'): Change['target'] {
  return { system: 'it-glue', type, id: 'conf-1', name, organizationId: 'org-1', parent: null };
}

function there(name: string, changes: Partial<Attachment> = {}): Attachment {
  return {
    type: 'location',
    id: name,
    organizationId: 'org-1',
    name,
    archived: false,
    provenance: provenance(),
    url: null,
    fields: {},
    ...changes,
  };
}

function settled(
  changes: readonly Change[],
  attachmentTargets: readonly Attachment[] = [],
  kinds = ['location'],
) {
  return withNamed({ hop: { kinds }, attachmentTargets }, changes).map((one) => [
    one.action,
    one.fields.map(({ name }) => name),
    one.dependsOn,
    one.blocked?.by ?? null,
  ]);
}

describe('a record that names a location', () => {
  const named = update({ location: 'Main', notes: 'front desk' });

  test('is written when the organization has one of that name, in any case', () => {
    expect(settled([named], [there('MAIN')])).toEqual([['update', ['location', 'notes'], [], null]]);
  });

  test('waits for the location that the same plan makes', () => {
    const location = change(
      { id: 'location', action: 'create', target: targetOf('location', 'Main') },
      { name: 'Main' },
    );
    expect(settled([named, location])).toEqual([
      ['update', ['location', 'notes'], ['location'], null],
      ['create', ['name'], [], null],
    ]);
  });

  test.each([
    ['there is none', []],
    ['there are two', [there('Main'), there('main', { id: '2' })]],
    ['it is archived', [there('Main', { archived: true })]],
    ['it is another organization’s', [there('Main', { organizationId: 'org-2' })]],
    ['a contact has that name', [there('Main', { type: 'contact' })]],
  ])('goes without it, and says so, when %s', (_because, targets) => {
    expect(settled([named], targets)).toEqual([
      ['update', ['notes'], [], null],
      ['update', ['location'], [], 'not there'],
    ]);
  });

  test('a new record goes without it in silence: the next plan says so', () => {
    const made = { ...named, action: 'create' as const };
    expect(settled([made])).toEqual([['create', ['notes'], [], null]]);
  });

  test('is left alone by a hop that carries no locations', () => {
    expect(settled([named], [], ['site', 'device'])).toEqual([['update', ['location', 'notes'], [], null]]);
  });
});
