import { isRecent } from '../domain/age.js';
import type { Device, Site } from '../domain/estate/source.js';
import type { Configuration, Organization } from '../domain/estate/target.js';
import {
  type AutotaskCompany,
  type AutotaskInputs,
  type AutotaskItem,
  type FactInputs,
  hopOf,
  type Listed,
  ledgerOf,
} from '../domain/setup/index.js';
import type { Session } from '../ports/session.js';
import type { HopReading } from './hop-reading.js';
import type { MatchedHop } from './match-hop.js';
import { presentRecords } from './remembered-estate.js';
import { ledgers } from './setup-ledger.js';

const dayMs = 86_400_000;

/**
 * What the hard stops of a hop are decided by, out of this run's own reading: the hop's two sides as they were just
 * read, the PSA as an earlier hop of the run (or of the last day) left it in the store. Asks no vendor.
 *
 * Lists that were read in part, as with `--site`, count as incomplete: nothing is missed in them.
 */
export async function inputsOfRun(session: Session, matched: MatchedHop): Promise<FactInputs> {
  const { hop, reading } = matched;
  const nowMs = session.clock.now();
  const letter = hopOf(hop.id);
  const verdicts = [...matched.siteVerdicts.values(), ...matched.deviceVerdicts.values()];
  const isPsa = hop.source === 'autotask';
  const rmm = { sites: listOf(reading, `${hop.source} site`, reading.sites, nowMs) };
  return {
    nowMs,
    autotask: isPsa ? await fromSource(session, reading, nowMs) : await rememberedPsa(session, nowMs),
    ...(hop.source === 'datto-rmm' ? { dattoRmm: rmm } : {}),
    ...(hop.source === 'syncro' ? { syncro: rmm } : {}),
    ...(hop.target === 'it-glue'
      ? {
          itGlue: {
            organizations: listOf(
              { ...reading, whole: true },
              `${hop.target} organization`,
              reading.organizations,
              nowMs,
            ),
            configurations: listOf(reading, `${hop.target} configuration`, reading.configurations, nowMs),
          },
        }
      : {}),
    ledger: { ...(await ledgers(session)), ...(letter ? { [letter]: ledgerOf(verdicts, nowMs) } : {}) },
  };
}

/** `list` names the read among the reading's outcomes, by system and type. */
function listOf<T>(
  reading: Pick<HopReading, 'outcomes' | 'whole'>,
  list: string,
  records: readonly T[],
  nowMs: number,
): Listed<T> {
  const outcome = reading.outcomes.find(({ system, type }) => `${system} ${type}` === list);
  return {
    records,
    complete: reading.whole && outcome?.complete === true,
    readAt: outcome?.finishedAt ?? nowMs,
  };
}

async function fromSource(session: Session, reading: HopReading, nowMs: number): Promise<AutotaskInputs> {
  const items = listOf(reading, 'autotask device', reading.devices.map(itemOfDevice), nowMs);
  return {
    companies: listOf(reading, 'autotask site', reading.sites.map(companyOfSite), nowMs),
    items: await withMakers(session, items, nowMs),
  };
}

/** The PSA's companies and items as the source of hop B, or the target of hop A, last saw them; whichever is younger. */
async function rememberedPsa(session: Session, nowMs: number): Promise<AutotaskInputs> {
  const companies = await youngest(session, nowMs, [
    { type: 'site', map: (body) => companyOfSite(body as Site) },
    { type: 'organization', map: (body) => companyOfOrganization(body as Organization) },
  ]);
  const items = await youngest(session, nowMs, [
    { type: 'device', map: (body) => itemOfDevice(body as Device) },
    itemsOfHopA,
  ]);
  return {
    ...(companies ? { companies } : {}),
    ...(items ? { items: await withMakers(session, items, nowMs) } : {}),
  };
}

/** Who made an item is told by hop A's reading of it alone. */
async function withMakers(
  session: Session,
  items: Listed<AutotaskItem>,
  nowMs: number,
): Promise<Listed<AutotaskItem>> {
  if (items.records.some(({ vendor }) => vendor !== null)) return items;
  const told = await youngest(session, nowMs, [itemsOfHopA]);
  const makers = new Map((told?.records ?? []).map(({ id, vendor }) => [id, vendor]));
  return {
    ...items,
    records: items.records.map((item) => ({ ...item, vendor: makers.get(item.id) ?? null })),
  };
}

interface Kept<T> {
  readonly type: string;
  readonly map: (body: unknown) => T;
}

const itemsOfHopA: Kept<AutotaskItem> = {
  type: 'configuration',
  map: (body) => itemOfConfiguration(body as Configuration),
};

/** `null` when none was read within a day: what is older says nothing about now. */
async function youngest<T>(
  session: Session,
  nowMs: number,
  kinds: readonly Kept<T>[],
): Promise<Listed<T> | null> {
  const { observations } = session.store;
  const reads = await Promise.all(
    kinds.map(async (kind) => ({ kind, read: await observations.lastRead('autotask', kind.type) })),
  );
  const [last] = reads.sort((a, b) => (b.read?.finishedAt ?? 0) - (a.read?.finishedAt ?? 0));
  if (!last?.read || !isRecent(last.read.finishedAt, nowMs, dayMs)) return null;
  const seen = await presentRecords(session, 'autotask', last.kind.type);
  return {
    records: seen.map((one) => last.kind.map(JSON.parse(one.body))),
    complete: last.read.complete && last.read.scope === 'all',
    readAt: last.read.finishedAt,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function companyOfSite({ id, name, active, facts }: Site): AutotaskCompany {
  const type = textOf(facts['company-type']);
  return { id, name, active, type, classification: textOf(facts.classification) };
}

function companyOfOrganization({ id, name, active, typeName }: Organization): AutotaskCompany {
  return { id, name, active, type: typeName, classification: null };
}

/** What no list of a hop tells, and no hard stop asks for. */
const untold = {
  productId: null,
  categoryId: null,
  locationId: null,
  rmmId: null,
  rmmHostname: null,
  createdById: null,
  filledUdfs: [],
  maskedUdfs: 0,
} as const;

/** A configuration item as the source of hop B has it: its type is what a configuration's type is made of. */
function itemOfDevice(device: Device): AutotaskItem {
  const rmmUid = device.lent.find((one) => one.kind === 'rmm-uid')?.value ?? null;
  return {
    ...untold,
    id: device.id,
    companyId: device.siteId,
    typeId: device.deviceType,
    title: device.hostname,
    number: textOf(device.facts['reference-number']),
    serial: device.serial,
    active: device.active,
    rmmUid,
    rmmDeviceType: textOf(device.facts['rmm-device-type']),
    vendor: textOf(device.facts.provider),
    createdAt: device.createdAt,
  };
}

/** The same as the target of hop A has it. */
function itemOfConfiguration(record: Configuration): AutotaskItem {
  return {
    ...untold,
    id: record.id,
    companyId: record.organizationId,
    typeId: record.typeName,
    title: record.name,
    number: record.assetTag,
    serial: record.serial,
    active: !record.archived,
    rmmUid: record.rmmUid,
    rmmDeviceType: null,
    vendor: record.provenance.provider,
    createdAt: record.provenance.createdAt,
  };
}
