import type { Configuration, ConfigurationInterface } from '../../domain/estate/target.js';
import type { CurrentRecord } from '../../ports/system.js';
import { macsIn } from './macs.js';
import type { FieldTable } from './metadata.js';
import { flagAt, idAt, type Row, textAt, timeAt } from './row.js';
import { fieldsOf, type MappedUdfs, type NameOf, udfFields } from './target-fields.js';

export interface ItemContext {
  readonly fields: FieldTable;
  readonly nameOf: NameOf;
  /** Manufacturer and model of a product. */
  readonly product: (id: string) => Row | null;
  readonly udfs: MappedUdfs;
  readonly address: (id: string) => string | null;
}

/** A configuration item as the record that a device of the RMM is looked for among. */
export function toConfiguration(row: Row, context: ItemContext): Configuration {
  const id = idAt(row, 'id') ?? '';
  const [mac = null, ...others] = macsIn(textAt(row, 'rmmDeviceAuditMacAddress'));
  const typeId = idAt(row, 'configurationItemType');
  const productId = idAt(row, 'productID');
  const product = productId === null ? null : context.product(productId);
  return {
    id,
    organizationId: idAt(row, 'companyID') ?? '',
    name: nameOfItem(row, context),
    hostname: textAt(row, 'rmmDeviceAuditHostname'),
    typeName: typeId === null ? null : context.nameOf('types', typeId),
    manufacturer: product === null ? null : textAt(product, 'manufacturerName'),
    model: product === null ? null : textAt(product, 'manufacturerProductName'),
    serial: textAt(row, 'serialNumber'),
    mac,
    primaryIp: textAt(row, 'rmmDeviceAuditIPAddress'),
    assetTag: textAt(row, 'referenceNumber'),
    rmmUid: textAt(row, 'rmmDeviceUID'),
    interfaces: others.map((address, place) => toInterface(id, address, place)),
    rmmRecords: [],
    archived: flagAt(row, 'isActive') === false,
    provenance: {
      createdAt: timeAt(row, 'createDate'),
      updatedAt: timeAt(row, 'lastModifiedTime'),
      psaState: 'none',
      psaIds: [],
      provider: providerOf(row, context.fields),
    },
    url: context.address(id),
    fields: valuesOf(row, context),
  };
}

/** The further addresses of the one text: no records of their own, but as good as evidence. */
function toInterface(itemId: string, mac: string, place: number): ConfigurationInterface {
  return { id: `${itemId}/mac/${place + 2}`, name: null, ip: null, mac, primary: false, notes: null };
}

export function toCurrentItem(row: Row, context: ItemContext): CurrentRecord {
  const name = nameOfItem(row, context);
  return {
    type: 'configuration',
    id: idAt(row, 'id') ?? '',
    organizationId: idAt(row, 'companyID'),
    parentId: null,
    name,
    archived: flagAt(row, 'isActive') === false,
    locked: false,
    updatedAt: timeAt(row, 'lastModifiedTime'),
    fields: valuesOf(row, context),
    keys: {
      name,
      serial: textAt(row, 'serialNumber'),
      macs: macsIn(textAt(row, 'rmmDeviceAuditMacAddress')),
    },
  };
}

/** An item without a title is known by its product, as the interface shows it. */
function nameOfItem(row: Row, { nameOf }: ItemContext): string {
  const productId = idAt(row, 'productID');
  const product = productId === null ? null : nameOf('products', productId);
  return textAt(row, 'referenceTitle') ?? product ?? idAt(row, 'id') ?? '';
}

function valuesOf(row: Row, { nameOf, udfs }: ItemContext): Configuration['fields'] {
  return { ...fieldsOf('configuration', row, nameOf), ...udfFields(row, udfs) };
}

/** The label of the vendor whose integration made the item; its number where the label is not known. */
export function providerOf(row: Row, fields: FieldTable): string | null {
  const id = idAt(row, 'apiVendorID');
  return id === null ? null : (fields.label('apiVendorID', id) ?? `vendor ${id}`);
}
