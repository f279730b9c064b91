import type { TargetType } from '../../domain/estate/target.js';
import type { Zones } from './zones.js';

/** Words of `ExecuteCommand` that open a record (doc of the web interface, unverified for every tenant). */
const openings: Readonly<Partial<Record<TargetType, string>>> = {
  organization: 'Code=OpenAccount&AccountID=',
  configuration: 'Code=OpenInstalledProduct&InstalledProductID=',
  contact: 'Code=OpenContact&ContactID=',
};

/** Where people see a record, as far as the zone is known already. */
export function recordAddress(zones: Pick<Zones, 'known'>, type: TargetType, id: string): string | null {
  const web = zones.known?.web ?? null;
  const opening = openings[type];
  if (web === null || opening === undefined) return null;
  return `${web.origin}/Autotask/AutotaskExtend/ExecuteCommand.aspx?${opening}${encodeURIComponent(id)}`;
}
