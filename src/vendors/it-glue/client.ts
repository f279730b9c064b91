import type {
  Attachment,
  Catalogue,
  Configuration,
  Organization,
  TargetType,
} from '../../domain/estate/target.js';
import { VendorError } from '../../errors.js';
import type { Clock } from '../../ports/clock.js';
import type { RequestCounts } from '../../ports/session.js';
import type { PsaLookUp, SetupInputs, SetupLister, SetupLists } from '../../ports/setup.js';
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
import type { Connection } from '../http/connection.js';
import { type ItGlueApi, system } from './api.js';
import { ConfigurationReader } from './configuration-reader.js';
import { FlexibleAssets } from './flexible-assets.js';
import { IDS_PER_FILTER, plainPageSizes } from './limits.js';
import { type ListReading, readList } from './list.js';
import { LookUps } from './look-ups.js';
import { toAttachment, toConfiguration, toOrganization } from './map.js';
import { Names } from './names.js';
import { ParentNames } from './parent-names.js';
import { type Piece, toReading } from './reading.js';
import type { RecordAddresses } from './record-addresses.js';
import { flagAt, listBody, type Resource, textAt } from './resource.js';
import { routes } from './routes.js';
import { readSetupLists } from './setup-lists.js';
import { Writer } from './writer.js';

export interface ClientParts {
  readonly api: ItGlueApi;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly addresses: RecordAddresses;
}

const configurationIncludes = 'adapters_resources,configuration_interfaces,rmm_records';

/** Reads and writes IT Glue. Pages, JSON:API, header names and ids of mapped values stay behind this object. */
export class ItGlue implements TargetPort, SetupLister<SetupInputs['it-glue']>, PsaLookUp {
  readonly system = system;
  readonly #parts: ClientParts;
  readonly #names: Names;
  readonly #parents: ParentNames;
  readonly #configurations: ConfigurationReader;
  readonly #lookUps: LookUps;
  readonly #writer: Writer;

  constructor(parts: ClientParts) {
    const { api } = parts;
    const assets = new FlexibleAssets(api);
    this.#parts = parts;
    this.#names = new Names(api);
    this.#configurations = new ConfigurationReader(api);
    this.#parents = new ParentNames(api);
    this.#lookUps = new LookUps(parts, this.#configurations, assets, this.#parents);
    this.#writer = new Writer(api, this.#names, assets);
  }

  /** The MSP's own organization, which every account has; where none says so, the one with the lowest id. */
  async identity(): Promise<AccountIdentity> {
    const { api, connection } = this.#parts;
    return connection.during(async () => {
      const asked = await api.read(
        'organizations',
        { 'filter[primary]': 'true', 'page[size]': '50' },
        listBody,
      );
      const primary = asked.data.find(({ attributes }) => flagAt(attributes, 'primary'));
      if (primary !== undefined) return identityOf(primary);
      const { data } = await api.read('organizations', { sort: 'id', 'page[size]': '1000' }, listBody);
      const own = data.find(({ attributes }) => flagAt(attributes, 'primary')) ?? data[0];
      if (own !== undefined) return identityOf(own);
      throw new VendorError(system, 'IT Glue shows this API key no organization', {
        hint: 'The account needs its own organization before anything can be synced.',
      });
    });
  }

  async organizations(): Promise<Reading<Organization>> {
    const query = { include: 'adapters_resources,rmm_companies', sort: 'id' };
    const request = { path: 'organizations', type: 'organizations', query, sizes: plainPageSizes };
    return this.#reading('organization', 'all', async () => {
      const list = await readList(this.#parts.api, request);
      const rows = await this.#parents.of(list.resources);
      const at = (row: Resource) => this.#url('organization', row);
      const records = rows.map((row) => toOrganization(row, list.included, at(row)));
      return [{ organizations: 'all', lists: [list], records }];
    });
  }

  /** Configurations with interfaces and RMM records, archived ones included. */
  async configurations(scope: Scope): Promise<Reading<Configuration>> {
    return this.#reading('configuration', scope, async () => {
      const pieces = await this.#configurations.read(scope, configurationIncludes);
      return pieces.map(({ organizations, lists, rows }) => {
        const records = rows.map(({ resource, included }) =>
          toConfiguration(resource, included, this.#url('configuration', resource)),
        );
        return { organizations, lists, records };
      });
    });
  }

  async attachments(type: 'location' | 'contact', scope: Scope): Promise<Reading<Attachment>> {
    const path = `${type}s`;
    const sizes = plainPageSizes.slice(1);
    return this.#reading(type, scope, async () => {
      const pieces: Piece<Attachment>[] = [];
      const lists: ListReading[] = [];
      for (const organizations of batches(scope)) {
        const filter = organizations === 'all' ? {} : { 'filter[organization_id]': organizations.join(',') };
        const query = { ...filter, include: 'adapters_resources', sort: 'id' };
        const list = await readList(this.#parts.api, { path, type: path, query, sizes });
        lists.push(list);
        const records = list.resources.map((row) =>
          toAttachment(type, row, list.included, this.#url(type, row)),
        );
        pieces.push({ organizations, lists: [list], records });
      }
      if (lists.every((list) => list.complete))
        this.#names.keep(
          `${type}s`,
          scope,
          lists.flatMap((list) => list.resources),
        );
      return pieces;
    });
  }

  async setupLists(): Promise<SetupLists<SetupInputs['it-glue']>> {
    return this.#parts.connection.during(() => readSetupLists(this.#parts.api));
  }

  /** By `filter[psa_id]` (spec). The id is that of a configuration item in Autotask. */
  async hasPsaItem(itemId: string): Promise<boolean> {
    const query = {
      'filter[psa_id]': itemId,
      'filter[psa_integration_type]': 'autotask',
      'page[size]': '1',
    };
    const { data } = await this.#parts.connection.during(() =>
      this.#parts.api.read('configurations', query, listBody),
    );
    return data.length > 0;
  }

  /** Types, statuses, manufacturers, models and operating systems; each list read once in the client's life. */
  async catalogue(only?: readonly (keyof Catalogue)[]): Promise<Catalogue> {
    return this.#parts.connection.during(() => this.#names.catalogue(only));
  }

  batchSize(action: 'create' | 'update', type: TargetType): number {
    const route = routes[type];
    return (action === 'create' ? route?.createAtOnce : route?.updateAtOnce) ?? 1;
  }

  async create(batch: readonly CreateRequest[]): Promise<readonly WriteOutcome[]> {
    return this.#parts.connection.during(() => this.#writer.create(batch));
  }

  async update(batch: readonly UpdateRequest[]): Promise<readonly WriteOutcome[]> {
    return this.#parts.connection.during(() => this.#writer.update(batch));
  }

  async fetch(type: TargetType, ids: readonly string[]): Promise<ReadonlyMap<string, CurrentRecord>> {
    return this.#parts.connection.during(() => this.#lookUps.fetch(type, ids));
  }

  /** @throws {VendorError} when the list could not be read whole: a look-up must not miss what is there. */
  async listForLookUp(
    type: TargetType,
    organizationId: string | null,
    parentId: string | null,
  ): Promise<readonly CurrentRecord[]> {
    return this.#parts.connection.during(() => this.#lookUps.list(type, organizationId, parentId));
  }

  address(type: TargetType, id: string, organizationId: string | null): string | null {
    return this.#parts.addresses.of(type, id, organizationId);
  }

  clockAheadMs(): number | null {
    return this.#parts.connection.clockAheadMs();
  }

  requests(): RequestCounts {
    return this.#parts.connection.requests();
  }

  async close(): Promise<void> {
    await this.#parts.connection.close();
  }

  /** Remembers where the record is seen, and says so. */
  #url(type: TargetType, row: Resource): string | null {
    this.#parts.addresses.saw(type, row);
    return this.#parts.addresses.of(type, row.id, textAt(row.attributes, 'organization-id'));
  }

  async #reading<T>(
    type: string,
    scope: Scope,
    read: () => Promise<readonly Piece<T>[]>,
  ): Promise<Reading<T>> {
    const { clock, connection } = this.#parts;
    const startedAt = clock.now();
    const pieces = await connection.during(read);
    return toReading({ type, scope, startedAt, finishedAt: clock.now() }, pieces);
  }
}

function batches(scope: Scope): Scope[] {
  if (scope === 'all') return ['all'];
  const pieces: Scope[] = [];
  for (let at = 0; at < scope.length; at += IDS_PER_FILTER) pieces.push(scope.slice(at, at + IDS_PER_FILTER));
  return pieces;
}

function identityOf({ id, attributes }: Resource): AccountIdentity {
  return { system, id, name: textAt(attributes, 'name') };
}
