import { beforeAll, describe, expect, test } from 'vitest';
import { allRules } from '../../../src/domain/setup/rules/index.js';
import { API_VENDORS, COMPANY_TYPES, LICENSE_TYPES } from '../../../src/simulator/autotask/entities.js';
import type { SimulatorOptions } from '../../../src/simulator/index.js';
import { type Finding, PlantedEstate } from './planted-estate.js';

const dayMs = 86_400_000;
const days = (count: number) => new Date(Date.now() - count * dayMs).toISOString();

interface Fault {
  readonly fault: string;
  readonly plant: (e: PlantedEstate) => unknown;
  /** Steps that fail: one, or a group that one piece of evidence speaks for. */
  readonly named: readonly string[];
  /** Steps that were good by evidence and are open now, waiting for nothing. */
  readonly open?: readonly string[];
  readonly options?: SimulatorOptions;
  readonly env?: Readonly<Record<string, string>>;
}

const isFirst = (_row: unknown, at: number) => at === 0;
const isLinked = (row: Readonly<Record<string, unknown>>) => row.rmmDeviceUID != null;

/** As before Autotask is connected to IT Glue: nothing is linked, and the RMM has not been there. */
function beforeHopB(e: PlantedEstate): void {
  e.remove('rmm-records');
  e.remove('rmm-companies');
}

const faults: readonly Fault[] = [
  {
    fault: 'no API user is listed',
    plant: (e) => e.edit('Resources', { licenseType: LICENSE_TYPES.Professional, userType: 10 }),
    named: [],
    open: ['A-01', 'B-08'],
  },
  {
    fault: 'our own user may not read products',
    plant: () => {},
    options: { autotask: { restricted: true } },
    named: ['A-02'],
    open: [],
  },
  {
    fault: 'devices came under another identifier',
    plant: (e) => e.edit('ConfigurationItems', { apiVendorID: API_VENDORS.trilink }, isLinked),
    named: ['A-03'],
  },
  {
    fault: 'no site is mapped',
    plant: (e) => {
      for (const site of e.estate.rmm.sites.values()) site.companyId = null;
      e.estate.rmm.revision += 1;
    },
    named: ['A-06'],
  },
  {
    fault: 'a mapped company is a vendor',
    plant: (e) => e.edit('Companies', { companyType: COMPANY_TYPES.Vendor }, ({ id }) => id === 29_683_511),
    named: ['A-08', 'B-11'],
  },
  {
    fault: 'a product has another material code',
    plant: (e) =>
      e.edit('Products', { productBillingCodeID: 29_683_401 }, ({ name }) => name === 'RMM_Server'),
    named: ['A-12'],
  },
  {
    fault: 'reference names are stale',
    plant: (e) => e.edit('ConfigurationItems', { referenceTitle: 'OLD-NAME' }, isFirst),
    named: ['A-13'],
  },
  {
    fault: 'reference numbers are stale',
    plant: (e) => e.edit('ConfigurationItems', { referenceNumber: '1' }, isFirst),
    named: ['A-14'],
  },
  {
    fault: 'a laptop sits on another product',
    plant: async (e) => {
      const server = (await e.rows('Products')).find(({ name }) => name === 'RMM_Server');
      await e.edit('ConfigurationItems', { productID: Number(server?.id) }, isFirst);
    },
    named: ['A-15'],
  },
  {
    fault: 'a laptop has another type',
    plant: async (e) => {
      const server = (await e.rows('ConfigurationItemTypes')).find(({ name }) => name === 'Server');
      await e.edit('ConfigurationItems', { configurationItemType: Number(server?.id) }, isFirst);
    },
    named: ['A-16'],
  },
  {
    fault: 'a type of the device-type map is missing',
    plant: async (e) => {
      const set = ['config', 'set', 'integrations.datto-rmm:autotask.deviceTypes.Tablet', 'Tablet'];
      expect((await e.cli.run(...set)).exitCode).toBe(0);
    },
    named: ['A-17'],
  },
  {
    fault: 'a device has no type',
    plant: (e) => e.edit('ConfigurationItems', { configurationItemType: null }, isFirst),
    named: ['A-18'],
  },
  {
    fault: 'no laptop has a type',
    plant: (e) =>
      e.edit(
        'ConfigurationItems',
        { configurationItemType: null },
        ({ rmmDeviceAuditDeviceTypeID }) => rmmDeviceAuditDeviceTypeID === 1,
      ),
    named: ['A-16', 'A-18', 'A-23'],
  },
  {
    fault: 'devices were mapped before any type was',
    plant: (e) => e.edit('ConfigurationItems', { configurationItemType: null }),
    named: ['A-11', 'A-16', 'A-18', 'A-23'],
  },
  {
    fault: 'the products of the mapping were never made',
    plant: async (e) => {
      await e.edit('ConfigurationItems', { productID: 1 });
      await e.edit('Products', { name: 'Something else' });
    },
    named: ['A-19', 'A-21'],
  },
  {
    fault: 'a product in use is inactive',
    plant: (e) => e.edit('Products', { isActive: false }, ({ name }) => name === 'RMM_Server'),
    named: ['A-21'],
  },
  {
    fault: 'devices do not reach Autotask',
    plant: (e) => e.edit('ConfigurationItems', { isActive: false }, (_row, at) => at < 2),
    named: ['A-24'],
  },
  {
    fault: 'a configuration is orphaned',
    plant: (e) => e.document('configurations', { 'psa-integration': 'orphaned' }, isFirst),
    named: ['B-01'],
  },
  {
    fault: 'names differ before Autotask is connected',
    plant: (e) => {
      beforeHopB(e);
      e.document('configurations', { name: 'RECEPTION' }, isFirst);
    },
    options: { nativeHopB: false },
    named: ['B-03'],
  },
  {
    fault: 'another subdomain was given',
    plant: () => {},
    env: { TRILINK_IT_GLUE_SUBDOMAIN: 'elsewhere' },
    named: ['B-05', 'C-10'],
  },
  {
    fault: 'hop B was never connected',
    plant: beforeHopB,
    options: { nativeHopB: false },
    named: ['B-09'],
  },
  {
    fault: 'a kind that nobody manages is synced',
    plant: async (e) => {
      await e.add('Companies', { companyName: 'Old Barn', companyType: COMPANY_TYPES.Lead, isActive: true });
      const lead = (await e.rows('Companies')).find(({ companyName }) => companyName === 'Old Barn');
      const add = { do: 'add-organization', name: 'Old Barn' } as const;
      const [id] = await e.cli.simulators.mutate(add);
      const record = e.estate.documentation.collections.organizations.get(String(id));
      record?.psaIds.push(String(lead?.id));
      e.document('organizations', { 'psa-integration': 'enabled' }, ({ name }) => name === 'Old Barn');
    },
    named: ['B-11'],
  },
  {
    fault: 'locations do not sync',
    plant: (e) => e.document('locations', { 'psa-integration': null }, () => true, []),
    named: ['B-12'],
  },
  {
    fault: 'IT Glue made a contact in Autotask',
    plant: (e) =>
      e.add('Contacts', {
        ...{ companyID: 29_683_511, firstName: 'New', lastName: 'Person', isActive: 1 },
        ...{ apiVendorID: API_VENDORS['IT Glue - Documentation Management'], createDate: days(30) },
      }),
    named: ['B-13'],
  },
  {
    fault: 'a customer has no organization',
    plant: (e) =>
      e.add('Companies', { companyName: 'Birch', companyType: COMPANY_TYPES.Customer, isActive: true }),
    named: ['B-17', 'C-01'],
  },
  {
    fault: 'no user is named for IT Glue',
    plant: (e) => e.estate.rmm.users.splice(1),
    named: [],
    open: ['C-02'],
  },
  {
    fault: 'Datto RMM refuses the key',
    plant: (e) => e.cli.simulators.revokeKey('datto-rmm'),
    named: ['C-03'],
    open: [],
  },
  {
    fault: 'hop C was never connected',
    plant: (e) => {
      e.remove('rmm-records');
      e.remove('rmm-companies');
    },
    named: ['C-05'],
  },
  {
    fault: 'organizations are matched to sites',
    plant: (e) => {
      for (const { name, companyName } of e.estate.rmm.sites.values()) {
        e.document('rmm-companies', { name }, (own) => own.name === companyName);
      }
      e.document('organizations', {});
    },
    named: ['C-07'],
  },
  {
    fault: 'the RMM data stands still',
    plant: (e) => {
      e.document('rmm-records', { 'last-seen-online': days(40) });
      e.document('configurations', {});
    },
    named: ['C-15', 'C-16'],
  },
  {
    fault: 'a site is not settled',
    plant: (e) => {
      const [organization] = e.estate.documentation.collections.organizations.all().slice(-1);
      const configurations = e.estate.documentation.collections.configurations.childrenOf(
        organization?.id ?? '',
      );
      const own = new Set(configurations.map(({ id }) => id));
      e.remove('rmm-companies', (record) => record['_organization-id'] === organization?.id);
      e.remove('rmm-records', (record) => own.has(String(record['_configuration-id'])));
    },
    named: ['C-20', 'C-22'],
  },
  {
    fault: 'an organization stands twice',
    plant: (e) => {
      const [, own] = e.estate.documentation.collections.organizations.all();
      const name = String(own?.attributes.name).toUpperCase();
      return e.cli.simulators.mutate({ do: 'add-organization', name });
    },
    named: ['C-21'],
  },
  {
    fault: 'devices are not settled',
    plant: (e) => e.remove('rmm-records', (_row, at) => at < 2),
    named: ['C-24'],
  },
  {
    fault: 'a configuration stands twice',
    plant: (e) => e.twin(),
    named: ['C-25'],
  },
  {
    fault: 'the RMM made a configuration beside that of the PSA',
    plant: async (e) => e.overlay(await e.twin()),
    named: ['C-25', 'C-26', 'X-01'],
  },
  {
    fault: 'the RMM made a configuration that the PSA lacks',
    plant: async (e) => {
      const id = await e.twin({ name: 'STRAY', 'serial-number': 'STRAY9921' });
      const machine = { name: 'STRAY', hostname: 'STRAY', 'serial-number': 'STRAY9921' };
      e.overlay(id, { ...machine, 'mac-addresses': [], 'external-url': null });
    },
    named: ['C-26'],
  },
  {
    fault: 'the RMM data is that of another machine',
    plant: (e) => {
      e.document('rmm-records', { 'serial-number': 'WRONG7712', 'mac-addresses': [] }, isFirst);
      e.document('configurations', {});
    },
    named: ['C-27'],
  },
  {
    fault: 'no asset type is for software',
    plant: (e) =>
      e.document('flexible-asset-types', { name: 'Programs' }, ({ name }) => /RMM/.test(String(name))),
    named: [],
    open: ['C-28', 'C-29'],
  },
  {
    fault: 'the software assets are archived',
    plant: (e) => e.document('flexible-assets', { archived: true }),
    named: ['C-29'],
  },
  {
    fault: 'a site is mapped to a company that is gone',
    plant: (e) => {
      const [site] = [...e.estate.rmm.sites.values()].filter(({ system }) => !system);
      return e.cli.simulators.mutate({
        do: 'edit-site',
        site: site?.uid ?? '',
        changes: { companyId: '29000001' },
      });
    },
    named: ['C-36'],
  },
  {
    fault: 'no alert has become a ticket',
    plant: (e) => e.edit('Tickets', { rmmAlertID: null }),
    named: [],
    open: ['P-01'],
  },
  {
    fault: 'no user-defined field is filled',
    plant: (e) => e.edit('ConfigurationItems', { userDefinedFields: null }),
    named: [],
    open: ['P-04'],
  },
  {
    fault: 'a filled field is not shown',
    plant: (e) =>
      e.edit('ConfigurationItemCategoryUdfAssociations', { userDefinedFieldDefinitionID: 999 }, isFirst),
    named: ['P-05'],
  },
  {
    fault: 'no password is on a configuration',
    plant: (e) => e.document('passwords', { 'resource-type': null, 'resource-id': null }),
    named: [],
    open: ['P-09'],
  },
  {
    fault: 'configurations are older than the devices in Autotask',
    plant: (e) => e.edit('ConfigurationItems', { createDate: days(3) }),
    named: ['X-01'],
  },
];

/** Decided by what a loopback vendor has not: certificates, hosts by name, address lists; or by Syncro's own client. */
const elsewhere = ['B-06', 'C-06', 'C-11', 'C-33'];

const stepsBy = (findings: readonly Finding[], fits: (finding: Finding) => boolean) => [
  ...new Set(findings.filter(fits).map(({ step }) => step)),
];
const failing = (findings: readonly Finding[]) => stepsBy(findings, ({ status }) => status === 'fail').sort();
const isWaiting = ({ status, blockedBy }: Finding) => status === 'unknown' && blockedBy.length > 0;

let healthy: readonly Finding[];
/** Each fault's findings, in the order of the list. */
const columns = new Map<string, readonly Finding[]>();

beforeAll(async () => {
  const e = await PlantedEstate.open();
  healthy = await e.findings();
  await e.close();
});

describe('an estate set up by the book', () => {
  test('has nothing wrong, and nothing open that an API can show', () => {
    expect(failing(healthy)).toEqual([]);
    const open = healthy.filter(({ status }) => status === 'unknown').map(({ step }) => step);
    const rules = allRules.filter(({ id, decide }) => open.includes(id) && decide !== 'attestation');
    expect(rules.map(({ id }) => id).sort()).toEqual(['C-06', 'C-33']);
    expect(healthy.filter(isWaiting)).toEqual([]);
  });
});

describe('a fault planted in a simulated estate', () => {
  test.each(faults)('$fault', async ({ fault, plant, named, open, options, env }) => {
    const e = await PlantedEstate.open(options);
    try {
      await plant(e);
      const findings = await e.findings(env);
      const opened = openedSince(findings);
      columns.set(fault, findings);
      expect(
        failing(findings),
        JSON.stringify(
          findings.filter(({ status }) => status === 'fail').map(({ id, detail }) => [id, detail]),
        ),
      ).toEqual([...named].sort());
      if (open && open.length > 0) expect(opened).toEqual(open);
      for (const { step, blockedBy } of findings.filter(isWaiting)) {
        expect(named, `${step} waits for ${blockedBy}`).toContain(blockedBy[0]);
      }
    } finally {
      await e.close();
    }
  });

  test('is named in one table, rules by faults', async () => {
    await expect(matrix()).toMatchFileSnapshot('../../../fixtures/setup/planted-faults.txt');
  });

  test('names together only what one piece of evidence speaks for', () => {
    for (const { named } of faults) {
      const groups = named.map((step) => allRules.find(({ id }) => id === step)?.sharesEvidence ?? []);
      const shared = (groups[0] ?? []).filter((group) => groups.every((own) => own.includes(group)));
      if (named.length > 1) expect(shared, named.join(', ')).not.toEqual([]);
    }
  });

  test('covers every step that an API decides or gives evidence for, by itself or in its group', () => {
    const named = new Set(faults.flatMap((one) => [...one.named, ...(one.open ?? [])]));
    const groups = new Set(
      allRules.flatMap(({ id, sharesEvidence }) => (named.has(id) ? sharesEvidence : [])),
    );
    const missing = allRules.filter(
      ({ id, hop, check, decide, sharesEvidence }) =>
        hop !== 'S' &&
        check &&
        (decide === 'api' || decide === 'evidence') &&
        !named.has(id) &&
        !sharesEvidence.some((group) => groups.has(group)),
    );
    expect(missing.map(({ id }) => id).sort()).toEqual(elsewhere);
  });
});

/** Steps that were good and are open now by themselves. */
function openedSince(findings: readonly Finding[]): readonly string[] {
  const before = new Set(healthy.filter(({ status }) => status === 'pass').map(({ step }) => step));
  return stepsBy(
    findings,
    ({ step, status, blockedBy }) => before.has(step) && status === 'unknown' && blockedBy.length === 0,
  ).sort();
}

const marks: Readonly<Record<string, string>> = { fail: '#', unknown: 'o', attested: 'a', pass: '.' };

/** A row a rule that is not everywhere as it was, a column a fault. */
function matrix(): string {
  const cell = (findings: readonly Finding[], step: string) => {
    const own = findings.filter((finding) => finding.step === step);
    const worst = own.find(({ status }) => status === 'fail') ?? own[0];
    return worst === undefined ? ' ' : isWaiting(worst) ? 'w' : (marks[worst.status] ?? '-');
  };
  const all = [...columns.values()];
  const rows = allRules.flatMap(({ id, title }) => {
    const cells = [healthy, ...all].map((findings) => cell(findings, id)).join('');
    return /[#.]/.test(cells) ? [`${id}  ${cells}  ${title}`] : [];
  });
  const numbers = [...columns.keys()].map((_fault, at) => at + 1);
  const legend = [...columns.keys()].map((fault, at) => `${String(at + 1).padStart(4)}  ${fault}`);
  return [
    '#: wrong, .: good, o: open, w: open and waiting for what is wrong, -: does not apply. The first column is the',
    'estate set up by the book, each further one that estate with one fault.',
    '',
    `      0${numbers.map((number) => Math.floor(number / 10)).join('')}`,
    `      0${numbers.map((number) => number % 10).join('')}`,
    ...rows,
    '',
    ...legend,
    '',
  ].join('\n');
}
