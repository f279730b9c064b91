import type {
  Attachment,
  Catalogue,
  Configuration,
  Organization,
  TargetType,
} from '../../domain/estate/target.js';
import { PermissionRefused, VendorError } from '../../errors.js';
import type {
  AccountIdentity,
  CreateRequest,
  CurrentRecord,
  Reading,
  Scope,
  TargetPort,
  UpdateRequest,
  WriteOutcome,
} from '../../ports/system.js';
import { system } from './api.js';
import { accessFailure } from './companies.js';
import { companyContext } from './company-context.js';
import { identityOf } from './identity.js';
import { itemContext } from './item-context.js';
import type { Entry, WholeList } from './lists.js';
import { LookUps } from './look-ups.js';
import { attachmentEntities, attachmentFields, attachmentNames, toAttachment } from './map-attachment.js';
import { toOrganization } from './map-company.js';
import { toConfiguration } from './map-configuration.js';
import { isMaterial } from './material.js';
import type { Parts } from './parts.js';
import { primaryNames } from './primary-locations.js';
import { type Piece, toReading } from './reading.js';
import { recordAddress } from './record-addresses.js';
import { Writer } from './writer.js';

/** Autotask as the target of a hop: its companies, and configuration items that are made and changed. */
export class AutotaskTarget implements TargetPort {
  readonly system = system;
  readonly #parts: Parts;
  readonly #lookUps: LookUps;
  readonly #writer: Writer;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#lookUps = new LookUps(parts);
    this.#writer = new Writer(parts);
  }

  identity(): Promise<AccountIdentity> {
    return identityOf(this.#parts);
  }

  async organizations(): Promise<Reading<Organization>> {
    return this.#reading('organization', 'all', async () => {
      const restricted = await accessFailure(this.#parts.metadata, 'Companies');
      const read = await this.#parts.companies.read();
      const { context } = await companyContext(this.#parts, read, 'names only');
      const records = read.rows.map((row) => toOrganization(row, context));
      return {
        ...read,
        records,
        failures: restricted === null ? read.failures : [restricted, ...read.failures],
      };
    });
  }

  async configurations(scope: Scope): Promise<Reading<Configuration>> {
    return this.#reading('configuration', scope, async () => {
      const read = await this.#parts.scoped.items(scope, this.#parts.udfs().length > 0);
      this.#parts.masked.note(read.rows);
      const { context, failures } = await itemContext(this.#parts, read.rows);
      const records = read.rows.map((row) => toConfiguration(row, context));
      return { ...read, records, failures: [...read.failures, ...failures] };
    });
  }

  async attachments(type: 'location' | 'contact', scope: Scope): Promise<Reading<Attachment>> {
    return this.#reading(type, scope, async () => {
      const read = await this.#parts.scoped.read(attachmentEntities[type], scope, attachmentFields[type]);
      const { nameOf, failures } = await attachmentNames(this.#parts, type, read.rows);
      const address = (id: string) => recordAddress(this.#parts.zones, type, id);
      const records = read.rows.map((row) => toAttachment(type, row, nameOf, address));
      return { ...read, records, failures: [...read.failures, ...failures] };
    });
  }

  /**
   * Active configuration item types and products, and active material codes where those can be read; each name once,
   * since two of one name cannot be told apart by it.
   *
   * @throws {VendorError} when types or products cannot be read whole: half a list would make names look unknown.
   */
  async catalogue(): Promise<Catalogue> {
    return this.#parts.connection.during(async () => {
      const [types, products, materialCodes] = await Promise.all([
        this.#wholeList('types'),
        this.#wholeList('products'),
        this.#materialCodes(),
      ]);
      return {
        configurationTypes: named(types),
        configurationStatuses: [],
        manufacturers: [],
        models: [],
        operatingSystems: [],
        organizationTypes: [],
        organizationStatuses: [],
        products: named(products),
        ...(materialCodes === null ? {} : { materialCodes: named(materialCodes) }),
      };
    });
  }

  /** One query for every 500 companies; a company whose list was cut short has none. */
  async primaryLocations(companyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#parts.connection.during(async () =>
      primaryNames(await this.#parts.lists.locationsOfAll(companyIds)),
    );
  }

  /** Whether this tenant lets the ids of the RMM be written at all, by its field metadata. */
  async rmmIdsWritable(): Promise<boolean> {
    return this.#parts.connection.during(async () => {
      const table = await this.#parts.metadata.fields('ConfigurationItems');
      return ['rmmDeviceUID', 'rmmDeviceID'].every((name) => table.get(name)?.readOnly === false);
    });
  }

  async traits(): Promise<Readonly<Record<string, boolean>>> {
    return { rmmIdsWritable: await this.rmmIdsWritable() };
  }

  /** There is no bulk call. */
  batchSize(): number {
    return 1;
  }

  async create(batch: readonly CreateRequest[]): Promise<readonly WriteOutcome[]> {
    return this.#each(batch, (request) => this.#writer.create(request));
  }

  async update(batch: readonly UpdateRequest[]): Promise<readonly WriteOutcome[]> {
    return this.#each(batch, (request) => this.#writer.update(request));
  }

  async fetch(type: TargetType, ids: readonly string[]): Promise<ReadonlyMap<string, CurrentRecord>> {
    return this.#parts.connection.during(() => this.#lookUps.fetch(type, ids));
  }

  async listForLookUp(type: TargetType, organizationId: string | null): Promise<readonly CurrentRecord[]> {
    return this.#parts.connection.during(() => this.#lookUps.list(type, organizationId));
  }

  address(type: TargetType, id: string): string | null {
    return recordAddress(this.#parts.zones, type, id);
  }

  async #each<T>(
    batch: readonly T[],
    write: (request: T) => Promise<WriteOutcome>,
  ): Promise<readonly WriteOutcome[]> {
    return this.#parts.connection.during(async () => {
      const outcomes: WriteOutcome[] = [];
      for (const request of batch) outcomes.push(await write(request));
      return outcomes;
    });
  }

  async #wholeList(list: WholeList): Promise<readonly Entry[]> {
    const entries = await this.#parts.lists.whole(list);
    if (entries.complete) return entries.all;
    const why = entries.failures[0]?.why ?? 'not read to its end';
    throw new VendorError(
      system,
      `A list of Autotask that names are looked up in could not be read whole: ${why}`,
    );
  }

  /** Only new products need them, so that a user who may not see them still gets all the rest. */
  async #materialCodes(): Promise<readonly Entry[] | null> {
    try {
      const codes = await this.#parts.lists.whole('billingCodes');
      const table = await this.#parts.metadata.fields('BillingCodes');
      return codes.complete ? codes.all.filter(({ row }) => isMaterial(row, table) === true) : null;
    } catch (error) {
      if (error instanceof VendorError || isPermission(error)) return null;
      throw error;
    }
  }

  async #reading<T>(type: string, scope: Scope, read: () => Promise<Piece<T>>): Promise<Reading<T>> {
    const { clock, connection } = this.#parts;
    const startedAt = clock.now();
    const piece = await connection.during(read);
    return toReading({ type, scope, startedAt, finishedAt: clock.now() }, piece);
  }
}

function isPermission(error: unknown): boolean {
  return error instanceof PermissionRefused;
}

function named(entries: readonly Entry[]): readonly { id: string; name: string }[] {
  const active = entries.filter(({ active, name }) => active && name !== '');
  const bearers = new Map<string, number>();
  for (const { name } of active) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  return active.filter(({ name }) => bearers.get(name) === 1).map(({ id, name }) => ({ id, name }));
}
