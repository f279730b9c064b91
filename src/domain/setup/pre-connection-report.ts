import type { Configuration } from '../estate/target.js';
import type { FactValues } from './catalogue.js';
import { groupBy } from './facts/derive.js';
import { type EstateIndex, indexEstate } from './facts/estate-index.js';
import type { AutotaskCompany, AutotaskItem, FactInputs } from './facts/inputs.js';

/**
 * What happens to a device when Autotask is connected to IT Glue now. `match`: an equal record takes the link.
 * `duplicate`: IT Glue has the device under another name, so a second one is made. `mismatch`: a record of that name is
 * another machine. `create`: IT Glue has nothing like it.
 */
export type PreConnectionOutcome = 'match' | 'duplicate' | 'mismatch' | 'create';

export type MissingField = 'serial' | 'type' | 'location';

export interface PreConnectionRow {
  readonly itemId: string;
  readonly item: string;
  readonly outcome: PreConnectionOutcome;
  readonly configurationId: string | null;
  readonly configuration: string | null;
  /** Blank in Autotask. */
  readonly missing: readonly MissingField[];
  /** Another item of Autotask has the same serial. */
  readonly sharesSerial: boolean;
  readonly detail: string;
}

/** One company's devices; `organization` null: none has its name or is linked to it, so one will be made. */
export interface PreConnectionCompany {
  readonly companyId: string;
  readonly company: string;
  readonly organizationId: string | null;
  readonly organization: string | null;
  readonly rows: readonly PreConnectionRow[];
}

/**
 * The report of step B-03: active RMM-linked items of every active company against the configurations that IT Glue has.
 * Matching there is by exact text (doc); the precise key order for configurations is not stated (unverified), so a
 * record counts as equal when its name is the same and no serial contradicts. Companies are in order of their name.
 */
export function preConnectionReport(
  inputs: FactInputs,
  index: EstateIndex = indexEstate(inputs),
): PreConnectionCompany[] {
  const organizationNames = new Map([...index.organizations.values()].map((one) => [one.name, one]));
  const items = groupBy(index.rmmItems, (item) => item.companyId);
  return [...index.companies.values()]
    .filter(
      (company) =>
        company.active &&
        (items.has(company.id) || company.type?.toLowerCase() === 'customer') &&
        company.id !== '0',
    )
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
    .map((company) => companyReport(company, items.get(company.id) ?? [], index, organizationNames));
}

function companyReport(
  company: AutotaskCompany,
  items: readonly AutotaskItem[],
  index: EstateIndex,
  names: ReadonlyMap<string, { id: string; name: string }>,
): PreConnectionCompany {
  const organization = index.organizationOf.get(company.id) ?? names.get(company.name) ?? null;
  const there = organization ? (index.liveByOrganization.get(organization.id) ?? []) : [];
  return {
    companyId: company.id,
    company: company.name,
    organizationId: organization?.id ?? null,
    organization: organization?.name ?? null,
    rows: items.map((item) => itemRow(item, there, index)),
  };
}

function itemRow(item: AutotaskItem, there: readonly Configuration[], index: EstateIndex): PreConnectionRow {
  const name = item.title ?? item.rmmHostname ?? `item ${item.id}`;
  const serial = index.goodSerial(item.serial);
  const met = meet(item, name, serial, there, index);
  const sharesSerial = serial !== null && (index.itemsBySerial.get(serial)?.length ?? 0) > 1;
  return {
    itemId: item.id,
    item: name,
    outcome: met.outcome,
    configurationId: met.configuration?.id ?? null,
    configuration: met.configuration?.name ?? null,
    missing: missingFields(item, serial),
    sharesSerial,
    detail: sharesSerial ? `${met.detail}; another item in Autotask has serial ${serial}` : met.detail,
  };
}

interface Meeting {
  readonly outcome: PreConnectionOutcome;
  readonly configuration: Configuration | null;
  readonly detail: string;
}

function meet(
  item: AutotaskItem,
  name: string,
  serial: string | null,
  there: readonly Configuration[],
  index: EstateIndex,
): Meeting {
  const linked = there.find((one) => one.provenance.psaIds.includes(item.id));
  if (linked) return { outcome: 'match', configuration: linked, detail: 'is linked already' };
  const bySerial = there.find((one) => serial !== null && index.keysOf(one).serial === serial);
  if (bySerial) {
    return bySerial.name === name
      ? { outcome: 'match', configuration: bySerial, detail: 'same name and serial' }
      : {
          outcome: 'duplicate',
          configuration: bySerial,
          detail: `same serial as ${bySerial.name}, under another name`,
        };
  }
  const byName = there.find((one) => one.name === name);
  if (!byName) return { outcome: 'create', configuration: null, detail: 'IT Glue has nothing like it' };
  const other = index.keysOf(byName).serial;
  if (serial !== null && other !== null) {
    return {
      outcome: 'mismatch',
      configuration: byName,
      detail: `same name as a configuration with serial ${other}`,
    };
  }
  return {
    outcome: 'match',
    configuration: byName,
    detail: 'same name, and no serial on both sides to compare',
  };
}

function missingFields(item: AutotaskItem, serial: string | null): MissingField[] {
  return [
    ...(serial === null ? (['serial'] as const) : []),
    ...(item.typeId === null ? (['type'] as const) : []),
    ...(item.locationId === null ? (['location'] as const) : []),
  ];
}

/** The report in numbers, as the fact that B-03 is decided by. */
export function preConnectionCounts(report: readonly PreConnectionCompany[]): FactValues['preConnection'] {
  const rows = report.flatMap((company) => company.rows);
  const lacking = (field: MissingField) => rows.filter((row) => row.missing.includes(field)).length;
  return {
    items: rows.length,
    willMatch: rows.filter((row) => row.outcome === 'match').length,
    willDuplicate: rows.filter(
      (row) => row.outcome === 'duplicate' || row.outcome === 'mismatch' || row.sharesSerial,
    ).length,
    withoutSerial: lacking('serial'),
    withoutType: lacking('type'),
    withoutLocation: lacking('location'),
    companiesWithoutOrganization: report.filter((company) => company.organizationId === null).length,
  };
}
