import { describe, expect, test } from 'vitest';
import { configuration, device, provenance } from '../../support/estate.js';
import { flags, plan } from '../../support/planning.js';

const nic = (mac: string, ipv4: string | null = null, name = 'Ethernet') => ({ name, mac, ipv4, ipv6: null });

describe('what a matched device changes', () => {
  test('nothing, when everything agrees', () => {
    expect(plan()).toEqual([]);
  });

  test.each([
    // what differs, expected field, before → after
    ['hostname', { hostname: 'OLD-NAME' }, ['hostname', 'OLD-NAME', 'LD-FRONT-02']],
    ['a blank serial', { serial: null }, ['serial-number', null, '7K2QXW3']],
    ['a blank manufacturer', { manufacturer: null }, ['manufacturer', null, 'Dell Inc.']],
  ] as const)('%s', (_what, changes, [name, before, after]) => {
    const [change, ...rest] = plan({ configurations: [configuration(changes)] });
    expect(rest).toEqual([]);
    expect(change).toMatchObject({ action: 'update', blocked: null, target: { id: 'conf-1' } });
    expect(change?.fields).toContainEqual(expect.objectContaining({ name, before, after }));
  });

  test('a name that a person gave stands', () => {
    expect(plan({ configurations: [configuration({ name: 'Front desk' })] })).toEqual([]);
  });

  test('a filled serial is not touched, whatever the audit says', () => {
    expect(plan({ configurations: [configuration({ serial: 'OTHER1' })] })).toEqual([]);
  });

  test.each([
    ['Laptop', '10.9.9.9', [], 'a laptop roams: its address is only filled'],
    ['Server', '10.9.9.9', ['primary-ip'], 'a server stays: its address is kept right'],
    ['Laptop', null, ['primary-ip'], 'a blank is filled for everybody'],
  ] as const)('the address of a %s that shows %s', (deviceType, primaryIp, expected, because) => {
    const changes = plan({
      devices: [device({ deviceType })],
      configurations: [configuration({ primaryIp })],
    });
    expect(
      changes.flatMap((change) => change.fields.map((field) => field.name)),
      because,
    ).toEqual(expected);
    for (const change of changes) expect(change.volatile).toEqual(['primary-ip']);
  });

  test.each([
    ['AA:00:00:00:00:01', [], 'the stored one is still on the device'],
    ['aa-00-00-00-00-01', [], 'in whatever spelling'],
    ['AA:00:00:00:00:99', ['mac-address'], 'the stored one has left the device'],
    [null, ['mac-address'], 'it was blank'],
  ] as const)('a stored MAC %s', (mac, expected, because) => {
    const devices = [device({ nics: [nic('AA:00:00:00:00:01', '10.20.4.31'), nic('AA:00:00:00:00:02')] })];
    const changes = plan({ devices, configurations: [configuration({ mac })] });
    expect(
      changes.flatMap((change) => change.fields.map((field) => field.name)),
      because,
    ).toEqual(expected);
  });

  test('a model is not written beside another manufacturer', () => {
    expect(plan({ configurations: [configuration({ manufacturer: 'Lenovo', model: null })] })).toEqual([]);
  });
});

describe('records that the PSA holds', () => {
  const locked = (changes = {}) =>
    configuration({
      hostname: 'OLD',
      serial: null,
      provenance: provenance({ psaState: 'enabled' }),
      ...changes,
    });

  test('every field is blocked with its owner named, and serials by rule', () => {
    const changes = plan({ configurations: [locked()] });
    expect(changes.map((change) => change.blocked?.by)).toEqual(['autotask', 'autotask']);
    expect(changes.map((change) => change.fields.map((field) => field.name)).sort()).toEqual([
      ['hostname'],
      ['serial-number'],
    ]);
    expect(new Set(changes.map((change) => change.id)).size).toBe(2);
  });

  test.each([
    ['unknown', [], true, 'a state that we do not know counts as held'],
    ['absent', ['29684011'], true, 'an adapters resource tells it'],
    ['absent', [], false, 'nothing tells of a PSA'],
    ['none', [], false, 'it is not synced'],
    ['disabled', [], false, 'the sync is off'],
    ['orphaned', [], true, 'only archiving is known to work'],
  ] as const)('psa-integration %s with links %o is blocked: %s', (psaState, psaIds, expected, because) => {
    const record = configuration({
      hostname: 'OLD',
      provenance: provenance({ psaState, psaIds: [...psaIds] }),
    });
    const [change] = plan({ configurations: [record] });
    expect(change?.blocked !== null, because).toBe(expected);
  });

  test('a refusal teaches the lock', () => {
    const [change] = plan({
      configurations: [configuration({ hostname: 'OLD' })],
      learnedLocks: new Set(['conf-1']),
    });
    expect(change?.blocked?.by).toBe('autotask');
  });
});

describe('further adapters', () => {
  const devices = [
    device({ nics: [nic('AA:00:00:00:00:01', '10.20.4.31'), nic('AA:00:00:00:00:02', '10.1.1.1', 'Wi-Fi')] }),
  ];
  const record = configuration({ mac: 'AA:00:00:00:00:01' });

  test('are made only when records are asked for', () => {
    expect(plan({ devices, configurations: [record] })).toEqual([]);
    const [change] = plan({
      devices,
      configurations: [record],
      flags: { ...flags, create: 'configurations' },
    });
    expect(change).toMatchObject({
      action: 'create',
      target: {
        type: 'configuration-interface',
        parent: { type: 'configuration', id: 'conf-1', change: null },
      },
    });
  });

  test('are not made where a read was incomplete', () => {
    const asked = {
      devices,
      configurations: [record],
      flags: { ...flags, create: 'configurations' as const },
    };
    const [cut] = plan({ ...asked, incompleteSites: new Set(['site-1']) });
    expect(cut?.blocked?.by).toBe('incomplete read');
    const [short] = plan({ ...asked, incompleteOrganizations: new Set(['org-1']) });
    expect(short?.blocked?.by).toBe('incomplete read');
  });

  test('of others are left alone, our own are kept in step', () => {
    const there = {
      id: 'if-1',
      name: 'Wi-Fi',
      ip: '10.2.2.2',
      mac: 'aa-00-00-00-00-02',
      primary: false,
      notes: null,
    };
    const configurations = [configuration({ mac: 'AA:00:00:00:00:01', interfaces: [there] })];
    expect(plan({ devices, configurations })).toEqual([]);
    const written = new Map([
      ['configuration-interface/if-1', new Map([['ip-address', { sent: '10.2.2.2', echoed: '10.2.2.2' }]])],
    ]);
    const [change] = plan({ devices, configurations, written });
    expect(change).toMatchObject({ action: 'update', volatile: ['ip-address'], target: { id: 'if-1' } });
  });
});

describe('what an undo put back', () => {
  test('is blocked by undo until somebody decides', () => {
    const holds = [
      {
        item: 'datto-rmm:it-glue/device/device-1',
        field: 'hostname',
        type: 'configuration',
        targetId: null,
        runId: 'RUN7',
      },
    ];
    const [change] = plan({ configurations: [configuration({ hostname: 'OLD' })], holds });
    expect(change?.blocked).toEqual({ by: 'undo', reason: 'undone in RUN7' });
  });
});

describe('what an undo of another hop put back', () => {
  const elsewhere = {
    item: 'autotask:it-glue/device/41877',
    type: 'configuration',
    targetId: 'conf-1',
    runId: 'RUN8',
  };

  test('is held on the record, whichever hop would write it', () => {
    const holds = [{ ...elsewhere, field: 'serial-number' }];
    const [change] = plan({ configurations: [configuration({ serial: null })], holds });
    expect(change?.blocked).toEqual({ by: 'undo', reason: 'undone in RUN8' });
  });

  test('stays archived when its making was undone', () => {
    const holds = [{ ...elsewhere, field: '*' }];
    const record = configuration({ archived: true });
    const [change] = plan({ configurations: [record], archivedByUs: new Map([['conf-1', 5]]), holds });
    expect(change).toMatchObject({ action: 'unarchive', blocked: { by: 'undo' } });
  });
});

describe('an archived record whose device is back', () => {
  test.each([
    [undefined, null, [], 'somebody else archived it'],
    [500, 400, [null], 'trilink archived it and nobody touched it since'],
    [500, 900, ['a person'], 'somebody changed it since'],
  ] as const)('archived by us at %s, changed at %s', (at, updatedAt, expected, because) => {
    const record = configuration({ archived: true, provenance: provenance({ updatedAt }) });
    const archivedByUs = new Map(at === undefined ? [] : [['conf-1', at]]);
    const changes = plan({ configurations: [record], archivedByUs });
    expect(
      changes.map((change) => change.blocked?.by ?? null),
      because,
    ).toEqual(expected);
  });
});
