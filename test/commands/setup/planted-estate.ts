import type { EntityName } from '../../../src/simulator/autotask/entities.js';
import type { AttributeValue, DocumentationType } from '../../../src/simulator/estate/documentation.js';
import type { Estate } from '../../../src/simulator/estate/estate.js';
import type { SimulatorOptions } from '../../../src/simulator/index.js';
import { type SimulatedCli, simulatedCli } from '../../support/simulated-cli.js';

export interface Finding {
  readonly id: string;
  readonly step: string;
  readonly status: string;
  readonly detail: string;
  readonly fix: string;
  readonly evidence: readonly { readonly kind: string; readonly value: string }[];
  readonly blockedBy: readonly string[];
}

type Values = Readonly<Record<string, string | number | boolean | null>>;
type Row = Readonly<Record<string, AttributeValue>>;

/** Three simulated systems over one estate that is set up by the book, and ways to spoil it behind the vendors' backs. */
export class PlantedEstate {
  readonly #cli: SimulatedCli;

  private constructor(cli: SimulatedCli) {
    this.#cli = cli;
  }

  /** Three clients with four devices each, unless `options` say otherwise. */
  static async open(options: SimulatorOptions = {}): Promise<PlantedEstate> {
    const systems = ['datto-rmm', 'autotask', 'it-glue'] as const;
    return new PlantedEstate(
      await simulatedCli({ devices: 12, sites: 6, wellKept: true, systems, ...options }),
    );
  }

  get cli(): SimulatedCli {
    return this.#cli;
  }

  get estate(): Estate {
    return this.#cli.simulators.estate;
  }

  close(): Promise<void> {
    return this.#cli.close();
  }

  async rows(entity: EntityName): Promise<readonly Row[]> {
    return Object.values((await this.#cli.simulators.snapshot())[`autotask/${entity}`] ?? {});
  }

  /** Changes rows of Autotask: all of them, or those that `which` picks by row and place. */
  async edit(
    entity: EntityName,
    values: Values | ((row: Row) => Values),
    which: (row: Row, at: number) => boolean = () => true,
  ): Promise<void> {
    const rows = (await this.rows(entity)).filter(which);
    await this.#cli.simulators.mutate(
      ...rows.map((row) => ({
        do: 'edit-autotask' as const,
        entity,
        id: Number(row.id),
        values: typeof values === 'function' ? values(row) : values,
      })),
    );
  }

  async add(entity: EntityName, values: Values): Promise<void> {
    await this.#cli.simulators.mutate({ do: 'add-autotask', entity, values });
  }

  /** Changes records of IT Glue. `psaIds`: its links to Autotask. */
  document(
    type: DocumentationType,
    attributes: Row,
    which: (attributes: Row, at: number) => boolean = () => true,
    psaIds?: readonly string[],
  ): void {
    const { documentation } = this.estate;
    documentation.revision += 1;
    documentation.collections[type].all().forEach((record, at) => {
      if (!which(record.attributes, at)) return;
      Object.assign(record.attributes, attributes);
      if (psaIds) record.psaIds = [...psaIds];
      record.rendered = null;
    });
  }

  remove(type: DocumentationType, which: (attributes: Row, at: number) => boolean = () => true): void {
    const { documentation } = this.estate;
    documentation.revision += 1;
    const collection = documentation.collections[type];
    const gone = collection.all().filter(({ attributes }, at) => which(attributes, at));
    for (const { id } of gone) collection.remove(id);
    for (const record of documentation.collections.configurations.all()) record.rendered = null;
    for (const record of documentation.collections.organizations.all()) record.rendered = null;
  }

  /** A second configuration of the first device, linked to nothing; answers its id. */
  async twin(attributes: Row = {}): Promise<string> {
    const [first] = this.estate.documentation.collections.configurations.all();
    if (!first) throw new Error('the estate has no configuration');
    const { name, 'serial-number': serial = null, 'organization-id': organization } = first.attributes;
    const copied = { name: name ?? '', 'serial-number': serial, 'psa-integration': null, ...attributes };
    const add = { do: 'add-configuration', organization: String(organization), attributes: copied } as const;
    const [id] = await this.#cli.simulators.mutate(add);
    return String(id);
  }

  /** Lays the RMM data of the first configuration over another one, with some of it changed. */
  overlay(configurationId: string, changes: Row = {}): void {
    const { collections } = this.estate.documentation;
    const [record] = collections['rmm-records'].all();
    if (!record) throw new Error('the estate has no RMM data');
    collections['rmm-records'].remove(record.id);
    Object.assign(record.attributes, changes, { '_configuration-id': configurationId });
    record.rendered = null;
    collections['rmm-records'].add(record);
    this.document('configurations', {});
  }

  /** Findings as an auditor gets them: every hop is the vendors' own. */
  async findings(env: Readonly<Record<string, string>> = {}): Promise<readonly Finding[]> {
    const options = { env: { TRILINK_INTEGRATIONS: '', ...env } };
    const { stdout } = await this.#cli.runWith(options, 'setup', 'check', '--json');
    return JSON.parse(stdout).findings;
  }
}
