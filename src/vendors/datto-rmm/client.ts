import type { Device, DeviceDetail, Site } from '../../domain/estate/source.js';
import { PermissionRefused, SystemUnreachable } from '../../errors.js';
import type { RequestCounts } from '../../ports/session.js';
import type { LeanLister, SetupInputs, SetupLister, SetupLists } from '../../ports/setup.js';
import type {
  AccountIdentity,
  Reading,
  ReadOutcome,
  RequestBudget,
  Scope,
  SourcePort,
} from '../../ports/system.js';
import { endsTheRead } from '../http/answers.js';
import { budgetOf } from '../http/budget.js';
import { concurrently } from '../http/concurrently.js';
import { auditFamilies, auditKindOf, auditSchemas, noAudit } from './audits.js';
import { ClosedAudits } from './closed-audits.js';
import { fellShort } from './completeness.js';
import { DeviceReader } from './device-reader.js';
import { GONE_AFTER } from './limits.js';
import { toSite } from './map.js';
import { readPages } from './pages.js';
import type { ClientParts } from './parts.js';
import { account, type SiteRow, sitePage } from './schema.js';
import { readSetupLists } from './setup-lists.js';

const system = 'datto-rmm';

const siteRows = sitePage.transform(({ pageDetails, sites }) => ({ pageDetails, rows: sites }));

/** Reads Datto RMM. Tokens, pages, odd times and limits stay behind this object; it cannot write. */
export class DattoRmm implements SourcePort, SetupLister<SetupInputs['datto-rmm']>, LeanLister {
  readonly system = system;
  readonly #parts: ClientParts;
  #sites: ReadonlyMap<string, Site> | null = null;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** The account of the key: its `uid` is short text and no GUID. */
  async identity(): Promise<AccountIdentity> {
    const { api, connection } = this.#parts;
    const { uid, name } = await connection.during(() => api.read(api.question('/v2/account'), account));
    return { system, id: uid, name };
  }

  /** All sites, the system's own with `skip`. Incomplete when a page failed or the vendor's total was not reached. */
  async sites(): Promise<Reading<Site>> {
    const { api, connection, clock } = this.#parts;
    const startedAt = clock.now();
    const list = await connection.during(() =>
      readPages<SiteRow>(api, { family: '/v2/account/sites' }, siteRows),
    );
    if (list.unanswered !== null && list.rows.length === 0) throw list.unanswered;
    const records = list.rows.map(toSite);
    this.#sites = new Map(records.map((site) => [site.id, site]));
    const outcome: ReadOutcome = {
      system,
      type: 'site',
      scope: 'all',
      startedAt,
      finishedAt: clock.now(),
      complete: !fellShort(list),
      expected: list.total,
      received: records.length,
      incomplete: [],
      failures: list.failures,
    };
    return { records, outcome };
  }

  /** Devices with their adapters, all or of some sites; each site's count is checked. */
  async devices(scope: Scope): Promise<Reading<Device>> {
    return this.#parts.connection.during(async () => {
      if (scope === 'all' && this.#sites === null) await this.sites();
      return new DeviceReader(this.#parts, this.#sites ?? new Map()).read(scope);
    });
  }

  async devicesWithoutAdapters(): Promise<Reading<Device>> {
    return this.#parts.connection.during(async () => {
      if (this.#sites === null) await this.sites();
      return new DeviceReader(this.#parts, this.#sites ?? new Map()).read('all', { adapters: false });
    });
  }

  async adaptersOf(sites: readonly string[]): ReturnType<LeanLister['adaptersOf']> {
    return this.#parts.connection.during(() =>
      new DeviceReader(this.#parts, this.#sites ?? new Map()).adaptersOf(sites),
    );
  }

  /** What the set-up rules need beside sites and devices: the names of the users. */
  async setupLists(): Promise<SetupLists<SetupInputs['datto-rmm']>> {
    return this.#parts.connection.during(() => readSetupLists(this.#parts));
  }

  /**
   * Reads audits, several at a time. 404 is a device without one (new, offline), 400 a class that has none; other
   * failures, a right that is missing among them, are returned by device.
   *
   * @throws {SystemUnreachable} when several devices in a row get no answer at all.
   */
  async details(
    devices: readonly Device[],
    arrived: (detail: DeviceDetail) => void,
  ): Promise<{ failed: ReadonlyMap<string, string> }> {
    const { connection, concurrency } = this.#parts;
    const failed = new Map<string, string>();
    let unanswered = 0;
    const closed = new ClosedAudits();
    const readOne = async (device: Device) => {
      const why = closed.whyNot(device.deviceClass);
      if (why !== null) return void failed.set(device.id, why);
      try {
        arrived(await this.#detail(device));
        unanswered = 0;
        closed.answered(device.deviceClass);
      } catch (error) {
        if (error instanceof PermissionRefused) closed.refused(device.deviceClass, error.message);
        else if (endsTheRead(error)) throw error;
        if (error instanceof SystemUnreachable && ++unanswered >= GONE_AFTER) throw error;
        failed.set(device.id, error instanceof Error ? error.message : 'failed');
      }
    };
    await connection.during(() => concurrently(devices, concurrency, readOne));
    return { failed };
  }

  /** What is left of the account's reads, all users and integrations together (`GET /v2/system/request_rate`, spec). */
  async budget(): Promise<RequestBudget | null> {
    const { api, connection } = this.#parts;
    const report = await connection.during(() => api.rateReport());
    return report && budgetOf(report);
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

  async #detail(device: Device): Promise<DeviceDetail> {
    const { api, clock } = this.#parts;
    const kind = auditKindOf(device.deviceClass);
    const detail = (state: DeviceDetail['state'], facts = noAudit): DeviceDetail => ({
      deviceId: device.id,
      state,
      readAt: clock.now(),
      detailKey: device.detailKey,
      ...facts,
    });
    if (kind === null) return detail('not-applicable');

    const question = api.question(auditFamilies[kind], [device.id]);
    const reply = await api.ask(question);
    if (reply.status === 404) return detail('not-audited');
    if (reply.status === 400) return detail('not-applicable');
    if (reply.status !== 200) throw api.unexpected(question, reply);
    return detail('read', api.shape(question, reply, auditSchemas[kind]));
  }
}
