import { describe, expect, test } from 'vitest';
import { awaitEarlier } from '../../../src/domain/reconcile/await-earlier.js';
import type { Change, HopPlan } from '../../../src/domain/reconcile/plan.js';
import { device, organization, site } from '../../support/estate.js';
import { flags, hopC, plan, verdict } from '../../support/planning.js';

const unmatched = new Map([['device-1', verdict({ status: 'unmatched', targetId: null, decidedBy: null })]]);
const nics = [
  { name: 'Wi-Fi', mac: 'F0:D4:1A:3B:92:C7', ipv4: '10.20.4.31', ipv6: null },
  { name: 'Ethernet', mac: 'C0:25:A5:7E:11:09', ipv4: null, ipv6: null },
];
const lent = [{ kind: 'psa-id' as const, value: '41001', from: 'autotask', asOf: null }];
const laptop = device({ nics });

/** What hop C would write for a new laptop: its record and one further adapter. */
const newLaptop = plan({
  devices: [laptop],
  configurations: [],
  deviceVerdicts: unmatched,
  flags: { ...flags, create: 'configurations' },
});

function made(
  integration: HopPlan['integration'],
  type: 'configuration' | 'organization',
  id: string,
): HopPlan {
  const [source = '', target = ''] = integration.split(':');
  const [model] = newLaptop;
  if (!model) throw new Error('no change to copy');
  const change: Change = {
    ...model,
    id: `${integration} ${id}`,
    integration,
    source: { system: source, id, name: id },
    target: { ...model.target, system: target, type },
  };
  return {
    integration,
    mode: 'sync',
    complete: true,
    changes: [change],
    matched: { organizations: 0, configurations: 0 },
    matches: {},
    authority: '',
  };
}

const hopA = made('datto-rmm:autotask', 'configuration', 'device-1');
const hopB = (type: 'configuration' | 'organization', id: string) => made('autotask:it-glue', type, id);

function blockers(changes: readonly Change[], earlier: readonly HopPlan[], devices = [laptop]) {
  const sites = [site({ psaCompanyId: '29684001' })];
  const after = awaitEarlier({ hop: hopC, changes, sites, devices, earlier });
  return after.map((change) => change.blocked?.by ?? null);
}

describe('in a run that only looks, a record waits for the hop that would make it first', () => {
  test('its item is planned in Autotask, and hop B carries items on', () => {
    expect(newLaptop).toHaveLength(2);
    expect(blockers(newLaptop, [hopA, hopB('organization', 'another')])).toEqual([
      'datto-rmm:autotask',
      'datto-rmm:autotask',
    ]);
  });

  test('its item is in Autotask, and hop B would make the configuration', () => {
    const known = device({ nics, lent });
    expect(blockers(newLaptop, [hopB('configuration', '41001')], [known])).toEqual([
      'autotask:it-glue',
      'autotask:it-glue',
    ]);
  });

  test('nothing waits where no hop carries items on, or another record is made', () => {
    expect(blockers(newLaptop, [hopA])).toEqual([null, null]);
    expect(blockers(newLaptop, [hopB('configuration', '41002')], [device({ nics, lent })])).toEqual([
      null,
      null,
    ]);
    expect(blockers(newLaptop, [])).toEqual([null, null]);
  });

  test('an organization waits for that of its company, and its devices with it', () => {
    const place = plan(
      {
        organizations: [organization({ id: 'other', name: 'Another' })],
        configurations: [],
        siteVerdicts: new Map([
          ['site-1', verdict({ kind: 'site', sourceId: 'site-1', status: 'unmatched', targetId: null })],
        ]),
        deviceVerdicts: unmatched,
        flags: { ...flags, create: 'organizations' },
      },
      new Map(),
    );
    expect(place.map((change) => change.target.type)).toEqual(['organization']);
    expect(blockers(place, [hopB('organization', '29684001')])).toEqual(['autotask:it-glue']);
    expect(blockers(place, [hopB('organization', '29684002')])).toEqual([null]);
  });

  test('a field of an existing record waits for the hop that would write it first; the others go on', () => {
    const update = plan({ devices: [device({ hostname: 'LD-NEW' })] });
    expect(update.map(({ action }) => action)).toEqual(['update']);
    const [change] = update;
    if (!change) throw new Error('nothing to update');
    const two = {
      ...change,
      fields: [
        ...change.fields,
        { ...change.fields[0], name: 'model', before: null, after: 'X', authority: 'fill' as const },
      ],
    };
    const first: HopPlan = {
      ...hopB('configuration', 'item'),
      changes: [
        {
          ...two,
          integration: 'autotask:it-glue',
          fields: two.fields.filter(({ name }) => name === 'model'),
        },
      ],
    };
    const after = awaitEarlier({ hop: hopC, changes: [two], sites: [], devices: [], earlier: [first] });
    expect(after.map(({ fields, blocked }) => [fields.map(({ name }) => name), blocked?.by ?? null])).toEqual(
      [
        [change.fields.map(({ name }) => name), null],
        [['model'], 'autotask:it-glue'],
      ],
    );
  });

  test('what is blocked already keeps its owner', () => {
    const owned = newLaptop.map((change) => ({ ...change, blocked: { by: 'autotask', reason: 'missing' } }));
    expect(blockers(owned, [hopA, hopB('organization', 'x')])).toEqual(['autotask', 'autotask']);
  });
});
