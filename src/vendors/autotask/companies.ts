import { VendorError } from '../../errors.js';
import type { ReadFailure } from '../../ports/system.js';
import type { AutotaskApi } from './api.js';
import type { FieldTable, Metadata } from './metadata.js';
import { type RowsRead, readRows } from './query.js';
import { idAt, type Row } from './row.js';

const companyFields = [
  ...['companyName', 'companyNumber', 'companyType', 'classification', 'isActive', 'parentCompanyID'],
  ...['address1', 'address2', 'city', 'state', 'postalCode', 'countryID', 'phone', 'alternatePhone1'],
  ...['alternatePhone2', 'fax', 'webAddress', 'createDate', 'lastTrackedModifiedDateTime'],
];

export interface CompaniesRead extends RowsRead {
  readonly fields: FieldTable;
}

/** All companies with their picklists, the inactive ones and the MSP's own (id 0) included. */
export class Companies {
  readonly #api: AutotaskApi;
  readonly #metadata: Metadata;
  #known: ReadonlyMap<string, Row> | null = null;

  constructor(api: AutotaskApi, metadata: Metadata) {
    this.#api = api;
    this.#metadata = metadata;
  }

  async read(): Promise<CompaniesRead> {
    const fields = await this.#metadata.fields('Companies');
    const read = await readRows(this.#api, { entity: 'Companies', fields: fields.among(companyFields) });
    if (read.complete) this.#known = new Map(read.rows.map((row) => [idAt(row, 'id') ?? '', row]));
    return { ...read, fields };
  }

  /** Ids of the companies there are, as far as they could be read. */
  async ids(): Promise<ReadonlySet<string>> {
    if (this.#known === null) {
      const { rows } = await this.read();
      return new Set(rows.flatMap((row) => idAt(row, 'id') ?? []));
    }
    return new Set(this.#known.keys());
  }
}

/**
 * What stands between a list and its being whole beside the reading itself: a user with restricted rights gets no rows
 * rather than an error for what it may not see (doc), so its lists prove nothing.
 */
export async function accessFailure(metadata: Metadata, entity: string): Promise<ReadFailure | null> {
  const request = `GET ${entity}/entityInformation of autotask`;
  const query = await metadata.access(entity).then(
    (access) => access.query,
    (error) => {
      if (error instanceof VendorError) return error;
      throw error;
    },
  );
  if (query === 'all') return null;
  if (query instanceof VendorError)
    return { request, why: `what the API user may see could not be told: ${query.message}` };
  const why =
    query === 'none'
      ? `the API user may not read ${entity} at all: its security level forbids it`
      : `the API user may see only some of ${entity} (query access: ${query}), and what it may not see is left out ` +
        'without a word: give it the security level "API User (system)"';
  return { request, why };
}
