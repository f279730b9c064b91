import type { Configuration } from '../../estate/target.js';
import type { Coverage, FactValues, SyncedKind } from '../catalogue.js';
import type { FactTable } from '../fact.js';
import { derive, groupBy } from './derive.js';
import { type EstateIndex, isLinked } from './estate-index.js';
import type { AutotaskCompany, AutotaskItem } from './inputs.js';

type Facts = Pick<
  FactTable,
  | 'defaultTyped'
  | 'orphanedRecords'
  | 'psaLinks'
  | 'syncedKinds'
  | 'locationsSync'
  | 'organizationCoverage'
  | 'itemCoverage'
>;

/** What IT Glue's links to Autotask tell about hop B. */
export function psaLinkFacts(index: EstateIndex): Facts {
  const { autotask, itGlue } = index.inputs;
  const configurations = { 'the configurations of IT Glue': itGlue?.configurations };
  const records = { 'the organizations of IT Glue': itGlue?.organizations, ...configurations };
  const companies = {
    'the companies of Autotask': autotask?.companies,
    'the organizations of IT Glue': itGlue?.organizations,
  };
  const places = {
    'the locations of Autotask': autotask?.locations,
    'the locations of IT Glue': itGlue?.locations,
  };
  const items = { 'the configuration items of Autotask': autotask?.items, ...configurations };
  return {
    defaultTyped: derive(
      'defaultTyped',
      configurations,
      () => defaultTyped(index),
      (value) => value.count > 0,
    ),
    orphanedRecords: derive(
      'orphanedRecords',
      records,
      () => orphaned(index),
      (value) => value.organizations + value.configurations > 0,
    ),
    psaLinks: derive('psaLinks', records, () => ({ value: links(index) })),
    syncedKinds: derive('syncedKinds', { ...companies, ...configurations }, () => ({
      value: syncedKinds(index),
    })),
    locationsSync: derive('locationsSync', { ...companies, ...places }, () => ({ value: locations(index) })),
    organizationCoverage: derive('organizationCoverage', companies, () => organizationCoverage(index)),
    itemCoverage: derive('itemCoverage', { ...companies, ...items }, () => itemCoverage(index)),
  };
}

/** What IT Glue calls a configuration item that came without a type (doc). */
const defaultType = 'autotask default';

function defaultTyped(index: EstateIndex): { value: FactValues['defaultTyped']; examples: string[] } {
  const bare = index.live.filter((one) => one.typeName?.trim().toLowerCase() === defaultType);
  return {
    value: { count: bare.length, of: index.live.length },
    examples: bare.map((one) => configurationName(one, index)),
  };
}

/** `LARK-PC-02 (Larkfield Dental)`. */
export function configurationName(configuration: Configuration, index: EstateIndex): string {
  const organization = index.organizations.get(configuration.organizationId)?.name;
  return `${configuration.name} (${organization ?? `organization ${configuration.organizationId}`})`;
}

function orphaned(index: EstateIndex): { value: FactValues['orphanedRecords']; examples: string[] } {
  const organizations = [...index.organizations.values()].filter(
    (one) => one.provenance.psaState === 'orphaned',
  );
  const configurations = index.live.filter((one) => one.provenance.psaState === 'orphaned');
  const of = index.organizations.size + index.live.length;
  return {
    value: { organizations: organizations.length, configurations: configurations.length, of },
    examples: [
      ...organizations.map((one) => one.name),
      ...configurations.map((one) => configurationName(one, index)),
    ],
  };
}

function links(index: EstateIndex): FactValues['psaLinks'] {
  const organizations = [...index.organizations.values()].filter(isLinked);
  return { organizations: organizations.length, configurations: index.live.filter(isLinked).length };
}

function syncedKinds(index: EstateIndex): SyncedKind[] {
  const linked = [...index.companies.values()].filter((company) => index.organizationOf.has(company.id));
  const isGone = (company: AutotaskCompany) =>
    !company.active || !index.organizationOf.get(company.id)?.active;
  const configurations = (index.inputs.itGlue?.configurations?.records ?? []).filter(isLinked);
  return [
    ...kinds('account type', linked, (company) => company.type, isGone),
    ...kinds('classification', linked, (company) => company.classification, isGone),
    ...kinds(
      'configuration type',
      configurations,
      (one) => one.typeName,
      (one) => one.archived,
    ),
  ];
}

function kinds<T>(
  kind: SyncedKind['kind'],
  records: readonly T[],
  nameOf: (record: T) => string | null,
  isGone: (record: T) => boolean,
): SyncedKind[] {
  return [...groupBy(records, nameOf)].map(([name, members]) => ({
    kind,
    name,
    members: members.length,
    inactive: members.filter(isGone).length,
  }));
}

function locations(index: EstateIndex): FactValues['locationsSync'] {
  const active = (index.inputs.autotask?.locations?.records ?? []).filter((location) => location.active);
  const companies = new Set(
    active.map((location) => location.companyId).filter((id) => index.organizationOf.has(id)),
  );
  const linked = (index.inputs.itGlue?.locations?.records ?? []).filter(isLinked);
  return { companiesWithLocations: companies.size, linkedLocations: linked.length };
}

/** Active companies of account type Customer, without the MSP itself (company 0). */
function customersOf(index: EstateIndex): AutotaskCompany[] {
  return [...index.companies.values()].filter(
    (company) => company.active && company.id !== '0' && company.type?.trim().toLowerCase() === 'customer',
  );
}

function coverage(total: number, native: number, either: number): Coverage {
  return { of: total, native, either };
}

function organizationCoverage(index: EstateIndex): { value: Coverage; examples: string[] } {
  const customers = customersOf(index);
  const own = index.inputs.ledger?.B?.sites;
  const unlinked = customers.filter((company) => !index.organizationOf.has(company.id));
  const missed = unlinked.filter((company) => !own?.has(company.id));
  return {
    value: coverage(customers.length, customers.length - unlinked.length, customers.length - missed.length),
    examples: missed.map((company) => company.name),
  };
}

/**
 * Whether a configuration's link records carry the configuration item's id is likely but unverified. Where they do not,
 * a linked configuration of the company's organization with the item's reference number or serial stands for it. What
 * the lists show no link for may have been looked up, a sample of it: what that found is taken to hold for the rest.
 */
function itemCoverage(index: EstateIndex): { value: FactValues['itemCoverage']; examples: string[] } {
  const items = customerItems(index);
  const linked = linkedItems(index, items);
  const own = index.inputs.ledger?.B?.devices;
  const unlinked = items.filter((item) => !linked.has(item.id));
  const missed = unlinked.filter((item) => !own?.has(item.id));
  const sample = index.inputs.itGlue?.itemSample ?? [];
  const found = sample.filter((one) => one.found).length;
  const share = sample.length === 0 ? 0 : found / sample.length;
  const gained = (count: number) => Math.round(count * share);
  const native = linked.size + gained(unlinked.length);
  const either = items.length - missed.length + gained(missed.length);
  const isFound = new Set(sample.flatMap((one) => (one.found ? [one.itemId] : [])));
  return {
    value: { ...coverage(items.length, native, either), sampled: found > 0 },
    examples: missed.filter((item) => !isFound.has(item.id)).map((item) => item.title ?? `item ${item.id}`),
  };
}

/** RMM-linked items of active customers: those that hop B is expected to carry. */
function customerItems(index: EstateIndex): readonly AutotaskItem[] {
  const customers = new Set(customersOf(index).map((company) => company.id));
  return index.rmmItems.filter((item) => customers.has(item.companyId));
}

/** Items that the lists show no link for, in the order of the list. */
export function unlinkedItems(index: EstateIndex): readonly AutotaskItem[] {
  const items = customerItems(index);
  const linked = linkedItems(index, items);
  return items.filter((item) => !linked.has(item.id));
}

function linkedItems(index: EstateIndex, items: readonly AutotaskItem[]): Set<string> {
  const byId = new Set(index.live.filter(isLinked).flatMap((one) => one.provenance.psaIds));
  const byOrganization = new Map<string, Set<string>>();
  for (const [id, configurations] of index.liveByOrganization) {
    byOrganization.set(id, new Set(configurations.filter(isLinked).flatMap((one) => marksOf(one, index))));
  }
  return new Set(
    items.filter((item) => byId.has(item.id) || isMarked(item, index, byOrganization)).map((item) => item.id),
  );
}

function marksOf(configuration: Configuration, index: EstateIndex): string[] {
  const { serial } = index.keysOf(configuration);
  return [
    ...(serial ? [`serial ${serial}`] : []),
    ...(configuration.assetTag ? [`tag ${configuration.assetTag}`] : []),
  ];
}

function isMarked(item: AutotaskItem, index: EstateIndex, marks: ReadonlyMap<string, Set<string>>): boolean {
  const there = marks.get(index.organizationOf.get(item.companyId)?.id ?? '');
  const serial = index.goodSerial(item.serial);
  return (
    (serial !== null && there?.has(`serial ${serial}`) === true) ||
    (item.number !== null && there?.has(`tag ${item.number}`) === true)
  );
}
