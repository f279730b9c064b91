import type { SimulatorClock } from '../clock.js';
import type { Estate, RmmDevice, RmmSite } from '../estate/estate.js';
import { jsonReply, type Reply, type SimRequest } from '../http/exchange.js';
import { type AuditKind, auditOf } from './audits.js';
import { DeviceIndex } from './device-index.js';
import { failure } from './failure.js';
import { listReply, PAGE_CEILING } from './list.js';
import type { DattoRmmOptions } from './options.js';
import { Renderer } from './render.js';

type Route = readonly [pattern: RegExp, answer: (request: SimRequest, found: readonly string[]) => Reply];

const text = (value: unknown): string => JSON.stringify(value);

/** Every read of sections v2 and v3 that a sync tool may use, as a table of routes below `/api`. */
export class DattoReads {
  readonly #estate: Estate;
  readonly #options: DattoRmmOptions;
  readonly #clock: SimulatorClock;
  readonly #render: Renderer;
  readonly #index: DeviceIndex;
  readonly #routes: readonly Route[];

  constructor(estate: Estate, options: DattoRmmOptions, clock: SimulatorClock) {
    this.#estate = estate;
    this.#options = options;
    this.#clock = clock;
    this.#render = new Renderer(estate, options);
    this.#index = new DeviceIndex(estate.rmm);
    this.#routes = [
      ...this.#deviceRoutes(),
      ...this.#siteRoutes(),
      ...this.#accountRoutes(),
      ...this.#newerRoutes(),
    ];
  }

  /** `null` when no route fits. `path`: without `/api`. */
  answer(request: SimRequest, path: string): Reply | null {
    for (const [pattern, answer] of this.#routes) {
      const found = pattern.exec(path);
      if (found !== null) return answer(request, found.slice(1).map(decodeURIComponent));
    }
    return null;
  }

  #deviceRoutes(): readonly Route[] {
    const { devices } = this.#estate.rmm;
    return [
      [
        /^\/v2\/audit\/(device|esxihost|printer)\/([^/]+)$/,
        (request, [kind, uid = '']) => this.#audit(request, kind as AuditKind, uid),
      ],
      [/^\/v2\/audit\/device\/macAddress\/([^/]+)$/, (_, [mac = '']) => this.#auditsByMac(mac)],
      [/^\/v2\/audit\/device\/([^/]+)\/software$/, (request, [uid = '']) => this.#software(request, uid)],
      [/^\/v2\/device\/([^/]+)$/, (request, [uid = '']) => this.#device(request, devices.get(uid), 'v2')],
      [
        /^\/v2\/device\/id\/(\d+)$/,
        (request, [id]) => this.#device(request, this.#index.numbered(Number(id)), 'v2'),
      ],
      [/^\/v2\/device\/macAddress\/([^/]+)$/, (_, [mac = '']) => this.#devicesByMac(mac, 'v2')],
      [/^\/v2\/device\/[^/]+\/alerts\/(?:open|resolved)$/, this.#nothing('alerts')],
      [/^\/v2\/device\/[^/]+\/patches$/, this.#nothing('patches')],
    ];
  }

  #siteRoutes(): readonly Route[] {
    return [
      [/^\/v2\/site\/([^/]+)$/, this.#ofSite((site) => jsonReply(200, this.#siteValue(site)))],
      [
        /^\/v2\/site\/([^/]+)\/devices$/,
        this.#ofSite(({ uid }, request) => this.#devices(request, this.#index.inSite(uid))),
      ],
      [
        /^\/v2\/site\/([^/]+)\/devices\/network-interface$/,
        this.#ofSite(({ uid }, request) => this.#networkRows(request, uid)),
      ],
      [/^\/v2\/site\/([^/]+)\/settings$/, this.#ofSite(siteSettings)],
      [
        /^\/v2\/site\/([^/]+)\/variables$/,
        this.#ofSite(({ variables }, request) => this.#list(request, 'variables', variables, text)),
      ],
      [/^\/v2\/site\/[^/]+\/alerts\/(?:open|resolved)$/, this.#nothing('alerts')],
      [/^\/v2\/site\/[^/]+\/filters$/, this.#nothing('filters')],
      [/^\/v2\/site\/[^/]+\/patches$/, this.#nothing('patches')],
    ];
  }

  #accountRoutes(): readonly Route[] {
    const note = { id: 1, name: 'api-note', value: 'none', masked: false };
    return [
      [/^\/v2\/account$/, () => this.#account()],
      [/^\/v2\/account\/sites$/, (request) => this.#sites(request)],
      [/^\/v2\/account\/devices$/, (request) => this.#devices(request, this.#index.search(request.query))],
      [/^\/v2\/account\/users$/, (request) => this.#list(request, 'users', this.#users(), text)],
      [/^\/v2\/account\/variables$/, (request) => this.#list(request, 'variables', [note], text)],
      [/^\/v2\/account\/dnet-site-mappings$/, this.#nothing('dnetSiteMappings')],
      [/^\/v2\/account\/alerts\/(?:open|resolved)$/, this.#nothing('alerts')],
      [/^\/v2\/filter\/(?:default|custom)-filters$/, this.#nothing('filters')],
      [/^\/v2\/system\/pagination$/, () => jsonReply(200, { max: PAGE_CEILING })],
    ];
  }

  /** Version 3 differs in the user-defined fields only (spec, Build 235). */
  #newerRoutes(): readonly Route[] {
    const render = (device: RmmDevice): string => text(this.#render.deviceValue(device, 'v3'));
    return [
      [
        /^\/v3\/account\/devices$/,
        (request) => this.#list(request, 'devices', this.#index.search(request.query), render),
      ],
      [
        /^\/v3\/site\/([^/]+)\/devices$/,
        this.#ofSite(({ uid }, request) => this.#list(request, 'devices', this.#index.inSite(uid), render)),
      ],
      [
        /^\/v3\/device\/([^/]+)$/,
        (request, [uid = '']) => this.#device(request, this.#estate.rmm.devices.get(uid), 'v3'),
      ],
      [
        /^\/v3\/device\/id\/(\d+)$/,
        (request, [id]) => this.#device(request, this.#index.numbered(Number(id)), 'v3'),
      ],
      [/^\/v3\/device\/macAddress\/([^/]+)$/, (_, [mac = '']) => this.#devicesByMac(mac, 'v3')],
    ];
  }

  #list<T>(request: SimRequest, name: string, all: readonly T[], render: (row: T) => string): Reply {
    return listReply(request, { name, all, render }, this.#options, this.#clock.now());
  }

  #nothing(name: string): Route[1] {
    return (request) => this.#list(request, name, [], text);
  }

  #ofSite(answer: (site: RmmSite, request: SimRequest) => Reply): Route[1] {
    return (request, [uid = '']) => {
      const site = this.#estate.rmm.sites.get(uid);
      return site === undefined ? this.#fail(404, request) : answer(site, request);
    };
  }

  #fail(status: number, request: SimRequest): Reply {
    return failure(status, request, this.#clock.now());
  }

  // --- devices ---

  #devices(request: SimRequest, all: readonly RmmDevice[]): Reply {
    return this.#list(request, 'devices', all, (device) => this.#render.device(device));
  }

  #device(request: SimRequest, device: RmmDevice | undefined, version: 'v2' | 'v3'): Reply {
    if (device === undefined) return this.#fail(404, request);
    return jsonReply(200, this.#render.deviceValue(device, version));
  }

  /** A bare array, without an envelope (spec). */
  #devicesByMac(mac: string, version: 'v2' | 'v3'): Reply {
    return jsonReply(
      200,
      this.#index.withMac(mac).map((device) => this.#render.deviceValue(device, version)),
    );
  }

  #networkRows(request: SimRequest, siteUid: string): Reply {
    const covers = ({ deviceClass }: RmmDevice): boolean =>
      this.#options.networkRows === 'all' ||
      (deviceClass !== 'rmmnetworkdevice' && deviceClass !== 'unknown');
    const rows = this.#index.inSite(siteUid).filter(covers);
    return this.#list(request, 'devices', rows, (device) => text(this.#render.networkRow(device)));
  }

  // --- audits ---

  /** 400 when the class does not fit the endpoint, 404 while there is no audit (observed). */
  #audit(request: SimRequest, kind: AuditKind, uid: string): Reply {
    const device = this.#estate.rmm.devices.get(uid);
    if (device === undefined) return this.#fail(404, request);
    if (device.deviceClass !== kind) return this.#fail(400, request);
    return device.audited ? jsonReply(200, auditOf(kind, device, this.#render)) : this.#fail(404, request);
  }

  #auditsByMac(mac: string): Reply {
    const audited = this.#index
      .withMac(mac)
      .filter((device) => device.audited && device.deviceClass === 'device');
    return jsonReply(
      200,
      audited.map((device) => auditOf('device', device, this.#render)),
    );
  }

  #software(request: SimRequest, uid: string): Reply {
    const device = this.#estate.rmm.devices.get(uid);
    if (device === undefined) return this.#fail(404, request);
    if (device.deviceClass !== 'device') return this.#fail(400, request);
    return device.audited ? this.#list(request, 'software', device.software, text) : this.#fail(404, request);
  }

  // --- account and sites ---

  #sites(request: SimRequest): Reply {
    const wanted = request.query.get('siteName')?.toLowerCase() ?? '';
    const sites = [...this.#estate.rmm.sites.values()].filter(({ name }) =>
      name.toLowerCase().includes(wanted),
    );
    return this.#list(request, 'sites', sites, (site) => text(this.#siteValue(site)));
  }

  #siteValue(site: RmmSite): Record<string, unknown> {
    const devices = this.#index.inSite(site.uid);
    return this.#render.site(site, devices.length, devices.filter(({ online }) => online === true).length);
  }

  #account(): Reply {
    const { rmm } = this.#estate;
    const devices = [...rmm.devices.values()];
    const online = devices.filter((device) => device.online === true).length;
    const onDemand = devices.filter(({ siteUid }) => rmm.sites.get(siteUid)?.onDemand === true).length;
    return jsonReply(200, {
      id: rmm.id,
      name: rmm.name,
      uid: rmm.uid,
      currency: 'USD',
      // The first key is the vendor's own spelling (spec).
      descriptor: {
        bilingEmail: 'billing@northwind-it.example',
        deviceLimit: 20_000,
        timeZone: 'America/New_York',
      },
      devicesStatus: {
        numberOfDevices: devices.length,
        numberOfOnlineDevices: online,
        numberOfOfflineDevices: devices.length - online,
        numberOfOnDemandDevices: onDemand,
        numberOfManagedDevices: devices.length - onDemand,
      },
    });
  }

  #users(): Record<string, unknown>[] {
    return this.#estate.rmm.users.map((user) => ({
      ...user,
      email: `${user.username}@northwind-it.example`,
      telephone: null,
      status: 'Active',
      created: this.#render.time(this.#estate.madeAt - 86_400_000_000),
      lastAccess: this.#render.time(this.#estate.madeAt),
      disabled: false,
    }));
  }
}

function siteSettings({ name, uid, description, onDemand, proxy }: RmmSite): Reply {
  return jsonReply(200, {
    generalSettings: { name, uid, description, onDemand },
    proxySettings: proxy,
    mailRecipients: [],
  });
}
