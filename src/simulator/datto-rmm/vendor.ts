import type { SimulatorClock } from '../clock.js';
import type { Estate, RmmDevice, RmmSite } from '../estate/estate.js';
import type { Random } from '../estate/random.js';
import { JSON_HEADERS, jsonReply, type Reply, type SimRequest, type Vendor } from '../http/exchange.js';
import type { Journal } from '../http/journal.js';
import { cutPage } from '../http/list-page.js';
import { type AuditKind, auditOf } from './audits.js';
import { DattoLimits } from './limits.js';
import type { DattoRmmOptions } from './options.js';
import { Renderer } from './render.js';
import { type DattoKey, Tokens } from './tokens.js';

const PAGE_CEILING = 250;
const TOKEN_PATH = '/auth/oauth/token';

type Route = readonly [pattern: RegExp, answer: (found: readonly string[], request: SimRequest) => Reply];

export interface DattoRmmSetUp {
  readonly estate: Estate;
  readonly clock: SimulatorClock;
  readonly journal: Journal;
  readonly random: Random;
  readonly key: DattoKey;
  readonly options: DattoRmmOptions;
  readonly limits: number | 'unlimited';
  /** Put before echoed credentials in error bodies, or `null` for no echo. */
  readonly echo: string | null;
}

/** Datto RMM's API v2 (and the v3 device reads) over the estate. Refuses and reports every write. */
export class DattoRmm implements Vendor {
  readonly system = 'datto-rmm';
  readonly tokens: Tokens;
  readonly limits: DattoLimits;
  readonly #setUp: DattoRmmSetUp;
  readonly #render: Renderer;
  readonly #startedAt: number;
  readonly #routes: readonly Route[];
  #sites: { revision: number; devices: Map<string, RmmDevice[]> } = { revision: -1, devices: new Map() };

  constructor(setUp: DattoRmmSetUp) {
    this.#setUp = setUp;
    this.tokens = new Tokens(setUp.key, setUp.options, setUp.random.fork('tokens'));
    this.limits = new DattoLimits(setUp.limits);
    this.#render = new Renderer(setUp.estate, setUp.options);
    this.#startedAt = setUp.clock.now();
    this.#routes = this.#makeRoutes();
  }

  isRead(method: string, path: string): boolean {
    return method === 'GET' || method === 'HEAD' || (method === 'POST' && path === TOKEN_PATH);
  }

  expireTokens(): void {
    this.tokens.expireAll();
  }

  revokeKey(): void {
    this.tokens.revoke();
  }

  answer(request: SimRequest): Reply {
    const { clock, journal, echo } = this.#setUp;
    const now = clock.now();
    if (request.method === 'POST' && request.path === TOKEN_PATH)
      return this.tokens.grant(request, now, echo);
    if (request.method === 'GET' && request.path === '/api/v2/system/status') return this.#status();
    if (!request.path.startsWith('/api/')) return failure(404, request, now);

    const permit = this.limits.ask(now);
    if (permit.outcome === 'blocked')
      return {
        status: 403,
        body: '<html><h1>403 Forbidden</h1></html>',
        headers: { 'content-type': 'text/html' },
      };
    if (permit.outcome === 'too-many') return failure(429, request, now);
    if (!this.tokens.accepts(request.headers.authorization, now)) {
      return failure(
        401,
        request,
        now,
        echo === null ? null : `${echo}${request.headers.authorization ?? ''}`,
      );
    }
    if (request.method !== 'GET') {
      journal.violated({
        system: this.system,
        method: request.method,
        path: request.path,
        why: 'a write to Datto RMM',
        at: now,
      });
      return failure(403, request, now);
    }
    const reply = this.#route(request) ?? failure(404, request, now);
    return permit.delayMs > 0 ? { ...reply, delayMs: permit.delayMs } : reply;
  }

  #route(request: SimRequest): Reply | null {
    const path = request.path.slice('/api'.length);
    for (const [pattern, answer] of this.#routes) {
      const found = pattern.exec(path);
      if (found !== null) return answer(found.slice(1).map(decodeURIComponent), request);
    }
    return null;
  }

  #makeRoutes(): readonly Route[] {
    const { rmm } = this.#setUp.estate;
    const nothing = (name: string) => (_: readonly string[], request: SimRequest) =>
      this.#list(request, name, [], text);
    return [
      [
        /^\/v2\/audit\/(device|esxihost|printer)\/([^/]+)$/,
        ([kind, uid], request) => this.#audit(kind as AuditKind, uid ?? '', request),
      ],
      [
        /^\/v2\/audit\/device\/macAddress\/([^/]+)$/,
        ([mac]) =>
          jsonReply(
            200,
            this.#byMac(mac ?? '')
              .filter(({ audited, deviceClass }) => audited && deviceClass === 'device')
              .map((device) => auditOf('device', device, this.#render)),
          ),
      ],
      [/^\/v2\/audit\/device\/([^/]+)\/software$/, ([uid], request) => this.#software(uid ?? '', request)],
      [
        /^\/v2\/site\/([^/]+)\/devices$/,
        ([uid], request) =>
          this.#inSite(uid, request, (list) =>
            this.#list(request, 'devices', list, (device) => this.#render.device(device)),
          ),
      ],
      [
        /^\/v2\/site\/([^/]+)\/devices\/network-interface$/,
        ([uid], request) => this.#networkRows(uid ?? '', request),
      ],
      [
        /^\/v2\/account\/devices$/,
        (_, request) =>
          this.#list(request, 'devices', this.#searched(request), (device) => this.#render.device(device)),
      ],
      [/^\/v2\/account\/sites$/, (_, request) => this.#listSites(request)],
      [/^\/v2\/account$/, () => this.#account()],
      [/^\/v2\/account\/users$/, (_, request) => this.#list(request, 'users', [this.#user()], text)],
      [
        /^\/v2\/account\/variables$/,
        (_, request) =>
          this.#list(request, 'variables', [{ id: 1, name: 'api-note', value: 'none', masked: false }], text),
      ],
      [/^\/v2\/account\/dnet-site-mappings$/, nothing('dnetSiteMappings')],
      [/^\/v2\/account\/alerts\/(?:open|resolved)$/, nothing('alerts')],
      [
        /^\/v2\/site\/([^/]+)$/,
        ([uid], request) => this.#inSite(uid, request, (_, site) => jsonReply(200, this.#siteValue(site))),
      ],
      [
        /^\/v2\/site\/([^/]+)\/settings$/,
        ([uid], request) => this.#inSite(uid, request, (_, site) => siteSettings(site)),
      ],
      [
        /^\/v2\/site\/([^/]+)\/variables$/,
        ([uid], request) =>
          this.#inSite(uid, request, (_, site) => this.#list(request, 'variables', site.variables, text)),
      ],
      [/^\/v2\/site\/[^/]+\/alerts\/(?:open|resolved)$/, nothing('alerts')],
      [/^\/v2\/site\/[^/]+\/filters$/, nothing('filters')],
      [/^\/v2\/(?:site|device)\/[^/]+\/patches$/, nothing('patches')],
      [
        /^\/v2\/device\/([^/]+)$/,
        ([uid], request) => this.#oneDevice(rmm.devices.get(uid ?? ''), 'v2', request),
      ],
      [
        /^\/v2\/device\/id\/(\d+)$/,
        ([id], request) => this.#oneDevice(this.#byNumber(Number(id)), 'v2', request),
      ],
      [
        /^\/v2\/device\/macAddress\/([^/]+)$/,
        ([mac]) =>
          jsonReply(
            200,
            this.#byMac(mac ?? '').map((device) => this.#render.deviceValue(device, 'v2')),
          ),
      ],
      [/^\/v2\/device\/[^/]+\/alerts\/(?:open|resolved)$/, nothing('alerts')],
      [/^\/v2\/filter\/(?:default|custom)-filters$/, nothing('filters')],
      [
        /^\/v2\/system\/request_rate$/,
        () => jsonReply(200, this.limits.report(rmm.uid, this.#setUp.clock.now())),
      ],
      [/^\/v2\/system\/pagination$/, () => jsonReply(200, { max: PAGE_CEILING })],
      [
        /^\/v3\/account\/devices$/,
        (_, request) =>
          this.#list(request, 'devices', this.#searched(request), (device) =>
            text(this.#render.deviceValue(device, 'v3')),
          ),
      ],
      [
        /^\/v3\/site\/([^/]+)\/devices$/,
        ([uid], request) =>
          this.#inSite(uid, request, (list) =>
            this.#list(request, 'devices', list, (device) => text(this.#render.deviceValue(device, 'v3'))),
          ),
      ],
      [
        /^\/v3\/device\/([^/]+)$/,
        ([uid], request) => this.#oneDevice(rmm.devices.get(uid ?? ''), 'v3', request),
      ],
      [
        /^\/v3\/device\/id\/(\d+)$/,
        ([id], request) => this.#oneDevice(this.#byNumber(Number(id)), 'v3', request),
      ],
    ];
  }

  // --- lists ---

  /** One page: zero-based `page`, `max` silently reduced to 250 (spec, observed). */
  #list<T>(request: SimRequest, name: string, all: readonly T[], render: (row: T) => string): Reply {
    const page = wholeNumber(request.query.get('page') ?? '0');
    const wanted = wholeNumber(request.query.get('max') ?? String(PAGE_CEILING));
    if (page === null || wanted === null || wanted === 0)
      return failure(400, request, this.#setUp.clock.now());
    const size = Math.min(wanted, PAGE_CEILING);
    const cut = cutPage(all, { offset: page * size, size, origin: request.origin }, request.twist);
    const last = this.#setUp.options.lastPage === 'blank' ? '' : null;
    const pageDetails = {
      count: cut.rows.length,
      totalCount: cut.total,
      prevPageUrl: page > 0 ? this.#pageUrl(request, request.origin, page - 1, size) : null,
      nextPageUrl: cut.hasNext ? this.#pageUrl(request, cut.nextOrigin, page + 1, size) : last,
    };
    const rows = cut.rows.map(render).join(',');
    return {
      status: 200,
      body: `{"pageDetails":${JSON.stringify(pageDetails)},"${name}":[${rows}]}`,
      headers: JSON_HEADERS,
    };
  }

  #pageUrl(request: SimRequest, origin: string, page: number, size: number): string {
    const query = new URLSearchParams(this.#setUp.options.losesFilters ? '' : request.query);
    query.set('max', String(size));
    query.set('page', String(page));
    return `${origin}${request.path}?${query}`;
  }

  #listSites(request: SimRequest): Reply {
    const name = request.query.get('siteName')?.toLowerCase() ?? '';
    const sites = [...this.#setUp.estate.rmm.sites.values()].filter((site) =>
      site.name.toLowerCase().includes(name),
    );
    return this.#list(request, 'sites', sites, (site) => text(this.#siteValue(site)));
  }

  #siteValue(site: RmmSite): Record<string, unknown> {
    const devices = this.#devicesOf(site.uid);
    return this.#render.site(site, devices.length, devices.filter(({ online }) => online === true).length);
  }

  #networkRows(uid: string, request: SimRequest): Reply {
    const covers = ({ deviceClass }: RmmDevice): boolean =>
      this.#setUp.options.networkRows === 'all' ||
      (deviceClass !== 'rmmnetworkdevice' && deviceClass !== 'unknown');
    return this.#inSite(uid, request, (list) =>
      this.#list(request, 'devices', list.filter(covers), (device) => text(this.#render.networkRow(device))),
    );
  }

  /** Text filters are partial matches (doc). */
  #searched({ query }: SimRequest): readonly RmmDevice[] {
    const { devices, sites } = this.#setUp.estate.rmm;
    const wanted = (name: string): string => query.get(name)?.toLowerCase() ?? '';
    const [hostname, type, system, site] = [
      wanted('hostname'),
      wanted('deviceType'),
      wanted('operatingSystem'),
      wanted('siteName'),
    ];
    const all = [...devices.values()];
    if (hostname === '' && type === '' && system === '' && site === '') return all;
    return all.filter(
      (device) =>
        device.hostname.toLowerCase().includes(hostname) &&
        (device.type ?? '').toLowerCase().includes(type) &&
        (device.operatingSystem ?? '').toLowerCase().includes(system) &&
        (sites.get(device.siteUid)?.name ?? '').toLowerCase().includes(site),
    );
  }

  #devicesOf(siteUid: string): readonly RmmDevice[] {
    const { rmm } = this.#setUp.estate;
    if (this.#sites.revision !== rmm.revision) {
      const devices = new Map<string, RmmDevice[]>();
      for (const device of rmm.devices.values()) {
        const siblings = devices.get(device.siteUid);
        if (siblings === undefined) devices.set(device.siteUid, [device]);
        else siblings.push(device);
      }
      this.#sites = { revision: rmm.revision, devices };
    }
    return this.#sites.devices.get(siteUid) ?? [];
  }

  // --- single records ---

  #inSite(
    uid: string | undefined,
    request: SimRequest,
    then: (devices: readonly RmmDevice[], site: RmmSite) => Reply,
  ): Reply {
    const site = this.#setUp.estate.rmm.sites.get(uid ?? '');
    if (site === undefined) return failure(404, request, this.#setUp.clock.now());
    return then(this.#devicesOf(site.uid), site);
  }

  #oneDevice(device: RmmDevice | undefined, version: 'v2' | 'v3', request: SimRequest): Reply {
    if (device === undefined) return failure(404, request, this.#setUp.clock.now());
    return jsonReply(200, this.#render.deviceValue(device, version));
  }

  #byNumber(id: number): RmmDevice | undefined {
    return [...this.#setUp.estate.rmm.devices.values()].find((device) => device.id === id);
  }

  /** Several devices share a dock's address: the answer is a bare array. */
  #byMac(mac: string): RmmDevice[] {
    const wanted = mac.toUpperCase();
    return [...this.#setUp.estate.rmm.devices.values()].filter(({ hardware }) =>
      hardware.nics.some((nic) => nic.mac === wanted),
    );
  }

  /** 400 when the class does not fit the endpoint, 404 while there is no audit (observed). */
  #audit(kind: AuditKind, uid: string, request: SimRequest): Reply {
    const now = this.#setUp.clock.now();
    const device = this.#setUp.estate.rmm.devices.get(uid);
    if (device === undefined) return failure(404, request, now);
    if (device.deviceClass !== kind) return failure(400, request, now);
    return device.audited ? jsonReply(200, auditOf(kind, device, this.#render)) : failure(404, request, now);
  }

  #software(uid: string, request: SimRequest): Reply {
    const now = this.#setUp.clock.now();
    const device = this.#setUp.estate.rmm.devices.get(uid);
    if (device === undefined) return failure(404, request, now);
    if (device.deviceClass !== 'device') return failure(400, request, now);
    return device.audited
      ? this.#list(request, 'software', device.software, text)
      : failure(404, request, now);
  }

  #account(): Reply {
    const { rmm } = this.#setUp.estate;
    const devices = [...rmm.devices.values()];
    const online = devices.filter((device) => device.online === true).length;
    const onDemand = devices.filter(({ siteUid }) => rmm.sites.get(siteUid)?.onDemand === true).length;
    return jsonReply(200, {
      id: rmm.id,
      name: rmm.name,
      uid: rmm.uid,
      currency: 'USD',
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

  #user(): Record<string, unknown> {
    return {
      firstName: 'Api',
      lastName: 'User',
      username: 'api.user',
      email: 'api@northwind-it.example',
      telephone: null,
      status: 'Active',
      created: this.#render.time(this.#startedAt - 86_400_000_000),
      lastAccess: this.#render.time(this.#startedAt),
      disabled: false,
    };
  }

  #status(): Reply {
    return jsonReply(200, {
      version: '2.0.0',
      status: 'OK',
      started: new Date(this.#startedAt).toISOString(),
    });
  }
}

function siteSettings({ name, uid, description, onDemand, proxy }: RmmSite): Reply {
  return jsonReply(200, {
    generalSettings: { name, uid, description, onDemand },
    proxySettings: proxy,
    mailRecipients: [],
  });
}

/** Build 235's `ErrorResponse` (spec). */
function failure(status: number, { path }: SimRequest, now: number, detail: string | null = null): Reply {
  const reasons: Record<number, string> = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'Not Found',
    429: 'Too Many Requests',
  };
  return jsonReply(status, {
    timestamp: now,
    status,
    error: reasons[status] ?? 'Error',
    path,
    ...(detail === null ? {} : { message: detail }),
  });
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
