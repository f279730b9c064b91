import { describe, expect, test } from 'vitest';
import { rmmToAutotask } from '../../../src/domain/hops/rmm-to-autotask.js';
import { planHop } from '../../../src/domain/reconcile/plan-hop.js';
import type { PlanInput } from '../../../src/domain/reconcile/plan-input.js';
import { planOrganizations } from '../../../src/domain/reconcile/plan-organizations.js';
import { device, organization, provenance, site } from '../../support/estate.js';
import { flags, plan, planInput, verdict } from '../../support/planning.js';

const unmatched = (changes = {}) =>
  new Map([['device-1', verdict({ status: 'unmatched', targetId: null, decidedBy: null, ...changes })]]);
const asked = { ...flags, create: 'configurations' as const };
const decision = (verb: 'create' | 'move' | 'replace', oldTargetId: string | null = null) => ({
  sequence: 1,
  kind: 'device' as const,
  sourceId: 'device-1',
  verb,
  targetId: null,
  oldTargetId,
  by: 'person' as const,
  who: null,
  note: null,
  at: 1,
});
const fresh = { configurations: [], deviceVerdicts: unmatched() };

test('an item made in a PSA stands at the primary location of its company', () => {
  const [change] = plan({
    ...fresh,
    hop: rmmToAutotask,
    authority: rmmToAutotask.authority,
    flags: asked,
    primaryLocations: new Map([['org-1', 'Main Street']]),
  });
  expect(change?.fields).toContainEqual(expect.objectContaining({ name: 'location', after: 'Main Street' }));
});

describe('a device without a record', () => {
  test('gets none unless somebody asks', () => {
    expect(plan(fresh)).toEqual([]);
  });

  test('gets one with every known field when asked for', () => {
    const [change] = plan({ ...fresh, flags: asked });
    expect(change).toMatchObject({
      action: 'create',
      blocked: null,
      target: { organizationId: 'org-1', type: 'configuration' },
    });
    expect(Object.fromEntries(change?.fields.map((field) => [field.name, field.after]) ?? [])).toEqual({
      name: 'LD-FRONT-02',
      hostname: 'LD-FRONT-02',
      'primary-ip': '10.20.4.31',
      'operating-system-notes': 'Microsoft Windows 11 Pro 10.0.22631',
      'serial-number': '7K2QXW3',
      'warranty-expires-at': '2027-03-31',
      manufacturer: 'Dell Inc.',
      model: 'Latitude 5440',
      'operating-system': 'Windows 11 Pro',
      'configuration-type': 'Laptop',
    });
  });

  const candidate = { id: 'conf-9', name: 'LD-FRONT-02', confidence: 0.4, evidence: [] };
  test.each([
    [{ status: 'suggested', candidates: [candidate] }, 'something plausible exists'],
    [{ candidates: [candidate] }, 'something plausible exists'],
    [{ findings: [{ code: 'moved', detail: '', fix: '' }] }, 'its serial is elsewhere'],
    [{ reason: { code: 'no-identifiers', text: '' } }, 'nothing would find it again'],
    [{ reason: { code: 'stale-agent', text: '' } }, 'it is an old agent of another machine'],
    [{ status: 'ignored' }, 'a person took it out'],
    [{ status: 'waiting' }, 'its site is not settled'],
  ] as const)('%o: no flag makes one', (changes, because) => {
    expect(plan({ configurations: [], deviceVerdicts: unmatched(changes), flags: asked }), because).toEqual(
      [],
    );
  });

  test('a person may decide to make one although something plausible exists', () => {
    const decisions = new Map([['device/device-1', decision('create')]]);
    const [change] = plan({
      configurations: [],
      deviceVerdicts: unmatched({ candidates: [candidate] }),
      decisions,
    });
    expect(change?.action).toBe('create');
  });

  test.each<[string, Partial<PlanInput>, string, string]>([
    [
      'its site was not read to the end',
      { incompleteSites: new Set(['site-1']) },
      'incomplete read',
      'could not all be read',
    ],
    [
      'its organization was not read to the end',
      { incompleteOrganizations: new Set(['org-1']) },
      'incomplete read',
      'could not all be read',
    ],
    [
      'the PSA governs and lacks it',
      { organizations: [organization({ provenance: provenance({ psaState: 'enabled' }) })] },
      'autotask',
      'missing in Autotask',
    ],
    [
      'the PSA has it already',
      {
        organizations: [organization({ provenance: provenance({ psaState: 'enabled' }) })],
        devices: [device({ lent: [{ kind: 'psa-id', value: '41877', from: 'autotask', asOf: null }] })],
      },
      'autotask',
      'in Autotask, not yet in IT Glue',
    ],
    [
      'no type is set for it',
      { devices: [device({ deviceType: 'Toaster', deviceClass: 'unknown' })] },
      'device-type map',
      'no configuration type',
    ],
    [
      'an undo took it away',
      {
        holds: [
          {
            item: 'datto-rmm:it-glue/device/device-1',
            field: '*',
            type: 'configuration',
            targetId: null,
            runId: 'R1',
          },
        ],
      },
      'undo',
      'undone in R1',
    ],
  ])('is blocked when %s', (_what, changes, by, reason) => {
    const [change, ...rest] = plan({ ...fresh, flags: asked, ...changes });
    expect(rest).toEqual([]);
    expect(change?.blocked?.by).toBe(by);
    expect(change?.blocked?.reason).toContain(reason);
  });

  test('--create-unowned lifts what the PSA governs', () => {
    const organizations = [organization({ provenance: provenance({ psaState: 'enabled' }) })];
    const [change] = plan({ ...fresh, organizations, flags: { ...asked, createUnowned: true } });
    expect(change?.blocked).toBeNull();
  });
});

describe('a device that moved or replaced another', () => {
  test.each([
    'move',
    'replace',
  ] as const)('%s: the new record first, then the old one is archived', (verb) => {
    const decisions = new Map([['device/device-1', decision(verb, 'conf-1')]]);
    const changes = plan({ deviceVerdicts: unmatched({ reason: { code: 'moved', text: '' } }), decisions });
    const create = changes.find((change) => change.action === 'create');
    const archive = changes.find((change) => change.action === 'archive');
    expect(create?.blocked).toBeNull();
    expect(archive).toMatchObject({ target: { id: 'conf-1' }, dependsOn: [create?.id] });
  });
});

describe('a site without an organization', () => {
  const sites = [site({ id: 'site-9', name: 'Fern Bakery' })];
  const siteVerdicts = new Map([
    ['site-9', verdict({ kind: 'site', sourceId: 'site-9', status: 'unmatched', targetId: null })],
  ]);
  const base = { sites, siteVerdicts, devices: [device({ siteId: 'site-9' })], ...fresh };

  test('gets one only when asked for, and its devices in the same plan', () => {
    expect(planOrganizations(planInput(base))).toEqual([]);
    const input = planInput({ ...base, flags: { ...flags, create: 'all' } });
    const [made] = planOrganizations(input);
    expect(made).toMatchObject({ action: 'create', target: { type: 'organization', name: 'Fern Bakery' } });
    const changes = planHop(input, new Map([['site-9', `change:${made?.id}`]]));
    const record = changes.find((change) => change.target.type === 'configuration');
    expect(record).toMatchObject({
      dependsOn: [made?.id],
      target: { organizationId: null, parent: { type: 'organization', id: null, change: made?.id } },
    });
  });

  test.each([
    ['its own devices', { incompleteSites: new Set(['site-9']) }],
    [
      "any organization's configurations, since its devices may be there",
      { incompleteOrganizations: new Set(['org-7']) },
    ],
  ])('is blocked while not everything of %s was read', (_what, changes) => {
    const input = planInput({ ...base, ...changes, flags: { ...flags, create: 'organizations' } });
    expect(planOrganizations(input)[0]?.blocked?.by).toBe('incomplete read');
  });

  test('is blocked when the PSA knows it and governs others', () => {
    const input = planInput({
      ...base,
      sites: [site({ id: 'site-9', name: 'Fern Bakery', psaCompanyId: '77' })],
      organizations: [organization({ provenance: provenance({ psaState: 'enabled' }) })],
      flags: { ...flags, create: 'organizations' },
    });
    expect(planOrganizations(input)[0]?.blocked).toEqual({
      by: 'autotask',
      reason: 'in Autotask, not yet in IT Glue',
    });
  });

  test('is blocked when the PSA has a company of that name, though nobody has tied the two', () => {
    const governed = organization({ provenance: provenance({ psaState: 'enabled' }) });
    const input = planInput({
      ...base,
      sites: [site({ id: 'site-9', name: 'Fern Bakery' })],
      organizations: [governed],
      psaCompanies: new Set(['fern bakery']),
      flags: { ...flags, create: 'organizations' },
    });
    expect(planOrganizations(input)[0]?.blocked?.reason).toBe('in Autotask, not yet in IT Glue');
    expect(planOrganizations({ ...input, psaCompanies: new Set() })[0]?.blocked).toBeNull();
  });
});
