import type { Configuration, Organization } from '../domain/estate/target.js';
import { type ComparedField, compareDevice, compareSite } from '../domain/matching/compare.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { type RememberedEstate, rememberedEstate } from './remembered-estate.js';

/** A record that could be the same thing, with what makes it so. */
export interface NearRecord {
  readonly id: string;
  readonly name: string;
  /** 0 to 1 for candidates of the matching; `null` for what merely shares something. */
  readonly confidence: number | null;
  /** `suggested by matching`, or what agrees: `same serial, in Alder Dental`. */
  readonly why: string;
}

const mostShown = 8;
/** What makes a record worth a look before another one like it is made. */
const telling = new Set(['name', 'serial', 'mac', 'rmm id', 'psa id', 'domain']);

/**
 * Everything that should be looked at before a new record is made for an item: its candidates, and records that share
 * a name or an identifier with it, in other organizations too. Best first.
 */
export async function nearRecords(
  session: Session,
  item: PublishedItem,
  estate?: RememberedEstate,
): Promise<readonly NearRecord[]> {
  const known = estate ?? (await rememberedEstate(session, item.integration));
  const candidates = item.candidates.map((one) => ({ ...one, why: 'suggested by matching' }));
  const taken = new Set(candidates.map((one) => one.id));
  const sharing = (item.kind === 'site' ? nearSite(known, item) : nearDevice(known, item)).filter(
    (one) => !taken.has(one.id),
  );
  return [...candidates, ...sharing.slice(0, mostShown)].map(({ id, name, confidence, why }) => ({
    id,
    name,
    confidence,
    why,
  }));
}

function nearSite({ sites, organizations }: RememberedEstate, item: PublishedItem): readonly NearRecord[] {
  const site = sites.get(item.sourceId);
  if (!site) return [];
  return ranked([...organizations.values()], (one) => compareSite(site, one), nameOnly);
}

function nearDevice(estate: RememberedEstate, item: PublishedItem): readonly NearRecord[] {
  const device = estate.devices.get(item.sourceId);
  if (!device) return [];
  const home = estate.organizations.get(item.organizationId ?? '');
  const place = (record: Configuration) => {
    const name = estate.organizations.get(record.organizationId)?.name;
    const elsewhere = record.organizationId === home?.id || name === undefined ? '' : `, in ${name}`;
    return `${elsewhere}${record.archived ? ', archived' : ''}`;
  };
  return ranked([...estate.configurations.values()], (one) => compareDevice(device, one), place);
}

function nameOnly(_organization: Organization): string {
  return '';
}

function ranked<T extends { readonly id: string; readonly name: string }>(
  records: readonly T[],
  compare: (record: T) => readonly ComparedField[],
  place: (record: T) => string,
): readonly NearRecord[] {
  const near = records.flatMap((record) => {
    const agreeing = compare(record).filter((one) => one.relation === 'agrees' && telling.has(one.field));
    if (agreeing.length === 0) return [];
    const why = `same ${agreeing.map((one) => one.field).join(', ')}${place(record)}`;
    return [
      { near: { id: record.id, name: record.name, confidence: null, why }, strength: strengthOf(agreeing) },
    ];
  });
  near.sort((a, b) => b.strength - a.strength || (a.near.id < b.near.id ? -1 : 1));
  return near.map((one) => one.near);
}

function strengthOf(agreeing: readonly ComparedField[]): number {
  return agreeing.reduce((sum, one) => sum + (one.field === 'name' || one.field === 'domain' ? 1 : 3), 0);
}
