import { type Catalogues, stamps } from './catalogues.js';
import { blankConfiguration, blanked, describe, oneEditApart } from './configuration-attributes.js';
import type { CustomerSite } from './customers.js';
import type { AttributeValue, DocumentationRecord } from './documentation.js';
import { beyondDoubles, type Draft } from './draft.js';
import type { RmmDevice } from './estate.js';
import { type Link, link, linkWeights, makeItem } from './psa-links.js';
import { deck } from './random.js';
import type { Scene } from './scene.js';
import { trapTexts } from './trap-texts.js';

type Owners = readonly (readonly [CustomerSite, readonly RmmDevice[]])[];

/** How a device is documented in its customer's organization. */
const documentedWeights = {
  settled: 38,
  blanks: 30,
  'name-only': 8,
  twice: 3,
  missing: 15,
  archived: 2,
  elsewhere: 2,
  'serial-typo': 2,
} as const;

type Documented = keyof typeof documentedWeights;

/** The same once somebody has gone through what was ambiguous. */
const settledWeights: Readonly<Record<Documented, number>> = {
  ...documentedWeights,
  settled: 49,
  blanks: 34,
  'name-only': 1.5,
  twice: 0,
  archived: 0.5,
  elsewhere: 0.5,
  'serial-typo': 0.5,
};

/**
 * At most so many configurations hold a host name that has changed since, whatever the estate's size: the guard lets
 * a hundred overwrites pass in one run, and a demonstration that it refuses at once would show nothing.
 */
const STALE_AT_MOST = 40;

/** Writes what the organization's documentation holds about each device of its sites. */
export function documentDevices(
  draft: Draft,
  catalogues: Catalogues,
  owners: Owners,
  skipped: ReadonlySet<string>,
): void {
  const documented = owners.filter(([{ organization }]) => organization !== null);
  const total = documented.flatMap(([, devices]) => devices.filter(({ uid }) => !skipped.has(uid))).length;
  const weights = draft.setUpDone ? settledWeights : documentedWeights;
  // One deck for all: dealt site by site, the rare cards would never come up at a small one.
  const cards = deck(draft.random.fork('documented'), total, weights);
  const isGoverned = ([owner]: Owners[number]): boolean => owner.governed;
  const governed = documented.filter(isGoverned).flatMap(([, devices]) => devices).length;
  const links = deck(draft.random.fork('links'), governed, linkWeights);
  const stale = { count: 0, atMost: Math.min(STALE_AT_MOST, Math.max(3, Math.round(total * 0.06))) };
  for (const [owner, devices] of documented) {
    if (owner.organization === null) continue;
    const random = draft.random.fork(`documentation ${owner.site.uid}`);
    const scene: Scene = { draft, catalogues, random, owner, organizationId: owner.organization.id };
    const living = devices.filter(({ uid }) => !skipped.has(uid));
    for (const device of living) {
      const fate = owner.governed ? (links.pop() ?? 'synced') : 'own';
      documentOne(scene, device, { card: cards.pop() ?? 'missing', fate }, owners, stale);
    }
    addOrphans(scene, living.length);
  }
}

/** The device's configuration, its item in Autotask, and what time has done to both. */
function documentOne(
  scene: Scene,
  device: RmmDevice,
  { card, fate }: { readonly card: Documented; readonly fate: Link },
  owners: Owners,
  stale: { count: number; readonly atMost: number },
): void {
  const record = documentDevice(scene, device, card, owners);
  const item = makeItem(scene, device, record);
  if (record === null) return;
  link(scene, record, device, item, fate);
  const isPlain = card === 'settled' || card === 'blanks';
  if (!isPlain || stale.count >= stale.atMost || !scene.random.chance(scene.owner.governed ? 0.06 : 0.3))
    return;
  stale.count += 1;
  becomeStale(record, device, stale.count);
}

function documentDevice(
  scene: Scene,
  device: RmmDevice,
  card: Documented,
  owners: Owners,
): DocumentationRecord | null {
  const full = describe(scene, device);
  switch (card) {
    case 'missing':
      return null;
    case 'settled':
      return addConfiguration(scene, full);
    case 'blanks':
      return addConfiguration(scene, { ...full, ...blanked(scene.random, full) });
    case 'archived':
      return addConfiguration(scene, {
        ...full,
        archived: true,
        'configuration-status-id': scene.catalogues.statuses.get('Inactive') ?? null,
      });
    case 'name-only':
      return addConfiguration(scene, {
        ...full,
        'serial-number': null,
        'mac-address': null,
        'primary-ip': null,
        hostname: null,
      });
    case 'serial-typo':
      return addConfiguration(scene, {
        ...full,
        'serial-number': oneEditApart(device.hardware.serial),
        'mac-address': null,
      });
    case 'twice': {
      // Two records of one machine, both alive: nobody can tell which one is right.
      addConfiguration(scene, { ...full, name: `${full.name} (old)` });
      return addConfiguration(scene, full);
    }
    case 'elsewhere':
      documentElsewhere(scene, owners, full);
      return null;
  }
}

/** The machine moved to another customer, or was filed there by mistake: the next one's organization holds it. */
function documentElsewhere(scene: Scene, owners: Owners, full: Record<string, AttributeValue>): void {
  const here = owners.findIndex(([owner]) => owner.site === scene.owner.site);
  const order = [...owners.slice(here + 1), ...owners.slice(0, Math.max(0, here))];
  const other = order.find(
    ([{ organization }]) => (organization?.id ?? scene.organizationId) !== scene.organizationId,
  )?.[0];
  if (other?.organization == null) return;
  const organizationId = other.organization.id;
  addConfiguration(
    { ...scene, owner: other, organizationId },
    { ...full, 'organization-id': organizationId },
  );
}

function addConfiguration(scene: Scene, attributes: Record<string, AttributeValue>): DocumentationRecord {
  const { draft, random } = scene;
  const count = draft.estate.documentation.collections.configurations.size;
  const pair = beyondDoubles(100 + Math.floor(count / 2));
  const isBeyond = count % 40 < 2;
  return draft.record('configurations', attributes, isBeyond ? { id: pair[count % 2] ?? random.hex(4) } : {});
}

/** The machine was renamed, or got another network card, and nobody told the documentation. */
function becomeStale(record: DocumentationRecord, device: RmmDevice, nth: number): void {
  record.attributes.hostname = `OLD-${device.hostname}`.slice(0, 60);
  if (nth % 3 === 0 && record.attributes['serial-number'] !== null)
    record.attributes['mac-address'] = `F8:B1:56:0D:E${nth % 10}:0${nth % 7}`;
}

/** Documentation without a device: what was never in the RMM, or has left it. */
function addOrphans(scene: Scene, devices: number): void {
  const { random, catalogues, draft } = scene;
  for (let index = 0; index < Math.ceil(devices * 0.08); index += 1) {
    const type = random.pick(['UPS', 'Wireless Access Point', 'NAS', 'Printer', 'Desktop']);
    const record = addConfiguration(scene, {
      'organization-id': scene.organizationId,
      name:
        index % 3 === 0
          ? (trapTexts[random.between(0, trapTexts.length - 1)] ?? '')
          : `${scene.owner.client.code}-${type.slice(0, 3).toUpperCase()}-${index + 1}`,
      ...blankConfiguration(),
      'configuration-type-id': catalogues.types.get(type) ?? null,
      'configuration-status-id': catalogues.statuses.get(random.pick(['Active', 'Inactive'])) ?? null,
      archived: random.chance(0.25),
      ...stamps(draft, random.between(300, 1600), random.between(100, 300)),
    });
    if (scene.owner.governed)
      record.attributes['psa-integration'] = random.pick(['orphaned', 'enabled', null]);
  }
}
