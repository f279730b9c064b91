import type { Fields } from '../estate/fields.js';
import type { Device, Nic, Site, SourceAttachment } from '../estate/source.js';
import type { IntegrationId, RecordKind, SystemId } from '../estate/systems.js';
import type { Catalogue, Organization } from '../estate/target.js';
import type { AuthorityTable } from '../reconcile/authority.js';
import type { LastWritten } from '../reconcile/settle-field.js';
import type { HopOption } from './hop-option.js';

/** What device classes the authority table and the device-type map tell apart. */
export type DeviceGroup = 'laptop' | 'desktop' | 'server' | 'network' | 'printer' | 'other';

/** What a device would have in the target, before authority has its say. */
export interface DesiredDevice {
  readonly fields: Fields;
  /** Further adapters, each a record of its own under the device. Empty when the target has none. */
  readonly interfaces: readonly DesiredInterface[];
  /** MACs on the device now, canonical: a stored MAC that is not among them has left it. `null` when not known. */
  readonly presentMacs: readonly string[] | null;
  /** Why no record may be made for this device: its type is set to `skip`, or is mapped to nothing that exists. */
  readonly cannotCreate: { readonly by: string; readonly reason: string } | null;
}

export interface DesiredInterface {
  readonly mac: string;
  readonly fields: Fields;
}

export interface ProjectionContext {
  readonly catalogue: Catalogue;
  /** Device type of the source → configuration type, as a person set it; the hop knows its own defaults. */
  readonly deviceTypes: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** The adapter's MAC in canonical spelling when it may be written, else `null` (junk, shared, virtual, dock …). */
  writableMac(nic: Nic): string | null;
  /** The serial as it may be written, or `null` for a placeholder. */
  writableSerial(serial: string | null): string | null;
}

/** Where a new record of a device goes. */
export interface NewPlace {
  /** Name of the primary location of its organization, when it has one that no other location shares. */
  readonly primaryLocation: string | null;
}

/** One directed pair of systems, as a value: everything the workflow must know to run it. */
export interface Hop {
  readonly id: IntegrationId;
  readonly letter: string;
  readonly source: SystemId;
  readonly target: SystemId;
  /** Kinds of record it carries, in the order in which they are settled. */
  readonly kinds: readonly RecordKind[];
  readonly authority: AuthorityTable;
  /** Rows that a person's options add to the table, such as one for each mapped user-defined field. */
  rowsOf?(options: ProjectionContext['options']): AuthorityTable;
  /** What a person can set under `options`; nothing else is taken. */
  readonly options: readonly HopOption[];
  /** A device must have its own record read before it can be matched without an earlier match. */
  readonly needsDetail: boolean;
  /** The target's records may be held by a PSA's sync. */
  readonly respectsPsaLock: boolean;
  /** Missing organizations may be made in the target at all. */
  readonly createsOrganizations: boolean;
  /** The lists of the target's catalogue that its projections look into; all of them when left out. */
  readonly looksUp?: readonly (keyof Catalogue)[];
  /** `place` is told for a record that is to be made. */
  projectDevice(device: Device, context: ProjectionContext, place?: NewPlace): DesiredDevice;
  /** Fields of the organization made of or kept in step with a site. */
  projectSite(site: Site, context: ProjectionContext): Fields;
  /** Why a site is left out by a filter of this hop (account types, say), or `null`. */
  skipSite?(site: Site, options: ProjectionContext['options']): string | null;
  /** Whether an organization may be matched by this hop at all. */
  offersOrganization?(organization: Organization, options: ProjectionContext['options']): boolean;
  /** Whether a device is carried by this hop at all. */
  carriesDevice?(device: Device, options: ProjectionContext['options']): boolean;
  /** Why no device may be written at all yet, such as a device-type map that is not complete. */
  blockDevices?(
    devices: readonly Device[],
    context: ProjectionContext,
  ): { readonly by: string; readonly reason: string } | null;
  /** Whether a matched device's item was retired before trilink ever wrote to its record: then nothing is written from it. */
  isHistory?(device: Device, written: ReadonlyMap<string, LastWritten>): boolean;
  /** Of records that fit alike, those that a PSA let go are shown first, since this hop comes from a PSA. */
  readonly orphanedFirst?: boolean;
  /** New records of devices get the primary location of their organization. */
  readonly placesNewDevices?: boolean;
  projectAttachment?(record: SourceAttachment, context: ProjectionContext): Fields;
}

/** The group of a device by its class and type, as Datto RMM and Syncro name them (datto-rmm.md section 9, observed). */
export function groupOf(device: Pick<Device, 'deviceClass' | 'deviceType'>): DeviceGroup {
  const type = (device.deviceType ?? '').toLowerCase();
  if (device.deviceClass === 'esxihost' || type.includes('server') || type.includes('esxi')) return 'server';
  if (device.deviceClass === 'printer' || type.includes('printer')) return 'printer';
  if (type.includes('laptop') || type.includes('notebook')) return 'laptop';
  if (type.includes('desktop') || type.includes('workstation')) return 'desktop';
  return device.deviceClass === 'rmmnetworkdevice' || networkWords.test(type) ? 'network' : 'other';
}

const networkWords = /network|switch|router|firewall|access point|nas|ups|phone/;
