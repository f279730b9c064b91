import type { Device, Nic, Site } from '../../domain/estate/source.js';
import { VendorError } from '../../errors.js';
import type { ReadFailure, Reading, Scope } from '../../ports/system.js';
import { endsTheRead } from '../http/answers.js';
import { concurrently } from '../http/concurrently.js';
import { fellShort, incompleteSites } from './completeness.js';
import { GONE_AFTER } from './limits.js';
import { toDevice, toSite } from './map.js';
import { toNic } from './nics.js';
import { type PagedList, readPages } from './pages.js';
import type { ClientParts } from './parts.js';
import {
  type DeviceRow,
  devicePage,
  type InterfaceRow,
  interfacePage,
  site as siteSchema,
} from './schema.js';

const deviceRows = devicePage.transform(({ pageDetails, devices }) => ({ pageDetails, rows: devices }));
const interfaceRows = interfacePage.transform(({ pageDetails, devices }) => ({ pageDetails, rows: devices }));

/**
 * One reading of devices: the account's list or some sites' own, and beside it each site's network-interface rows, the
 * cheapest bulk source of MACs (datto-rmm.md section 7).
 */
export class DeviceReader {
  readonly #parts: ClientParts;
  readonly #known: ReadonlyMap<string, Site>;
  readonly #devices = new Map<string, DeviceRow>();
  readonly #interfaces = new Map<string, InterfaceRow>();
  readonly #failures: ReadFailure[] = [];
  /** Sites of which something could not be read, with what. */
  readonly #failed = new Map<string, string>();
  #expected: number | null = null;
  #fellShort = false;
  #answered = 0;
  #unanswered = 0;

  constructor(parts: ClientParts, known: ReadonlyMap<string, Site>) {
    this.#parts = parts;
    this.#known = known;
  }

  /** `adapters` false leaves out the network-interface rows: one request a site less. */
  async read(
    scope: Scope,
    wants: { readonly adapters: boolean } = { adapters: true },
  ): Promise<Reading<Device>> {
    const { clock, concurrency } = this.#parts;
    const startedAt = clock.now();
    const sites = scope === 'all' ? [...this.#known.values()] : await this.#sitesOf(scope);
    const ofSite = scope === 'all' ? [] : sites.map((site) => () => this.#siteDevices(site));
    const lists = scope === 'all' ? [() => this.#accountDevices()] : ofSite;
    const asked = wants.adapters ? sites.filter(mayHaveAdapters) : [];
    const adapters = asked.map((site) => () => this.#siteInterfaces(site));
    await concurrently([...lists, ...adapters], concurrency, (work) => work());

    const records = [...this.#devices.values()].map((row) => toDevice(row, this.#interfaces.get(row.uid)));
    const incomplete = incompleteSites({
      sites,
      received: countBySite(records),
      listFellShort: this.#fellShort,
      failed: this.#failed,
    });
    const missing = scope === 'all' ? [] : scope.filter((id) => !sites.some((site) => site.id === id));
    incomplete.push(
      ...missing.map((scopeId) => ({ scopeId, why: this.#failed.get(scopeId) ?? 'not found' })),
    );
    const outcome = {
      system: 'datto-rmm',
      type: 'device',
      scope,
      startedAt,
      finishedAt: clock.now(),
      complete: incomplete.length === 0 && !this.#fellShort && this.#failures.length === 0,
      expected: this.#expected,
      received: records.length,
      incomplete,
      failures: this.#failures,
    };
    return { records, outcome };
  }

  /** The network-interface rows of some sites alone, by device uid. */
  async adaptersOf(ids: readonly string[]): Promise<{
    readonly adapters: ReadonlyMap<string, readonly Nic[]>;
    readonly failures: readonly ReadFailure[];
  }> {
    const sites = await this.#sitesOf(ids);
    await concurrently(sites, this.#parts.concurrency, (site) => this.#siteInterfaces(site));
    const adapters = new Map([...this.#interfaces].map(([uid, { nics }]) => [uid, nics.map(toNic)] as const));
    return { adapters, failures: this.#failures };
  }

  async #accountDevices(): Promise<void> {
    this.#take(await readPages<DeviceRow>(this.#parts.api, { family: '/v2/account/devices' }, deviceRows));
  }

  async #siteDevices(site: Site): Promise<void> {
    const list = { family: '/v2/site/{}/devices', open: [site.id] };
    const read = await readPages<DeviceRow>(this.#parts.api, list, deviceRows);
    this.#take(read);
    if (fellShort(read)) this.#failed.set(site.id, this.#why(read, 'devices'));
  }

  #take(list: PagedList<DeviceRow>): void {
    this.#throwIfGone(list);
    for (const row of list.rows) this.#devices.set(row.uid, row);
    if (list.total !== null) this.#expected = (this.#expected ?? 0) + list.total;
    this.#failures.push(...list.failures);
    this.#fellShort ||= fellShort(list);
  }

  /** Adapters are evidence: without them a site's devices could match too little, so the site counts as incomplete. */
  async #siteInterfaces(site: Site): Promise<void> {
    const list = { family: '/v2/site/{}/devices/network-interface', open: [site.id] };
    const read = await readPages<InterfaceRow>(this.#parts.api, list, interfaceRows);
    this.#throwIfGone(read);
    for (const row of read.rows) this.#interfaces.set(row.uid, row);
    this.#failures.push(...read.failures);
    if (fellShort(read)) this.#failed.set(site.id, this.#why(read, 'network interfaces'));
  }

  /** One list without an answer is that list's; none at all, or several, mean that the system is gone. */
  #throwIfGone({ unanswered }: PagedList<unknown>): void {
    if (unanswered === null) this.#answered += 1;
    else if (this.#answered === 0 || ++this.#unanswered >= GONE_AFTER) throw unanswered;
  }

  #why(list: PagedList<unknown>, what: string): string {
    return list.failures[0]?.why ?? `${list.rows.length} of ${list.total} ${what} were listed`;
  }

  /** The sites by id: known ones, else each one's own record. One that is not there is left out and noted. */
  async #sitesOf(ids: readonly string[]): Promise<Site[]> {
    const { api, concurrency } = this.#parts;
    const found = new Map<string, Site>();
    await concurrently(ids, concurrency, async (id) => {
      try {
        found.set(
          id,
          this.#known.get(id) ?? toSite(await api.read(api.question('/v2/site/{}', [id]), siteSchema)),
        );
      } catch (error) {
        if (endsTheRead(error) || !(error instanceof VendorError)) throw error;
        this.#failed.set(id, error.status === 404 ? 'there is no such site' : error.message);
        this.#failures.push({ request: `GET /v2/site/${id}`, why: error.message });
      }
    });
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}

function mayHaveAdapters(site: Site): boolean {
  return site.skip === null && site.deviceCount !== 0;
}

function countBySite(devices: readonly Device[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { siteId } of devices) counts.set(siteId, (counts.get(siteId) ?? 0) + 1);
  return counts;
}
