import type { Device, DeviceDetail, Site, SourceAttachment } from '../../domain/estate/source.js';
import type { ListsTold } from '../../ports/setup.js';
import type { AccountIdentity, Reading, RequestBudget, Scope, SourcePort } from '../../ports/system.js';
import { budgetOf } from '../http/budget.js';
import { system } from './api.js';
import { accessFailure } from './companies.js';
import { companyContext } from './company-context.js';
import { identityOf } from './identity.js';
import type { Entries } from './lists.js';
import { attachmentFields } from './map-attachment.js';
import { toSite } from './map-company.js';
import { type DeviceContext, detailOf, toContact, toDevice, toLocation } from './map-device.js';
import type { Parts } from './parts.js';
import { type Piece, toReading } from './reading.js';
import { recordAddress } from './record-addresses.js';
import { idAt, type Row } from './row.js';
import { readSetupLists, type SetupLists } from './setup-lists.js';

/** Autotask as the source of a hop: companies, configuration items, locations and contacts. It cannot write. */
export class AutotaskSource implements SourcePort {
  readonly system = system;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  identity(): Promise<AccountIdentity> {
    return identityOf(this.#parts);
  }

  /** What the set-up rules need of Autotask, each list with a reason where it could not be read. */
  setupLists(told?: ListsTold): Promise<SetupLists> {
    return this.#parts.connection.during(() => readSetupLists(this.#parts, told));
  }

  /** What is left of the database's requests, everybody's together (`GET /V1.0/ThresholdInformation`, spec). */
  async budget(): Promise<RequestBudget | null> {
    const { api, connection } = this.#parts;
    const report = await connection.during(() => api.threshold());
    return report && budgetOf(report);
  }

  clockAheadMs(): number | null {
    return this.#parts.connection.clockAheadMs();
  }

  async sites(): Promise<Reading<Site>> {
    const { companies, metadata } = this.#parts;
    return this.#reading('site', 'all', async () => {
      const restricted = await accessFailure(metadata, 'Companies');
      const read = await companies.read();
      const { context, failures } = await companyContext(this.#parts, read, 'with countries');
      return {
        ...read,
        records: read.rows.map((row) => toSite(row, context)),
        failures: [...(restricted === null ? [] : [restricted]), ...read.failures, ...failures],
      };
    });
  }

  /** Configuration items, inactive ones included. */
  async devices(scope: Scope): Promise<Reading<Device>> {
    return this.#reading('device', scope, async () => {
      const read = await this.#parts.scoped.items(scope, false);
      const { context, failures } = await this.#deviceContext(read.rows);
      const records = read.rows.map((row) => toDevice(row, context));
      return { ...read, records, failures: [...read.failures, ...failures] };
    });
  }

  /** Lists tell everything about a device, so no request is made. */
  async details(
    devices: readonly Device[],
    arrived: (detail: DeviceDetail) => void,
  ): Promise<{ failed: ReadonlyMap<string, string> }> {
    for (const device of devices) arrived(detailOf(device, this.#parts.clock.now()));
    return { failed: new Map() };
  }

  async attachments(kind: 'location' | 'contact', scope: Scope): Promise<Reading<SourceAttachment>> {
    return this.#reading(kind, scope, () =>
      kind === 'location' ? this.#locations(scope) : this.#contacts(scope),
    );
  }

  async #locations(scope: Scope): Promise<Piece<SourceAttachment>> {
    const { scoped, lists } = this.#parts;
    const read = await scoped.read('CompanyLocations', scope, attachmentFields.location);
    const countries = idsAt(read.rows, 'countryID').length === 0 ? none : await lists.whole('countries');
    const records = read.rows.map((row) => toLocation(row, nameIn(countries)));
    return { ...read, records, failures: [...read.failures, ...countries.failures] };
  }

  async #contacts(scope: Scope): Promise<Piece<SourceAttachment>> {
    const { scoped, lists } = this.#parts;
    const read = await scoped.read('Contacts', scope, attachmentFields.contact);
    const locations = await lists.byIds('locations', idsAt(read.rows, 'companyLocationID'));
    const records = read.rows.map((row) => toContact(row, nameIn(locations)));
    return { ...read, records, failures: [...read.failures, ...locations.failures] };
  }

  /** Only the lists that a row refers to are read. */
  async #deviceContext(rows: readonly Row[]) {
    const { lists, zones, metadata } = this.#parts;
    const whole = (list: 'products' | 'types' | 'resources', field: string) =>
      idsAt(rows, field).length === 0 ? none : lists.whole(list);
    const contacts = [...idsAt(rows, 'contactID'), ...idsAt(rows, 'installedByContactID')];
    const found = await Promise.all([
      whole('products', 'productID'),
      whole('types', 'configurationItemType'),
      whole('resources', 'installedByID'),
      lists.byIds('locations', idsAt(rows, 'companyLocationID')),
      lists.byIds('contacts', contacts),
    ]);
    const [products, types, resources, locations, people] = found;
    const context: DeviceContext = {
      product: (id) => products.byId.get(id) ?? null,
      typeName: nameIn(types),
      resourceName: nameIn(resources),
      locationName: nameIn(locations),
      contactName: nameIn(people),
      address: (id) => recordAddress(zones, 'configuration', id),
      // Known already: the rows were read by it.
      fields: await metadata.fields('ConfigurationItems'),
    };
    return { context, failures: found.flatMap(({ failures }) => failures) };
  }

  async #reading<T>(type: string, scope: Scope, read: () => Promise<Piece<T>>): Promise<Reading<T>> {
    const { clock, connection } = this.#parts;
    const startedAt = clock.now();
    const piece = await connection.during(read);
    return toReading({ type, scope, startedAt, finishedAt: clock.now() }, piece);
  }
}

const none: Entries = { all: [], byId: new Map(), complete: true, failures: [] };

export function nameIn(entries: Entries): (id: string) => string | null {
  return (id) => entries.byId.get(id)?.name || null;
}

export function idsAt(rows: readonly Row[], field: string): readonly string[] {
  return [...new Set(rows.flatMap((row) => idAt(row, field) ?? []))];
}
