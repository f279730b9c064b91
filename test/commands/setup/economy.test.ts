import { afterEach, describe, expect, test } from 'vitest';
import { PlantedEstate } from './planted-estate.js';

const open: PlantedEstate[] = [];
afterEach(async () => {
  for (const estate of open.splice(0)) await estate.close();
});

async function estate(options: Parameters<typeof PlantedEstate.open>[0] = {}): Promise<PlantedEstate> {
  const one = await PlantedEstate.open({ devices: 300, sites: 13, ...options });
  open.push(one);
  return one;
}

const pages = (rows: number, size: number) => Math.max(1, Math.ceil(rows / size));
const lookUp = /psa_id/;

/** What a check asked for, by system, and how much of that was adapters and look-ups. */
async function asked(e: PlantedEstate) {
  await e.cli.simulators.forgetRequests();
  await e.findings();
  const { log } = await e.cli.simulators.requests();
  return {
    total: log.length,
    adapters: log.filter(({ path }) => path.endsWith('/network-interface')).length,
    lookUps: log.filter(({ query }) => lookUp.test(query ?? '')).length,
    nonReads: (await e.cli.simulators.nonReads()).length,
  };
}

/**
 * The fewest requests for 300 devices at 10 clients. Datto RMM: log-in, rate, account, sites, devices, users. Autotask:
 * zone, threshold, own company; eleven lists, what the user may see of each, picklists of five, tickets counted. IT
 * Glue: own organization, organizations, configurations (archived ones too), locations, types, software, passwords.
 */
const least = 4 + 1 + pages(300, 250) + (3 + 11 + 11 + 5 + 1) + (1 + 1 + pages(300, 250) + 1 + 1 + 1 + 1 + 1);

describe('a check of three systems', () => {
  test('asks at most a twentieth more than the least, and changes nothing', async () => {
    const { total, adapters, lookUps, nonReads } = await asked(await estate());
    expect(total / least).toBeLessThanOrEqual(1.05);
    expect([adapters, lookUps, nonReads]).toEqual([0, 0, 0]);
  });

  test('reads adapters of the sites alone that hold a device which nobody identifies', async () => {
    const e = await estate();
    await e.edit('ConfigurationItems', { rmmDeviceUID: 'gone' }, (_row, at) => at === 0);
    expect((await asked(e)).adapters).toBe(1);
  });

  test('looks up at most twenty devices that no list shows a link for', async () => {
    const e = await estate();
    e.document(
      'configurations',
      { 'asset-tag': null, 'serial-number': null, 'psa-integration': 'enabled' },
      () => true,
      [],
    );
    const { lookUps } = await asked(e);
    expect(lookUps).toBe(20);
    expect((await asked(e)).lookUps).toBe(20);
  });

  test('as found in the field, asks once for each list and at most twenty look-ups', async () => {
    const e = await estate({ wellKept: false });
    const { adapters, lookUps } = await asked(e);
    const places = [...e.estate.rmm.sites.values()].filter(({ system }) => !system).length;
    expect(adapters).toBeLessThanOrEqual(places);
    expect(lookUps).toBeLessThanOrEqual(20);
  });
});
