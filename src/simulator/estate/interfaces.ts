import { stamps } from './catalogues.js';
import type { Draft } from './draft.js';

/** The primary interface that IT Glue keeps in step with the configuration, and a second one here and there. */
export function addInterfaces(draft: Draft): void {
  const random = draft.random.fork('interfaces');
  for (const { id, attributes } of draft.estate.documentation.collections.configurations.all()) {
    const ip = attributes['primary-ip'] ?? null;
    const mac = attributes['mac-address'] ?? null;
    if (ip === null && mac === null) continue;
    const common = { '_configuration-id': id, notes: null, ...stamps(draft) };
    draft.record('configuration-interfaces', {
      ...common,
      name: random.pick(['Primary', 'Ethernet', null]),
      'ip-address': ip,
      'mac-address': mac,
      primary: true,
    });
    if (random.chance(0.05)) {
      draft.record('configuration-interfaces', {
        ...common,
        name: 'Management',
        'ip-address': `10.250.0.${random.between(2, 250)}`,
        'mac-address': null,
        primary: false,
        notes: 'by hand',
      });
    }
  }
}
