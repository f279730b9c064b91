import type { AttributeValue, DocumentationRecord } from '../estate/documentation.js';
import type { Store } from '../it-glue/store.js';
import type { Row, Tables } from './tables.js';

/**
 * What IT Glue's own Autotask sync carries over when it next runs: names and states of linked organizations, and
 * configuration items of their companies, new ones as locked configurations. One way; nothing goes back.
 *
 * @returns ids of the configurations made.
 */
export function nativeSync(tables: Tables, store: Store): string[] {
  const made: string[] = [];
  const itemsByCompany = new Map<number, Row[]>();
  for (const item of tables.all('ConfigurationItems')) {
    const companyId = Number(item.companyID);
    const siblings = itemsByCompany.get(companyId);
    if (siblings === undefined) itemsByCompany.set(companyId, [item]);
    else siblings.push(item);
  }
  for (const organization of store.records.collections.organizations.all()) {
    const company = tables.get('Companies', Number(organization.psaIds[0] ?? 'NaN'));
    if (company === undefined) continue;
    carryOrganization(store, organization, company);
    const linked = new Map(
      store.records.collections.configurations
        .childrenOf(organization.id)
        .flatMap((record) => record.psaIds.map((id) => [id, record] as const)),
    );
    for (const item of itemsByCompany.get(company.id) ?? []) {
      const attributes = configurationOf(tables, store, item);
      // Items without a type come only when a setting says so (doc); here they do not.
      if (attributes === null) continue;
      const record = linked.get(String(item.id));
      if (record !== undefined) change(store, record, attributes);
      else if (item.isActive === true) made.push(add(store, organization, item, attributes));
    }
  }
  return made;
}

function carryOrganization(store: Store, organization: DocumentationRecord, company: Row): void {
  change(store, organization, {
    name: String(company.companyName),
    'short-name': text(company.companyNumber),
    'organization-status-id': idOf(
      store,
      'organization-statuses',
      company.isActive === true ? 'Active' : 'Inactive',
    ),
  });
}

function configurationOf(tables: Tables, store: Store, item: Row): Record<string, AttributeValue> | null {
  const type = tables.get('ConfigurationItemTypes', Number(item.configurationItemType ?? 'NaN'));
  if (type === undefined) return null;
  const product = tables.get('Products', Number(item.productID));
  return {
    name: text(item.referenceTitle) ?? text(product?.name) ?? 'Configuration',
    'asset-tag': text(item.referenceNumber),
    'serial-number': text(item.serialNumber),
    'warranty-expires-at': text(item.warrantyExpirationDate)?.slice(0, 10) ?? null,
    'configuration-type-id': idOf(store, 'configuration-types', String(type.name)),
    'configuration-status-id': idOf(
      store,
      'configuration-statuses',
      item.isActive === true ? 'Active' : 'Inactive',
    ),
    'psa-integration': 'enabled',
  };
}

function add(
  store: Store,
  organization: DocumentationRecord,
  item: Row,
  attributes: Record<string, AttributeValue>,
): string {
  const blank = Object.fromEntries(
    [
      'hostname',
      'primary-ip',
      'mac-address',
      'notes',
      'operating-system-notes',
      'manufacturer-id',
      'model-id',
      'operating-system-id',
    ].map((name) => [name, null]),
  );
  const record = store.create('configurations', {
    ...blank,
    archived: false,
    restricted: false,
    'organization-id': organization.id,
    ...attributes,
  });
  record.psaIds = [String(item.id)];
  return record.id;
}

function change(store: Store, record: DocumentationRecord, attributes: Record<string, AttributeValue>): void {
  const differs = Object.entries(attributes).some(([name, value]) => record.attributes[name] !== value);
  if (differs) store.change(record, attributes);
}

function idOf(
  store: Store,
  type: 'organization-statuses' | 'configuration-types' | 'configuration-statuses',
  name: string,
): string | null {
  return store.records.collections[type].all().find(({ attributes }) => attributes.name === name)?.id ?? null;
}

function text(value: Row[string]): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
