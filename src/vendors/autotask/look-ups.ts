import type { TargetType } from '../../domain/estate/target.js';
import { VendorError } from '../../errors.js';
import type { CurrentRecord } from '../../ports/system.js';
import { system } from './api.js';
import { companyContext } from './company-context.js';
import { itemContext } from './item-context.js';
import type { Entry } from './lists.js';
import { attachmentFields, attachmentNames, toCurrentAttachment } from './map-attachment.js';
import { toOrganization } from './map-company.js';
import { toCurrentItem } from './map-configuration.js';
import type { Parts } from './parts.js';
import { isId, readRowsIn } from './query.js';
import type { Row } from './row.js';
import { flagAt, idAt, textAt, timeAt } from './row.js';
import { itemBody } from './schema.js';

const entities: Readonly<Partial<Record<TargetType, string>>> = {
  organization: 'Companies',
  configuration: 'ConfigurationItems',
  product: 'Products',
  location: 'CompanyLocations',
  contact: 'Contacts',
};

/** Records as they stand now: for look-ups after a doubtful write, stale checks and undo. */
export class LookUps {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One by its own address, several by a query. A null item and 404 both mean that it is not there (observed). */
  async fetch(type: TargetType, ids: readonly string[]): Promise<ReadonlyMap<string, CurrentRecord>> {
    const entity = entities[type];
    const wanted = [...new Set(ids)].filter(isId);
    const [only] = wanted;
    if (entity === undefined || only === undefined) return new Map();
    const rows = wanted.length === 1 ? await this.#one(entity, only) : await this.#several(entity, wanted);
    const records = await this.#records(type, rows);
    return new Map(records.map((record) => [record.id, record]));
  }

  /** @throws {VendorError} when the list could not be read whole: a look-up must not miss what is there. */
  async list(type: TargetType, organizationId: string | null): Promise<readonly CurrentRecord[]> {
    if (type === 'product') return this.#products();
    if (type === 'organization') return this.#companies();
    const entity = entities[type];
    if (entity === undefined) return [];
    const scope = organizationId === null ? 'all' : [organizationId];
    const { scoped } = this.#parts;
    const read =
      type === 'location' || type === 'contact'
        ? await scoped.read(entity, scope, attachmentFields[type])
        : await scoped.items(scope, this.#parts.udfs().length > 0);
    if (!read.complete || read.failures.length > 0) throw notWhole(entity, read.failures[0]?.why);
    return this.#records(type, read.rows);
  }

  async #one(entity: string, id: string): Promise<readonly Row[]> {
    const { api } = this.#parts;
    const asked = await api.ask({ method: 'GET', path: `${entity}/${id}` });
    if (asked.reply.status === 404) return [];
    const item = api.shape(asked, itemBody).item ?? null;
    return item === null ? [] : [item];
  }

  async #several(entity: string, ids: readonly string[]): Promise<readonly Row[]> {
    const read = await readRowsIn(this.#parts.api, { entity }, 'id', ids);
    if (!read.complete) throw notWhole(entity, read.failures[0]?.why);
    return read.rows;
  }

  async #records(type: TargetType, rows: readonly Row[]): Promise<readonly CurrentRecord[]> {
    if (type === 'configuration') {
      this.#parts.masked.note(rows);
      const { context, failures } = await itemContext(this.#parts, rows);
      if (failures.length > 0) throw notWhole('names', failures[0]?.why);
      return rows.map((row) => toCurrentItem(row, context));
    }
    if (type === 'product') {
      const codes = await this.#parts.lists.whole('billingCodes');
      return rows.map((row) => toCurrentProduct(row, (id) => codes.byId.get(id) ?? null));
    }
    if (type === 'location' || type === 'contact') {
      const { nameOf } = await attachmentNames(this.#parts, type, rows);
      return rows.map((row) => toCurrentAttachment(type, row, nameOf));
    }
    const fields = await this.#parts.metadata.fields('Companies');
    const read = { rows, fields, total: null, failures: [], complete: true };
    const { context } = await companyContext(this.#parts, read, 'names only');
    return rows.map((row) => toCurrentCompany(toOrganization(row, context)));
  }

  async #products(): Promise<readonly CurrentRecord[]> {
    this.#parts.lists.forget('products');
    const products = await this.#parts.lists.whole('products');
    if (!products.complete) throw notWhole('products', products.failures[0]?.why);
    return this.#records(
      'product',
      products.all.map(({ row }) => row),
    );
  }

  async #companies(): Promise<readonly CurrentRecord[]> {
    const read = await this.#parts.companies.read();
    if (!read.complete) throw notWhole('companies', read.failures[0]?.why);
    return this.#records('organization', read.rows);
  }
}

function toCurrentCompany(company: ReturnType<typeof toOrganization>): CurrentRecord {
  return {
    type: 'organization',
    id: company.id,
    organizationId: company.id,
    parentId: null,
    name: company.name,
    archived: !company.active,
    locked: false,
    updatedAt: company.provenance.updatedAt,
    fields: company.fields,
    keys: { name: company.name, serial: null, macs: [] },
  };
}

function toCurrentProduct(row: Row, code: (id: string) => Entry | null): CurrentRecord {
  const name = textAt(row, 'name') ?? '';
  const codeId = idAt(row, 'productBillingCodeID');
  return {
    type: 'product',
    id: idAt(row, 'id') ?? '',
    organizationId: null,
    parentId: null,
    name,
    archived: flagAt(row, 'isActive') === false,
    locked: false,
    updatedAt: timeAt(row, 'lastModifiedDate'),
    fields: { name, 'material-code': codeId === null ? null : (code(codeId)?.name ?? `code ${codeId}`) },
    keys: { name, serial: null, macs: [] },
  };
}

function notWhole(what: string, why: string | undefined): VendorError {
  const words = why === undefined ? '' : `: ${why}`;
  return new VendorError(
    system,
    `Autotask did not list its ${what} to the end, so what is there cannot be told${words}`,
    {
      hint: 'Run the same command again; nothing is written before the look-up has worked.',
    },
  );
}
