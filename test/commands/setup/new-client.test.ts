import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPANY_TYPES } from '../../../src/simulator/autotask/entities.js';
import type { AttributeValue, DocumentationType } from '../../../src/simulator/estate/documentation.js';
import { trilinkAtTerminal } from '../../support/pty.js';
import { PlantedEstate } from './planted-estate.js';

let e: PlantedEstate;
beforeAll(async () => {
  e = await PlantedEstate.open();
});
afterAll(() => e.close());

/** What a person does in the vendors' own pages, step by step. */
class Person {
  #site = '';
  #device = '';
  #company = 0;
  #organization = '';

  async addsCompany(): Promise<void> {
    await e.add('Companies', {
      ...{ companyName: 'Birch Vets', companyType: COMPANY_TYPES.Customer },
      isActive: true,
    });
    const company = (await e.rows('Companies')).find(({ companyName }) => companyName === 'Birch Vets');
    this.#company = Number(company?.id);
  }

  async addsSite(): Promise<void> {
    const { rmm } = e.estate;
    const pattern = [...rmm.sites.values()].find(({ system }) => !system);
    if (!pattern) throw new Error('the estate has no site');
    this.#site = '5a2b6f10-7c1a-4a53-9d0e-2f6f0c1d77aa';
    const mapping = { companyId: null, companyName: null };
    rmm.sites.set(this.#site, { ...pattern, id: 990_001, uid: this.#site, name: 'Birch Vets', ...mapping });
    const add = { do: 'add-device', site: this.#site, hostname: 'BIRCH-LT01' } as const;
    const [uid] = await e.cli.simulators.mutate(add);
    this.#device = String(uid);
  }

  async mapsSite(): Promise<void> {
    const changes = { companyId: String(this.#company), companyName: 'Birch Vets' };
    await e.cli.simulators.mutate({ do: 'edit-site', site: this.#site, changes });
  }

  /** Hop A brings the device, typed as the mapping says. */
  async letsDevicesCome(): Promise<void> {
    const [pattern] = await e.rows('ConfigurationItems');
    const device = e.estate.rmm.devices.get(this.#device);
    await e.add('ConfigurationItems', {
      ...(pattern as Readonly<Record<string, string | number | boolean | null>>),
      ...{ companyID: this.#company, rmmDeviceUID: this.#device, rmmDeviceID: Number(device?.id) },
      ...{ referenceTitle: 'BIRCH-LT01', referenceNumber: String(device?.id) },
      ...{ serialNumber: device?.hardware.serial ?? null, rmmDeviceAuditHostname: 'BIRCH-LT01' },
    });
  }

  /** Hop B brings the organization and the device. */
  async startsHopB(): Promise<void> {
    const [id] = await e.cli.simulators.mutate({ do: 'add-organization', name: 'Birch Vets' });
    this.#organization = String(id);
    const own = e.estate.documentation.collections.organizations.get(this.#organization);
    own?.psaIds.push(String(this.#company));
    e.document('organizations', { 'psa-integration': 'enabled' }, ({ name }) => name === 'Birch Vets');
    await e.cli.simulators.mutate({ do: 'native-sync' });
  }

  /** Hop C matches the site, and the device to what hop B brought. */
  startsHopC(): void {
    const { collections } = e.estate.documentation;
    const [configuration] = collections.configurations.childrenOf(this.#organization);
    const serial = configuration?.attributes['serial-number'] ?? null;
    this.#include('rmm-companies', { '_organization-id': this.#organization, name: 'Birch Vets' });
    this.#include('rmm-records', {
      ...{ '_configuration-id': String(configuration?.id), name: 'BIRCH-LT01', hostname: 'BIRCH-LT01' },
      ...{ 'serial-number': serial, 'mac-addresses': [], 'last-seen-online': new Date().toISOString() },
    });
    e.document('organizations', {});
    e.document('configurations', {});
  }

  #include(type: DocumentationType, attributes: Record<string, AttributeValue>): void {
    const record = { id: `77${type.length}001`, type, attributes, psaIds: [], rendered: null };
    e.estate.documentation.collections[type].add(record);
  }
}

describe('a new client at a terminal', () => {
  test('is walked through company, site, mapping, devices, hop B and hop C, each read back', async () => {
    const env = { ...e.cli.simulators.env, TRILINK_HOME: e.cli.home, TRILINK_INTEGRATIONS: '' };
    const terminal = trilinkAtTerminal({ env }, 'setup', 'guide', '--new-client', 'Birch Vets');
    const person = new Person();
    const steps: readonly (readonly [now: string, deed: () => unknown, good: string])[] = [
      ['no active company is named Birch Vets', () => person.addsCompany(), 'Good: Birch Vets is a Customer'],
      ['no site is named Birch Vets', () => person.addsSite(), 'Good: Birch Vets has 1 device'],
      ['the site is mapped to no company', () => person.mapsSite(), 'Good: the site is mapped to company'],
      [
        '0 of 1 devices are in Autotask',
        () => person.letsDevicesCome(),
        'Good: 1 of 1 devices are in Autotask',
      ],
      ['no organization for Birch Vets yet', () => person.startsHopB(), 'Good: organization Birch Vets'],
      ['the site is not matched yet', () => person.startsHopC(), 'Good: matched by the native integration'],
    ];
    for (const [now, deed, good] of steps) {
      await terminal.sees(now);
      await terminal.sees(/what now\?[\s\S]*Quit/);
      await deed();
      terminal.type('\r');
      await terminal.sees(good);
    }
    await terminal.sees('Birch Vets is in.');
    expect(await terminal.ended).toBe(0);
    expect(await e.cli.simulators.nonReads()).toEqual([]);
  });

  test('who is in is no fault of the set-up afterwards', async () => {
    const failing = (await e.findings()).filter(({ status }) => status === 'fail');
    expect(failing.map(({ step, detail }) => [step, detail])).toEqual([]);
  });
});
