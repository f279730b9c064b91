import type { SimulatorClock } from '../clock.js';
import type {
  AttributeValue,
  DocumentationRecord,
  DocumentationRecords,
  DocumentationType,
} from '../estate/documentation.js';

/** Types whose name other records show beside a foreign key. */
const shownElsewhere: ReadonlySet<DocumentationType> = new Set([
  ...([
    'organizations',
    'organization-types',
    'organization-statuses',
    'configuration-types',
    'configuration-statuses',
  ] as const),
  ...(['manufacturers', 'models', 'operating-systems', 'locations', 'contacts', 'contact-types'] as const),
  ...(['flexible-asset-types', 'flexible-asset-fields', 'password-categories'] as const),
]);

/** The one place that changes IT Glue's records: stamps times and drops kept renderings. */
export class Store {
  readonly records: DocumentationRecords;
  readonly #clock: SimulatorClock;

  constructor(records: DocumentationRecords, clock: SimulatorClock) {
    this.records = records;
    this.#clock = clock;
  }

  create(type: DocumentationType, attributes: Record<string, AttributeValue>): DocumentationRecord {
    const now = new Date(this.#clock.now()).toISOString();
    const record: DocumentationRecord = {
      id: String(this.records.nextId),
      type,
      attributes: { ...attributes, 'created-at': now, 'updated-at': now },
      psaIds: [],
      rendered: null,
    };
    this.records.nextId += 1n;
    this.records.collections[type].add(record);
    this.records.revision += 1;
    return record;
  }

  change(record: DocumentationRecord, attributes: Readonly<Record<string, AttributeValue>>): void {
    const nameBefore = record.attributes.name;
    Object.assign(record.attributes, attributes, { 'updated-at': new Date(this.#clock.now()).toISOString() });
    this.touched(record, record.attributes.name !== nameBefore || 'short-name' in attributes);
  }

  remove(record: DocumentationRecord): void {
    this.records.collections[record.type].remove(record.id);
    this.touched(record, true);
  }

  /** Call after changing a record in another way. `renamed`: others may show the old name. */
  touched(record: DocumentationRecord, renamed: boolean): void {
    record.rendered = null;
    this.records.revision += 1;
    if (!renamed || !shownElsewhere.has(record.type)) return;
    for (const collection of Object.values(this.records.collections)) {
      for (const other of collection.all()) other.rendered = null;
    }
  }
}
