import type { ReadFailure, Scope } from '../../ports/system.js';
import type { AutotaskApi } from './api.js';
import { accessFailure, type Companies } from './companies.js';
import type { Metadata } from './metadata.js';
import { isId, type RowsRead, readRows, readRowsIn } from './query.js';
import type { Row } from './row.js';

/** Fields of a configuration item that any of our readings wants (spec). */
const itemFields = [
  ...['companyID', 'companyLocationID', 'contactID', 'productID', 'configurationItemType'],
  ...['referenceTitle', 'referenceNumber', 'serialNumber', 'location', 'notes', 'isActive'],
  ...['installDate', 'warrantyExpirationDate', 'installedByID', 'installedByContactID'],
  ...['createDate', 'lastModifiedTime', 'apiVendorID', 'rmmDeviceUID', 'rmmDeviceID'],
  ...['rmmDeviceAuditHostname', 'rmmDeviceAuditMacAddress', 'rmmDeviceAuditIPAddress'],
  'rmmDeviceAuditDeviceTypeID',
];

export interface ScopedRows {
  readonly rows: readonly Row[];
  readonly total: number | null;
  readonly failures: readonly ReadFailure[];
  readonly complete: boolean;
  /** Companies asked for that are not there. */
  readonly unknown: readonly string[];
}

/** Reads what hangs on companies: of all of them, or of those asked for. */
export class ScopedReader {
  readonly #api: AutotaskApi;
  readonly #metadata: Metadata;
  readonly #companies: Companies;

  constructor(api: AutotaskApi, metadata: Metadata, companies: Companies) {
    this.#api = api;
    this.#metadata = metadata;
    this.#companies = companies;
  }

  /** Configuration items. With user-defined fields whole rows are asked for: how those are named one by one is not documented. */
  async items(scope: Scope, withUdfs: boolean): Promise<ScopedRows> {
    return this.read('ConfigurationItems', scope, withUdfs ? null : itemFields);
  }

  /** Rows with those of `fields` that this tenant has, or with all there is. */
  async read(entity: string, scope: Scope, fields: readonly string[] | null): Promise<ScopedRows> {
    const table = await this.#metadata.fields(entity);
    const query = fields === null ? { entity } : { entity, fields: table.among(fields) };
    const restricted = await accessFailure(this.#metadata, entity);
    const unknown = scope === 'all' ? [] : await this.#unknownIn(scope);
    const read: RowsRead =
      scope === 'all'
        ? await readRows(this.#api, query)
        : await readRowsIn(this.#api, query, 'companyID', scope);
    return {
      ...read,
      failures: restricted === null ? read.failures : [restricted, ...read.failures],
      unknown,
    };
  }

  async #unknownIn(scope: readonly string[]): Promise<readonly string[]> {
    const numbers = scope.filter(isId);
    const there = numbers.length === 0 ? new Set<string>() : await this.#companies.ids();
    return scope.filter((id) => !there.has(id));
  }
}
