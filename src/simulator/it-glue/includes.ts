import type { DocumentationRecord, DocumentationRecords } from '../estate/documentation.js';
import type { Included, Renderer } from './render.js';
import { writeJson } from './wire.js';

/** What `include=` brings for one record. Names that the simulator holds nothing for bring an empty relationship. */
export function includedFor(
  record: DocumentationRecord,
  names: readonly string[],
  records: DocumentationRecords,
  render: Renderer,
): Included[] {
  return names.map((name) => includedBy(name, record, records, render));
}

function includedBy(
  name: string,
  record: DocumentationRecord,
  records: DocumentationRecords,
  render: Renderer,
): Included {
  const { collections } = records;
  const children = (
    type:
      | 'configuration-interfaces'
      | 'rmm-records'
      | 'rmm-companies'
      | 'related-items'
      | 'flexible-asset-fields',
  ): Included => ({
    relationship: type,
    type,
    items: collections[type]
      .childrenOf(type === 'related-items' ? `${record.type}/${record.id}` : record.id)
      .map((child) => ({ id: child.id, text: render.resource(child, true) })),
  });
  switch (name) {
    case 'adapters_resources':
      return { relationship: 'adapters-resources', type: 'adapters-resources', items: adapters(record) };
    case 'configuration_interfaces':
      return children('configuration-interfaces');
    case 'rmm_records':
      return children('rmm-records');
    case 'rmm_companies':
      return children('rmm-companies');
    case 'related_items':
      return children('related-items');
    case 'flexible_asset_fields':
      return children('flexible-asset-fields');
    default: {
      const type = name.replaceAll('_', '-');
      return { relationship: type, type, items: [] };
    }
  }
}

/** The PSA's ids of the record. There is no route to fetch these by themselves (404 observed). */
function adapters(record: DocumentationRecord): Included['items'] {
  return record.psaIds.map((remoteId) => {
    const id = `99${record.id}`;
    const attributes = writeJson({ 'remote-id': remoteId });
    return { id, text: `{"id":"${id}","type":"adapters-resources","attributes":${attributes}}` };
  });
}
