import type { Configuration, Organization } from '../../estate/target.js';
import { formatMac } from '../../matching/identifiers/index.js';
import type { DuplicateGroup, WrongMatch } from '../catalogue.js';
import type { FactTable } from '../fact.js';
import { derive, groupBy } from './derive.js';
import { type EstateIndex, foldedName, sharesMac } from './estate-index.js';
import { configurationName } from './psa-links.js';
import type { RmmTies } from './rmm-ties.js';
import type { SettlementReader } from './settlement.js';

type Facts = Pick<FactTable, 'duplicateOrganizations' | 'duplicateConfigurations' | 'wrongMatches'>;

/** What stands twice in IT Glue, and what stands in the wrong place. `datto`: where the RMM's devices belong. */
export function duplicateFacts(index: EstateIndex, datto: SettlementReader, ties: RmmTies): Facts {
  const { itGlue } = index.inputs;
  const organizations = { 'the organizations of IT Glue': itGlue?.organizations };
  const configurations = { 'the configurations of IT Glue': itGlue?.configurations };
  return {
    duplicateOrganizations: derive(
      'duplicateOrganizations',
      organizations,
      () => ({ value: organizationsTwice(index) }),
      (value) => value.length > 0,
    ),
    duplicateConfigurations: derive(
      'duplicateConfigurations',
      configurations,
      () => ({ value: configurationsTwice(index) }),
      (value) => value.length > 0,
    ),
    wrongMatches: derive(
      'wrongMatches',
      { ...organizations, ...configurations },
      () => ({ value: wrongMatches(index, datto, ties) }),
      (value) => value.length > 0,
    ),
  };
}

/** Groups of two and more; a group with the members of an earlier one is left out. */
function distinct<T>(
  groups: readonly { by: DuplicateGroup['by']; value: string; members: readonly T[] }[],
  nameOf: (one: T) => string,
): DuplicateGroup[] {
  const seen = new Set<string>();
  return groups.flatMap(({ by, value, members }) => {
    const names = members.map(nameOf);
    const key = [...names].sort().join('\n');
    if (members.length < 2 || seen.has(key)) return [];
    seen.add(key);
    return [{ by, value, members: names }];
  });
}

function pushTo<K, V>(groups: Map<K, V[]>, key: K, member: V): void {
  const group = groups.get(key);
  if (group) group.push(member);
  else groups.set(key, [member]);
}

function organizationsTwice(index: EstateIndex): DuplicateGroup[] {
  const active = [...index.organizations.values()].filter((one) => one.active);
  const byPsaId = new Map<string, Organization[]>();
  for (const one of active) {
    for (const id of one.provenance.psaIds) pushTo(byPsaId, id, one);
  }
  const rows = [
    ...[...byPsaId].map(([value, members]) => ({ by: 'PSA id' as const, value, members })),
    ...[...groupBy(active, (one) => foldedName(one.name))].map(([value, members]) => ({
      by: 'name' as const,
      value,
      members,
    })),
    ...[...groupBy(active, (one) => one.shortName && foldedName(one.shortName))].map(([value, members]) => ({
      by: 'short name' as const,
      value,
      members,
    })),
  ];
  return distinct(rows, (one) => `${one.name} (${one.id})`);
}

/** More holders than this share the identifier because it is a poor one, not because they are one machine. */
const mostTwins = 4;

function configurationsTwice(index: EstateIndex): DuplicateGroup[] {
  const bySerial = groupBy(index.live, (one) => index.keysOf(one).serial);
  const byMac = new Map<number, Configuration[]>();
  for (const one of index.live) {
    for (const mac of index.keysOf(one).macs) pushTo(byMac, mac, one);
  }
  const rows = [
    ...[...bySerial].map(([value, members]) => ({ by: 'serial' as const, value, members })),
    ...[...byMac]
      .filter(([, members]) => members.length > 1 && !hasTwoSerials(members, index))
      .map(([mac, members]) => ({ by: 'MAC' as const, value: formatMac(mac), members })),
  ];
  return distinct(
    rows.filter((row) => row.members.length <= mostTwins),
    (one) => `${configurationName(one, index)} (${one.id})`,
  );
}

/** Two different good serials are two machines, whatever dock they share. */
function hasTwoSerials(configurations: readonly Configuration[], index: EstateIndex): boolean {
  return new Set(configurations.flatMap((one) => index.keysOf(one).serial ?? [])).size > 1;
}

function wrongMatches(index: EstateIndex, datto: SettlementReader, ties: RmmTies): WrongMatch[] {
  const contradicting = index.live.flatMap((one) => contradiction(one, index) ?? []);
  return [...contradicting, ...misplaced(index, datto, ties)];
}

const firstMac = (macs: ReadonlySet<number>): string => [...macs].slice(0, 1).map(formatMac).join('');

/** The RMM data on a configuration belongs to another machine: its serial says so, or its MACs where serials are silent. */
function contradiction(configuration: Configuration, index: EstateIndex): WrongMatch | null {
  const own = index.keysOf(configuration);
  const name = configurationName(configuration, index);
  for (const record of configuration.rmmRecords) {
    const shown = index.keysOfRecord(record);
    if (own.serial && shown.serial) {
      if (own.serial !== shown.serial)
        return {
          configuration: name,
          by: 'serial',
          detail: `has serial ${own.serial} and shows RMM data of ${shown.serial}`,
        };
      continue;
    }
    if (own.macs.size > 0 && shown.macs.size > 0 && !sharesMac(own.macs, shown.macs)) {
      return {
        configuration: name,
        by: 'MAC',
        detail: `has MAC ${firstMac(own.macs)} and shows RMM data of ${firstMac(shown.macs)}`,
      };
    }
  }
  return null;
}

/** The device behind the RMM data is at a site of another client. Only a serial or MAC is good enough to say so. */
function misplaced(index: EstateIndex, datto: SettlementReader, ties: RmmTies): WrongMatch[] {
  const { sites, devices } = index.inputs.dattoRmm ?? {};
  const homes = new Map((sites?.records ?? []).map((site) => [site.id, datto.organizationOf(site)]));
  return (devices?.records ?? []).flatMap((device) => {
    const home = homes.get(device.siteId);
    const keys = index.keysOfDevice(device);
    const configuration = ties.configurationOf(device);
    if (!home || !configuration || configuration.organizationId === home) return [];
    const proved = configuration.rmmRecords.some((record) => {
      const shown = index.keysOfRecord(record);
      return (shown.serial !== null && shown.serial === keys.serial) || sharesMac(shown.macs, keys.macs);
    });
    const right = index.organizations.get(home)?.name ?? `organization ${home}`;
    return proved
      ? [
          {
            configuration: configurationName(configuration, index),
            by: 'organization' as const,
            detail: `shows RMM data of ${device.hostname}, which is at a site of ${right}`,
          },
        ]
      : [];
  });
}
