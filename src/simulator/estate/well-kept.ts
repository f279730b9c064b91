import { type Catalogues, stamps } from './catalogues.js';
import type { ClientName } from './client-names.js';
import { describe, typeName } from './configuration-attributes.js';
import { makeCompany, makeOrganization, makeSite } from './customers.js';
import type { Draft } from './draft.js';
import type { PsaItem, RmmDevice } from './estate.js';
import { addInterfaces } from './interfaces.js';
import type { MachineRole } from './machine-roles.js';
import { makeMachines } from './machines.js';
import { addPaperwork } from './paperwork.js';
import type { Scene } from './scene.js';

const DAY_MS = 86_400_000;

/** How old the three layers are, in days: the order in which the guides have them set up. */
const ages = { items: 400, configurations: 300 } as const;

const roles: readonly MachineRole[] = ['laptop', 'desktop', 'laptop', 'server'];

/**
 * Clients as the guides want them: a company, a mapped site, an organization and an RMM company of the company's name;
 * for each device an item with type, product and serial, and a linked configuration with RMM data. What hangs on the
 * set-up is there too: users for the integrations, a ticket from an alert, software, a password on a configuration.
 */
export function addWellKept(
  draft: Draft,
  catalogues: Catalogues,
  clients: readonly ClientName[],
  devices: number,
): void {
  draft.estate.documentation.site = 'https://northwind.itglue.com';
  draft.estate.rmm.users.push({ firstName: 'IT Glue', lastName: 'Sync', username: 'itglue-sync' });
  clients.forEach((client, index) => {
    const from = Math.floor((index * devices) / clients.length);
    const to = Math.floor(((index + 1) * devices) / clients.length);
    const own = Array.from({ length: to - from }, (_, at) => roles[at % roles.length] ?? 'laptop');
    // Clients of equal initials share their code, so the place in the list tells them apart.
    const scene = { draft, catalogues, random: draft.random.fork(`well kept ${index}`) };
    addClient(scene, client, own);
  });
  addInterfaces(draft);
  addPaperwork(draft, catalogues);
  placeItems(draft);
  addExtras(draft);
}

function addClient(
  { draft, catalogues, random }: Pick<Scene, 'draft' | 'catalogues' | 'random'>,
  client: ClientName,
  own: readonly MachineRole[],
): void {
  const name = `${client.core} ${client.legal}`;
  const company = makeCompany(draft, random, client, name);
  company.classification = 'Managed';
  // Codes of like-named clients are equal, and a number stands for one.
  company.number = company.id;
  const organization = makeOrganization(draft, catalogues, random, { client, name, company });
  const site = makeSite(draft, random, client.core, { companyId: company.id, companyName: name });
  draft.record('rmm-companies', { '_organization-id': organization.id, name, ...stamps(draft) });
  const owner = {
    ...{ site, client, organization, company, governed: true },
    scenario: 'exact-governed' as const,
    share: 1,
  };
  const scene: Scene = { draft, catalogues, random, owner, organizationId: organization.id };
  for (const device of makeMachines(draft, owner, own))
    document(scene, device, makeItem(draft, company.id, device));
}

function makeItem(draft: Draft, companyId: string, device: RmmDevice): PsaItem {
  const item: PsaItem = {
    id: String(draft.number('psa-item', 41_877)),
    companyId,
    locationId: null,
    title: device.hostname,
    number: String(device.id),
    serial: device.hardware.serial,
    type: typeName(device),
    product: `RMM_${typeName(device)}`,
    active: true,
    rmmDeviceId: device.id,
    rmmDeviceUid: device.uid,
    warranty: device.warranty,
    created: draft.estate.madeAt - ages.items * DAY_MS,
    modified: draft.estate.madeAt - DAY_MS,
  };
  draft.estate.psa.items.set(item.id, item);
  return item;
}

/** The linked configuration, with what the RMM lays over it. */
function document(scene: Scene, device: RmmDevice, item: PsaItem): void {
  const { draft } = scene;
  const attributes = {
    ...describe(scene, device),
    ...stamps(draft, ages.configurations, 1),
    'asset-tag': item.number,
    'psa-integration': 'enabled',
  };
  const record = draft.record('configurations', attributes, { psaIds: [item.id] });
  const macs = device.hardware.nics.flatMap(({ mac }) => (mac === null ? [] : [mac]));
  draft.record('rmm-records', {
    '_configuration-id': record.id,
    '_rmm-ids': [String(device.id), device.uid],
    name: device.hostname,
    hostname: device.hostname,
    'device-type': 'Workstation',
    'serial-number': device.hardware.serial,
    'mac-addresses': macs.map((mac) => (mac.match(/../g) ?? []).join('-')),
    'ip-addresses': device.internalIp === null ? [] : [device.internalIp],
    'last-seen-online': device.lastSeen === null ? null : new Date(device.lastSeen).toISOString(),
    'operating-system': device.operatingSystem,
    'external-url': `https://example.invalid/device/${device.id}`,
  });
}

/** Items stand at their company's location. */
function placeItems({ estate: { psa } }: Draft): void {
  const places = new Map([...psa.locations.values()].map(({ id, companyId }) => [companyId, id]));
  for (const item of psa.items.values()) item.locationId = places.get(item.companyId) ?? null;
}

function addExtras(draft: Draft): void {
  const { psa, documentation } = draft.estate;
  const [item] = psa.items.values();
  const [configuration] = documentation.collections.configurations.all();
  if (item === undefined || configuration === undefined) return;
  psa.alertTickets.push({ companyId: item.companyId, itemId: item.id, alert: 'a1f0-disk' });
  const organization = { 'organization-id': configuration.attributes['organization-id'] ?? null };
  draft.record('passwords', {
    ...organization,
    name: 'Local administrator',
    username: 'administrator',
    _password: draft.canary('password-value') ?? 'simulated-embedded',
    'resource-id': configuration.id,
    'resource-type': 'Configuration',
    archived: false,
    ...stamps(draft),
  });
  const type = draft.record('flexible-asset-types', {
    name: 'Datto RMM Software',
    description: null,
    icon: 'cubes',
    enabled: true,
    'show-in-menu': true,
    ...stamps(draft),
  });
  for (const name of ['Firefox', 'Office']) {
    const traits = { name };
    draft.record('flexible-assets', {
      ...organization,
      'flexible-asset-type-id': type.id,
      name,
      traits,
      archived: false,
      ...stamps(draft),
    });
  }
}
