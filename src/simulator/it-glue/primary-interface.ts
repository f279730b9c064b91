import type { AttributeValue, DocumentationRecord } from '../estate/documentation.js';
import type { Store } from './store.js';

/**
 * Writing primary-ip or mac-address on a configuration creates or updates its primary interface, and the reverse (spec).
 */
export function mirrorToInterface(
  store: Store,
  configuration: DocumentationRecord,
  written: Readonly<Record<string, AttributeValue>>,
): void {
  if (!('primary-ip' in written) && !('mac-address' in written)) return;
  const ip = configuration.attributes['primary-ip'] ?? null;
  const mac = configuration.attributes['mac-address'] ?? null;
  const primary = primaryOf(store, configuration.id);
  if (primary !== undefined) store.change(primary, { 'ip-address': ip, 'mac-address': mac });
  else if (ip !== null || mac !== null) {
    store.create('configuration-interfaces', {
      '_configuration-id': configuration.id,
      name: null,
      'ip-address': ip,
      'mac-address': mac,
      primary: true,
      notes: null,
    });
  }
}

export function mirrorToConfiguration(store: Store, changed: DocumentationRecord): void {
  if (changed.attributes.primary !== true) return;
  const configurationId = String(changed.attributes['_configuration-id']);
  const configuration = store.records.collections.configurations.get(configurationId);
  if (configuration === undefined) return;
  for (const other of store.records.collections['configuration-interfaces'].childrenOf(configurationId)) {
    if (other.id !== changed.id && other.attributes.primary === true) store.change(other, { primary: false });
  }
  store.change(configuration, {
    'primary-ip': changed.attributes['ip-address'] ?? null,
    'mac-address': changed.attributes['mac-address'] ?? null,
  });
}

function primaryOf(store: Store, configurationId: string): DocumentationRecord | undefined {
  return store.records.collections['configuration-interfaces']
    .childrenOf(configurationId)
    .find(({ attributes }) => attributes.primary === true);
}
