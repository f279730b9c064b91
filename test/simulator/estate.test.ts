import { describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../src/simulator/control/snapshot.js';
import { type EstateOptions, makeEstate } from '../../src/simulator/estate/make-estate.js';
import { deck, makeRandom } from '../../src/simulator/estate/random.js';

const NOW = Date.UTC(2026, 10, 30, 12);
const make = (options: Partial<EstateOptions> = {}) => makeEstate({ seed: 1, now: NOW, ...options });
type Estate = ReturnType<typeof make>;

/** Everything the estate holds, as one value. */
function whole({ rmm, psa, documentation }: Estate): unknown {
  return {
    sites: [...rmm.sites.values()],
    devices: [...rmm.devices.values()],
    psa: [psa.companies, psa.items, psa.contacts, psa.locations].map((map) => [...map.values()]),
    documentation: takeSnapshot(documentation, { times: true }),
  };
}

/** What a reader of a review can judge: who is there, how many, linked how. */
function summary({ rmm, documentation }: Estate): unknown {
  const { organizations, configurations } = documentation.collections;
  return {
    sites: [...rmm.sites.values()].map(({ uid, name, companyId }) => ({
      name,
      company: companyId ?? null,
      devices: [...rmm.devices.values()].filter(({ siteUid }) => siteUid === uid).length,
    })),
    organizations: organizations.all().map(({ id, attributes, psaIds }) => ({
      id,
      name: attributes.name,
      psa: psaIds,
      configurations: configurations.childrenOf(id).length,
    })),
  };
}

describe('the estate', () => {
  test('is the same for the same seed, to the last attribute', () => {
    expect(whole(make())).toEqual(whole(make()));
  });

  test('is another one for another seed', () => {
    expect(whole(make({ seed: 2 }))).not.toEqual(whole(make()));
  });

  test('of the demonstration changes only together with its fixture', async () => {
    await expect(`${JSON.stringify(summary(make()), null, 2)}\n`).toMatchFileSnapshot(
      '../../fixtures/estates/demo.json',
    );
  });

  test.each([
    { devices: 120, sites: 15 },
    { devices: 10, sites: 4 },
    { devices: 0, sites: 5 },
    { devices: 2_000, sites: 100 },
  ])('has exactly $devices devices at $sites sites', (size) => {
    const { rmm } = make(size);
    expect([rmm.devices.size, rmm.sites.size]).toEqual([size.devices, size.sites]);
  });

  test('of 15,000 devices at 300 sites is made quickly', () => {
    const startedAt = performance.now();
    const { documentation } = make({ devices: 15_000, sites: 300 });
    expect(documentation.collections.configurations.size).toBeGreaterThan(12_000);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  test('leaves room for writing: at least a third of its organizations are not governed by the PSA', () => {
    const organizations = make().documentation.collections.organizations.all();
    const own = organizations.filter(({ attributes }) => attributes['psa-integration'] !== 'enabled');
    expect(own.length * 3).toBeGreaterThanOrEqual(organizations.length);
  });
});

describe('the traps of the demonstration', () => {
  const estate = make();
  const devices = [...estate.rmm.devices.values()];
  const sites = [...estate.rmm.sites.values()];
  const configurations = estate.documentation.collections.configurations.all();
  const organizations = estate.documentation.collections.organizations.all();
  const repeated = (values: readonly (string | null)[]): number => {
    const known = values.filter((value) => value !== null);
    return known.length - new Set(known).size;
  };

  test.each<[trap: string, holds: () => boolean]>([
    ['junk serials', () => devices.some(({ hardware }) => hardware.serial === 'To be filled by O.E.M.')],
    [
      'serials that several devices share',
      () => repeated(devices.map(({ hardware }) => hardware.serial)) >= 3,
    ],
    [
      'a dock on several laptops',
      () => devices.filter(({ hardware }) => hardware.nics[0]?.mac?.startsWith('00E04C68')).length >= 3,
    ],
    [
      'devices without an audit',
      () => devices.some(({ audited, deviceClass }) => !audited && deviceClass === 'device'),
    ],
    ['every class of device', () => new Set(devices.map(({ deviceClass }) => deviceClass)).size === 5],
    [
      'an agent left behind by a reinstall',
      () => devices.some(({ lastSeen }) => lastSeen !== null && lastSeen < NOW - 40 * 86_400_000),
    ],
    ['a time of year 1', () => devices.some(({ lastReboot }) => lastReboot === -62_135_596_800_000)],
    ['booleans that are null', () => devices.some(({ online }) => online === null)],
    [
      'system sites, one with a uid that is no GUID',
      () => sites.some(({ uid, system }) => system && !/^[0-9a-f-]{36}$/.test(uid)),
    ],
    [
      'a site without devices',
      () => sites.some(({ uid }) => devices.every(({ siteUid }) => siteUid !== uid)),
    ],
    [
      'a site mapped to a company that exists nowhere',
      () =>
        sites.some(
          ({ companyId }) => (companyId ?? '').length > 2 && !estate.psa.companies.has(companyId ?? ''),
        ),
    ],
    ['two sites on one company', () => repeated(sites.map(({ companyId }) => companyId || null)) >= 1],
    [
      'organization ids that are equal as doubles',
      () => repeated(organizations.map(({ id }) => String(Number(id)))) >= 1,
    ],
    [
      'configuration ids that are equal as doubles',
      () => repeated(configurations.map(({ id }) => String(Number(id)))) >= 1,
    ],
    [
      'two organizations of one name',
      () => repeated(organizations.map(({ attributes }) => String(attributes.name))) >= 1,
    ],
    [
      'orphaned configurations',
      () => configurations.some(({ attributes }) => attributes['psa-integration'] === 'orphaned'),
    ],
    [
      'configurations that say nothing of a PSA',
      () => configurations.some(({ attributes }) => !('psa-integration' in attributes)),
    ],
    ['archived configurations', () => configurations.some(({ attributes }) => attributes.archived === true)],
    ['the MSP itself as company 0', () => organizations.some(({ psaIds }) => psaIds.includes('0'))],
    [
      'a name with an escape, a formula or a reversal',
      () => configurations.some(({ attributes }) => /[\u001b\u202e]|^=/.test(String(attributes.name))),
    ],
    [
      'MACs in three spellings',
      () =>
        ['^..:', '^..-', '^[0-9a-f]{12}$'].every((style) =>
          configurations.some(({ attributes }) => new RegExp(style).test(String(attributes['mac-address']))),
        ),
    ],
  ])('hold %s', (_, holds) => {
    expect(holds()).toBe(true);
  });
});

describe('a proxy with a password', () => {
  test('is somewhere in every larger estate', () => {
    const sites = [...make({ sites: 60 }).rmm.sites.values()];
    expect(sites.some(({ proxy }) => proxy?.password !== undefined)).toBe(true);
  });
});

describe('deck', () => {
  test('deals exact shares, whatever the seed', () => {
    const cards = deck(makeRandom('any'), 200, { often: 3, seldom: 1 });
    expect([cards.filter((card) => card === 'often').length, cards.length]).toEqual([150, 200]);
  });
});
