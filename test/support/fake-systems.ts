import type { Fields, FieldValue } from '../../src/domain/estate/fields.js';
import type { Device, DeviceDetail, Site } from '../../src/domain/estate/source.js';
import type { Configuration, ConfigurationInterface, Organization } from '../../src/domain/estate/target.js';
import { lockOf } from '../../src/domain/reconcile/lock.js';
import type {
  CreateRequest,
  CurrentRecord,
  ReadOutcome,
  Scope,
  SourcePort,
  TargetPort,
  UpdateRequest,
  WriteOutcome,
} from '../../src/ports/system.js';
import { catalogue, configuration, organization } from './estate.js';

/** A source held in memory. Change its lists between runs; `asked` counts what it was asked for. */
export class FakeSource implements SourcePort {
  readonly system: string;
  account = 'source-account';
  now = () => 0;
  siteList: Site[] = [];
  deviceList: Device[] = [];
  detailsOf = new Map<string, Partial<DeviceDetail>>();
  /** Sites whose devices are said to be incomplete. */
  incomplete = new Map<string, string>();
  readonly asked = { sites: 0, devices: 0, details: 0 };

  constructor(system = 'datto-rmm') {
    this.system = system;
  }

  async identity() {
    return { system: this.system, id: this.account, name: null };
  }

  async sites() {
    this.asked.sites++;
    return { records: this.siteList, outcome: outcome(this, 'site', this.siteList.length) };
  }

  async devices(scope: Scope) {
    this.asked.devices++;
    const records = this.deviceList.filter((one) => scope === 'all' || scope.includes(one.siteId));
    const incomplete = [...this.incomplete].map(([scopeId, why]) => ({ scopeId, why }));
    return {
      records,
      outcome: {
        ...outcome(this, 'device', records.length, scope),
        complete: incomplete.length === 0,
        incomplete,
      },
    };
  }

  async details(devices: readonly Device[], arrived: (detail: DeviceDetail) => void) {
    for (const { id, detailKey } of devices) {
      this.asked.details++;
      arrived({
        deviceId: id,
        state: 'read',
        readAt: this.now(),
        detailKey,
        serial: null,
        manufacturer: null,
        model: null,
        nics: [],
        facts: {},
        ...this.detailsOf.get(id),
      });
    }
    return { failed: new Map<string, string>() };
  }
}

/** What a write request meets: it lands, is refused, or ends in the dark, with or without having landed. */
export type Weather =
  | 'fine'
  | 'lost-before'
  | 'lost-after'
  | { readonly refuse: string; readonly locked?: boolean };

/** A target held in memory that behaves as the port says, with `weather` for each request. */
export class FakeTarget implements TargetPort {
  readonly system: string;
  account = 'target-account';
  now = () => 0;
  organizationList: Organization[] = [];
  configurationList: Configuration[] = [];
  weather: (request: { action: 'create' | 'update'; names: readonly string[] }) => Weather = () => 'fine';
  bulk = 50;
  /** Every write request, whatever became of it. */
  readonly writes: { action: 'create' | 'update'; type: string; count: number }[] = [];
  readonly onWrite: ((target: FakeTarget) => void)[] = [];
  #next = 1;

  constructor(system = 'it-glue') {
    this.system = system;
  }

  async identity() {
    return { system: this.system, id: this.account, name: null };
  }

  async organizations() {
    const records = this.organizationList;
    return { records, outcome: outcome(this, 'organization', records.length) };
  }

  async configurations(scope: Scope) {
    const records = this.configurationList.filter(
      (one) => scope === 'all' || scope.includes(one.organizationId),
    );
    return { records, outcome: outcome(this, 'configuration', records.length, scope) };
  }

  async catalogue() {
    return catalogue;
  }

  batchSize() {
    return this.bulk;
  }

  address(type: string, id: string) {
    return `https://docs.example/${type}/${id}`;
  }

  async create(batch: readonly CreateRequest[]): Promise<readonly WriteOutcome[]> {
    return this.#write('create', batch, (request) => this.#make(request));
  }

  async update(batch: readonly UpdateRequest[]): Promise<readonly WriteOutcome[]> {
    return this.#write('update', batch, (request) => {
      this.edit(request.id, request.fields, request.type);
      return request.id;
    });
  }

  /** A change by hand, as a person would make it in the web page. */
  edit(id: string, fields: Fields, type = 'configuration'): void {
    if (type === 'configuration-interface') {
      this.configurationList = this.configurationList.map((one) => ({
        ...one,
        interfaces: one.interfaces.map((face) => (face.id === id ? withInterfaceFields(face, fields) : face)),
      }));
      return;
    }
    this.configurationList = this.configurationList.map((one) =>
      one.id === id ? withFields(one, fields) : one,
    );
  }

  async fetch(type: string, ids: readonly string[]) {
    const records = this.#records(type).filter((record) => ids.includes(record.id));
    return new Map(records.map((record) => [record.id, record]));
  }

  async listForLookUp(type: string, organizationId: string | null, parentId: string | null) {
    return this.#records(type).filter((record) =>
      type === 'configuration-interface'
        ? record.parentId === parentId
        : record.organizationId === organizationId,
    );
  }

  /** What a test compares: every record by id, without order. */
  snapshot(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      this.configurationList.map((one) => [
        one.id,
        { ...one.fields, archived: one.archived, interfaces: one.interfaces },
      ]),
    );
  }

  async #write<T extends CreateRequest | UpdateRequest>(
    action: 'create' | 'update',
    batch: readonly T[],
    land: (request: T) => string,
  ): Promise<readonly WriteOutcome[]> {
    this.writes.push({ action, type: batch[0]?.type ?? '', count: batch.length });
    const names = batch.map((request) => String(request.fields.name ?? ('id' in request ? request.id : '')));
    const weather = this.weather({ action, names });
    for (const listener of this.onWrite) listener(this);
    if (weather === 'lost-before') return batch.map(() => ({ outcome: 'unknown', why: 'reset' }));
    if (typeof weather === 'object') {
      if (batch.length > 1) return batch.map(() => ({ outcome: 'unknown', why: 'refused as a bulk' }));
      const problems = [{ field: null, text: weather.refuse }];
      return [{ outcome: 'refused', status: 422, problems, locked: weather.locked ?? false }];
    }
    const ids = batch.map(land);
    if (weather === 'lost-after') return batch.map(() => ({ outcome: 'unknown', why: 'reset' }));
    return batch.map((request, i) => ({ outcome: 'done', id: ids[i] ?? '', echoed: request.fields }));
  }

  #make(request: CreateRequest): string {
    const id = `made-${this.#next++}`;
    const text = (name: string) => (request.fields[name] as string | undefined) ?? null;
    if (request.type === 'organization') {
      this.organizationList = [...this.organizationList, organization({ id, name: text('name') ?? '' })];
    } else if (request.type === 'configuration-interface') {
      const face = {
        id,
        name: text('name'),
        ip: text('ip-address'),
        mac: text('mac-address'),
        primary: false,
        notes: null,
      };
      this.configurationList = this.configurationList.map((one) =>
        one.id === request.parentId ? { ...one, interfaces: [...one.interfaces, face] } : one,
      );
    } else {
      const blank = configuration({ id, organizationId: request.organizationId ?? '' });
      const bare = Object.fromEntries(Object.keys(blank.fields).map((name) => [name, null]));
      this.configurationList = [
        ...this.configurationList,
        withFields({ ...blank, fields: bare, mac: null, primaryIp: null }, { ...bare, ...request.fields }),
      ];
    }
    return id;
  }

  #records(type: string): readonly CurrentRecord[] {
    if (type === 'organization') return this.organizationList.map(organizationNow);
    if (type === 'configuration-interface') return this.configurationList.flatMap(interfacesNow);
    return this.configurationList.map(configurationNow);
  }
}

function withFields(record: Configuration, fields: Fields): Configuration {
  const { archived, ...rest } = fields;
  const merged = { ...record.fields, ...rest };
  const text = (name: string) => (merged[name] as string | null | undefined) ?? null;
  return {
    ...record,
    name: text('name') ?? record.name,
    hostname: text('hostname'),
    serial: text('serial-number'),
    mac: text('mac-address'),
    primaryIp: text('primary-ip'),
    manufacturer: text('manufacturer'),
    model: text('model'),
    archived: archived === undefined ? record.archived : archived === true,
    fields: merged,
  };
}

function withInterfaceFields(face: ConfigurationInterface, fields: Fields): ConfigurationInterface {
  const text = (name: string, before: string | null) =>
    name in fields ? (fields[name] as string | null) : before;
  return {
    ...face,
    name: text('name', face.name),
    ip: text('ip-address', face.ip),
    mac: text('mac-address', face.mac),
  };
}

function configurationNow(one: Configuration): CurrentRecord {
  const macs = [one.mac, ...one.interfaces.map((face) => face.mac)].filter((mac) => mac !== null);
  return {
    type: 'configuration',
    id: one.id,
    organizationId: one.organizationId,
    parentId: null,
    name: one.name,
    archived: one.archived,
    locked: lockOf(one.provenance) === 'locked',
    updatedAt: one.provenance.updatedAt,
    fields: { ...one.fields, archived: one.archived },
    keys: { name: one.name, serial: one.serial, macs },
  };
}

function interfacesNow(one: Configuration): readonly CurrentRecord[] {
  return one.interfaces.map((face) => ({
    type: 'configuration-interface',
    id: face.id,
    organizationId: one.organizationId,
    parentId: one.id,
    name: face.name ?? '',
    archived: false,
    locked: false,
    updatedAt: null,
    fields: { name: face.name, 'ip-address': face.ip, 'mac-address': face.mac } as Record<string, FieldValue>,
    keys: { name: face.name, serial: null, macs: face.mac === null ? [] : [face.mac] },
  }));
}

function organizationNow(one: Organization): CurrentRecord {
  return {
    type: 'organization',
    id: one.id,
    organizationId: null,
    parentId: null,
    name: one.name,
    archived: !one.active,
    locked: false,
    updatedAt: null,
    fields: { name: one.name },
    keys: { name: one.name, serial: null, macs: [] },
  };
}

function outcome(
  of: { readonly system: string; now(): number },
  type: string,
  received: number,
  scope: Scope = 'all',
): ReadOutcome {
  return {
    system: of.system,
    type,
    scope,
    startedAt: of.now(),
    finishedAt: of.now(),
    complete: true,
    expected: received,
    received,
    incomplete: [],
    failures: [],
  };
}
