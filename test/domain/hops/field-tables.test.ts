import { describe, expect, test } from 'vitest';
import type { Fields, FieldValue } from '../../../src/domain/estate/fields.js';
import type { TargetType } from '../../../src/domain/estate/target.js';
import { autotaskToItGlue } from '../../../src/domain/hops/autotask-to-itglue.js';
import type { ProjectionContext } from '../../../src/domain/hops/hop.js';
import { rmmToAutotask } from '../../../src/domain/hops/rmm-to-autotask.js';
import { rmmToItGlue } from '../../../src/domain/hops/rmm-to-itglue.js';
import { effectiveAuthority } from '../../../src/domain/reconcile/effective-authority.js';
import type { Lock } from '../../../src/domain/reconcile/lock.js';
import { settleRecord } from '../../../src/domain/reconcile/settle-record.js';
import { catalogue, device, site } from '../../support/estate.js';

const everything: ProjectionContext = {
  catalogue: {
    ...catalogue,
    configurationStatuses: [
      { id: '1', name: 'Active' },
      { id: '2', name: 'Inactive' },
    ],
    organizationTypes: [{ id: '5', name: 'Customer' }],
    organizationStatuses: [{ id: '6', name: 'Active' }],
  },
  deviceTypes: { Laptop: 'Workstation' },
  options: { 'product.Laptop': 'create', rmmIdsWritable: true, 'udf.Patch level': 'patch-status' },
  writableMac: (nic) => nic.mac,
  writableSerial: (serial) => serial,
};

const laptop = device({
  otherIds: ['5520317'],
  nics: [
    { name: 'Wi-Fi', mac: 'F0:D4:1A:3B:92:C7', ipv4: '10.20.4.31', ipv6: null },
    { name: 'Ethernet', mac: 'C0:25:A5:7E:11:09', ipv4: null, ipv6: null },
  ],
  facts: {
    hostname: 'LD-FRONT-02',
    'internal-ip': '10.20.4.31',
    'operating-system': 'Microsoft Windows 11 Pro 10.0.22631',
    warranty: '2027-03-31',
    'default-gateway': '10.20.4.1',
    'patch-status': 'FullyPatched',
    'reference-number': '741150',
    contact: 'Mina Reyes',
    'installed-at': '2025-11-04',
    'installed-by': 'Sam Tech',
    notes: 'front desk',
    location: 'Main',
  },
});

function settled(
  hop: typeof rmmToAutotask,
  type: TargetType,
  desired: Fields,
  lock: Lock,
  creating: boolean,
): Settled {
  return settledOn(hop, type, desired, lock, creating, {});
}

type Settled = { writes: ReadonlyMap<string, FieldValue>; blocked: ReadonlyMap<string, FieldValue> };

function settledOn(
  { authority }: Pick<typeof rmmToAutotask, 'authority'>,
  type: TargetType,
  desired: Fields,
  lock: Lock,
  creating: boolean,
  current: Fields,
): Settled {
  const { writes, blocked } = settleRecord(authority, {
    type,
    group: 'laptop',
    desired,
    current,
    written: new Map(),
    creating,
    lock,
    ours: true,
    presentMacs: null,
  });
  const asMap = (fields: typeof writes) => new Map(fields.map((field) => [field.name, field.after]));
  return { writes: asMap(writes), blocked: asMap(blocked) };
}

describe('hop C: the RMM into IT Glue, row by row', () => {
  const hop = rmmToItGlue('datto-rmm:it-glue', 'C', 'datto-rmm');
  const { fields } = hop.projectDevice(laptop, everything);

  test.each([
    // field, value, on a locked record
    ['name', 'LD-FRONT-02', 'create-only'],
    ['hostname', 'LD-FRONT-02', 'blocked'],
    ['primary-ip', '10.20.4.31', 'blocked'],
    ['mac-address', 'F0:D4:1A:3B:92:C7', 'blocked'],
    ['operating-system-notes', 'Microsoft Windows 11 Pro 10.0.22631', 'blocked'],
    ['serial-number', '7K2QXW3', 'blocked'],
    ['warranty-expires-at', '2027-03-31', 'blocked'],
    ['manufacturer', 'Dell Inc.', 'blocked'],
    ['model', 'Latitude 5440', 'blocked'],
    ['operating-system', 'Windows 11 Pro', 'blocked'],
    ['configuration-type', 'Workstation', 'create-only'],
  ] as const)('%s is %s', (field, value, whenLocked) => {
    expect(settled(hop, 'configuration', fields, 'open', true).writes.get(field)).toBe(value);
    const locked = settled(hop, 'configuration', fields, 'locked', false);
    expect(locked.writes.size).toBe(0);
    expect(locked.blocked.has(field)).toBe(whenLocked === 'blocked');
  });

  test('every row of the table is shown here', () => {
    const rows = hop.authority.filter((row) => row.type === 'configuration').map((row) => row.field);
    expect(
      rows.filter((field) => !settled(hop, 'configuration', fields, 'open', true).writes.has(field)),
    ).toEqual([]);
  });

  test('the second adapter is an interface of its own, allowed on a locked record', () => {
    const { interfaces } = hop.projectDevice(laptop, everything);
    expect(interfaces).toEqual([
      {
        mac: 'C0:25:A5:7E:11:09',
        fields: { name: 'Ethernet', 'ip-address': null, 'mac-address': 'C0:25:A5:7E:11:09' },
      },
    ]);
    const rows = hop.authority.filter((row) => row.type === 'configuration-interface');
    expect(rows.every((row) => row.whenLocked === 'allowed')).toBe(true);
  });

  test('hop S has the default gateway, hop C has not', () => {
    const hopS = rmmToItGlue('syncro:it-glue', 'S', 'syncro');
    const { fields: syncro } = hopS.projectDevice(laptop, everything);
    expect(settled(hopS, 'configuration', syncro, 'open', true).writes.get('default-gateway')).toBe(
      '10.20.4.1',
    );
    expect(settled(hop, 'configuration', fields, 'open', true).writes.has('default-gateway')).toBe(false);
  });
});

describe('hop A: the RMM into Autotask, row by row', () => {
  const place = { primaryLocation: 'Main Street' };
  const { fields } = rmmToAutotask.projectDevice(laptop, everything, place);
  const { writes } = settled(rmmToAutotask, 'configuration', fields, 'open', true);

  test.each([
    ['reference-name', 'LD-FRONT-02'],
    ['reference-number', '5520317'],
    ['serial-number', '7K2QXW3'],
    ['product', 'RMM_Laptop'],
    ['configuration-item-type', 'Workstation'],
    ['location', 'Main Street'],
    ['active', true],
    ['rmm-uid', 'device-1'],
    ['rmm-id', '5520317'],
  ] as const)('%s is %s', (field, value) => {
    expect(writes.get(field)).toBe(value);
  });

  test('a location is told for a new item alone, and is left alone afterwards', () => {
    expect(rmmToAutotask.projectDevice(laptop, everything).fields.location).toBeNull();
    const later = settled(rmmToAutotask, 'configuration', { location: 'Main Street' }, 'open', false);
    expect(later.writes.has('location')).toBe(false);
  });

  test('a mapped user-defined field is overwritten, and left alone where its value is hidden', () => {
    const table = {
      authority: effectiveAuthority(rmmToAutotask, { authority: {}, options: everything.options }),
    };
    const written = (current: Fields) =>
      settledOn(table, 'configuration', fields, 'open', false, current).writes.get('udf.Patch level');
    expect(written({ 'udf.Patch level': 'RebootRequired' })).toBe('FullyPatched');
    expect(written({ 'udf.Patch level': null })).toBe('FullyPatched');
    expect(written({ 'udf.Patch level': 'FullyPatched' })).toBeUndefined();
    expect(written({})).toBeUndefined();
  });

  test('a user-defined field that nobody mapped has no row', () => {
    const { authority } = rmmToAutotask;
    expect(effectiveAuthority(rmmToAutotask, { authority: {}, options: {} })).toEqual(authority);
  });

  test('a contract is never touched', () => {
    expect(
      settled(rmmToAutotask, 'configuration', { ...fields, contract: '77' }, 'open', true).writes.has(
        'contract',
      ),
    ).toBe(false);
  });

  test.each([
    ['overwriteReferenceName', 'reference-name'],
    ['overwriteReferenceNumber', 'reference-number'],
  ])('%s can be switched off', (option, field) => {
    const context = { ...everything, options: { ...everything.options, [option]: false } };
    const off = rmmToAutotask.projectDevice(laptop, context);
    expect(settled(rmmToAutotask, 'configuration', off.fields, 'open', true).writes.has(field)).toBe(false);
  });

  test('without writable RMM ids nothing is created, unless unlinked items are wanted', () => {
    const cannot = (options: ProjectionContext['options']) =>
      rmmToAutotask.projectDevice(laptop, {
        ...everything,
        options: { 'product.Laptop': 'create', ...options },
      }).cannotCreate;
    expect(cannot({})?.reason).toContain('needs the native integration');
    expect(cannot({ createUnlinked: true })).toBeNull();
  });

  test('devices wait until every type in use is mapped', () => {
    const server = device({ id: 'device-2', deviceType: 'Server' });
    expect(rmmToAutotask.blockDevices?.([laptop, server], everything)?.reason).toBe('not complete: Server');
    const skipped = { ...everything, deviceTypes: { ...everything.deviceTypes, Server: 'skip' } };
    expect(rmmToAutotask.blockDevices?.([laptop, server], skipped)).toBeNull();
    expect(
      rmmToAutotask.blockDevices?.([laptop], {
        ...everything,
        options: { ...everything.options, mapDevices: false },
      }),
    ).not.toBeNull();
  });
});

function projected(kind: 'location' | 'contact', facts: Fields): Fields {
  const record = { kind, id: '1', siteId: 'site-1', name: 'Main', active: true, facts };
  return autotaskToItGlue.projectAttachment?.(record, everything) ?? {};
}

describe('hop B: Autotask into IT Glue, row by row', () => {
  const item = device({ ...laptop, deviceType: 'Workstation' });
  const company = site({
    facts: { 'company-type': 'Customer', parent: 'Larkspur Group', 'company-number': 'LARK' },
  });
  const desired: Readonly<Record<string, Fields>> = {
    organization: autotaskToItGlue.projectSite(company, everything),
    configuration: autotaskToItGlue.projectDevice(item, everything).fields,
    location: projected('location', {
      name: 'Main',
      'address-1': '12 Orchard Way',
      'address-2': 'Suite 4',
      city: 'Dayton',
      region: 'OH',
      'postal-code': '45402',
      country: 'United States',
      phone: '+1 937 555 0100',
      fax: '+1 937 555 0101',
      primary: true,
    }),
    contact: projected('contact', {
      'first-name': 'Mina',
      'last-name': 'Reyes',
      title: 'Office manager',
      email: 'mina@larkspur.example',
      phone: '+1 937 555 0102',
      location: 'Main',
    }),
  };

  test.each([
    ['organization', 'name', 'Larkspur Dental'],
    ['organization', 'organization-status', 'Active'],
    ['organization', 'organization-type', 'Customer'],
    ['organization', 'parent', 'Larkspur Group'],
    ['organization', 'short-name', 'LARK'],
    ['configuration', 'name', 'LD-FRONT-02'],
    ['configuration', 'asset-tag', '741150'],
    ['configuration', 'contact', 'Mina Reyes'],
    ['configuration', 'configuration-status', 'Active'],
    ['configuration', 'configuration-type', 'Workstation'],
    ['configuration', 'installed-at', '2025-11-04'],
    ['configuration', 'installed-by', 'Sam Tech'],
    ['configuration', 'manufacturer', 'Dell Inc.'],
    ['configuration', 'model', 'Latitude 5440'],
    ['configuration', 'notes', 'front desk'],
    ['configuration', 'serial-number', '7K2QXW3'],
    ['configuration', 'warranty-expires-at', '2027-03-31'],
    ['configuration', 'location', 'Main'],
    ['location', 'name', 'Main'],
    ['location', 'address-1', '12 Orchard Way'],
    ['location', 'address-2', 'Suite 4'],
    ['location', 'city', 'Dayton'],
    ['location', 'region', 'OH'],
    ['location', 'postal-code', '45402'],
    ['location', 'country', 'United States'],
    ['location', 'phone', '+1 937 555 0100'],
    ['location', 'fax', '+1 937 555 0101'],
    ['location', 'primary', true],
    ['contact', 'first-name', 'Mina'],
    ['contact', 'last-name', 'Reyes'],
    ['contact', 'title', 'Office manager'],
    ['contact', 'email', 'mina@larkspur.example'],
    ['contact', 'phone', '+1 937 555 0102'],
    ['contact', 'location', 'Main'],
  ] as const)('%s: %s is %s, and blocked on a record that the native integration syncs', (type, field, value) => {
    expect(settled(autotaskToItGlue, type, desired[type] ?? {}, 'open', true).writes.get(field)).toBe(value);
    const locked = settled(autotaskToItGlue, type, desired[type] ?? {}, 'locked', false);
    expect(locked.writes.has(field)).toBe(false);
    expect(locked.blocked.get(field)).toBe(value);
  });

  test('every row of the table is among those', () => {
    const rows = autotaskToItGlue.authority.map(({ type, field }) => `${type} ${field}`);
    const shown = Object.entries(desired).flatMap(([type, fields]) =>
      Object.entries(fields).flatMap(([field, value]) => (value === null ? [] : [`${type} ${field}`])),
    );
    expect(shown.sort()).toEqual([...rows].sort());
  });

  test('an item that was retired before this hop ever wrote to its record is history', () => {
    const retired = device({ ...item, active: false });
    const known = new Map([['configuration-status', { sent: 'Active', echoed: 'Active' }]]);
    expect(autotaskToItGlue.isHistory?.(retired, new Map())).toBe(true);
    expect(autotaskToItGlue.isHistory?.(retired, known)).toBe(false);
    expect(autotaskToItGlue.isHistory?.(item, new Map())).toBe(false);
  });

  test('records of others are only filled', () => {
    const seen = {
      type: 'organization' as const,
      group: 'other' as const,
      written: new Map(),
      creating: false,
      lock: 'open' as const,
      presentMacs: null,
    };
    const current = { name: 'Larkspur Dental', 'short-name': 'OLD', parent: null };
    const fields = (ours: boolean) =>
      settleRecord(autotaskToItGlue.authority, {
        ...seen,
        current,
        desired: desired.organization ?? {},
        ours,
      }).writes.map(({ name }) => name);
    expect(fields(true)).toContain('short-name');
    expect(fields(false)).not.toContain('short-name');
    expect(fields(false)).toContain('parent');
  });

  test.each([
    [{ active: false }, {}, 'inactive in Autotask'],
    [{ deviceType: null }, {}, 'no configuration item type'],
    [{ deviceType: 'Toaster' }, {}, 'no configuration type "Toaster"'],
  ])('%o is not created: %s', (changes, options, why) => {
    const context = { ...everything, options };
    expect(
      autotaskToItGlue.projectDevice(device({ ...item, ...changes }), context).cannotCreate?.reason,
    ).toContain(why);
  });
});
