import { type Answer, type Asked, CountingServer } from './counting-server.js';

type Row = Record<string, unknown>;

export interface DattoEstate {
  sites: Row[];
  /** Each with `siteUid`. */
  devices: Row[];
  /** Network-interface rows by device uid. */
  nics: Record<string, Row[]>;
  /** Audits by device uid; a class that does not fit is a test's own fault. */
  audits: Record<string, Row>;
  rate: Row;
}

export interface DattoSwitches {
  /** Answers instead of the server, or `null` to let it answer. */
  before?: (asked: Asked, server: DattoServer) => Answer | null;
  /** Changes a page before it leaves. */
  page?: (page: { pageDetails: Row } & Row, asked: Asked) => Row;
  pageSize?: number;
}

/** A Datto RMM of a few lines, written from the vendor's paper for the client's tests alone. */
export class DattoServer {
  readonly key = 'CANARYKEY0123';
  readonly secret = 'canary-secret+/=';
  /** Tokens handed out; only the last one is taken. */
  readonly tokens: string[] = [];
  readonly estate: DattoEstate;
  readonly switches: DattoSwitches;
  #http!: CountingServer;

  private constructor(estate: DattoEstate, switches: DattoSwitches) {
    this.estate = estate;
    this.switches = switches;
  }

  static async start(estate: Partial<DattoEstate> = {}, switches: DattoSwitches = {}): Promise<DattoServer> {
    const server = new DattoServer(
      { sites: [], devices: [], nics: {}, audits: {}, rate: unlimited, ...estate },
      switches,
    );
    server.#http = await CountingServer.start((asked) => server.#answer(asked));
    return server;
  }

  get url(): string {
    return this.#http.url;
  }

  get asked(): readonly Asked[] {
    return this.#http.asked;
  }

  count(method: string, path: RegExp): number {
    return this.#http.count(method, path);
  }

  /** From now on the token in use is refused. */
  expireToken(): void {
    this.tokens.push('none-yet');
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #answer(asked: Asked): Answer {
    const instead = this.switches.before?.(asked, this);
    if (instead) return instead;
    if (asked.url.pathname === '/auth/oauth/token') return this.#logIn(asked);
    if (asked.headers.authorization !== `Bearer ${this.tokens.at(-1)}`) return { status: 401, text: '' };
    if (asked.method !== 'GET') return { status: 405 };
    return this.#resource(asked);
  }

  #logIn(asked: Asked): Answer {
    const form = new URLSearchParams(asked.body);
    const isRight =
      asked.method === 'POST' &&
      asked.headers.authorization === `Basic ${Buffer.from('public-client:public').toString('base64')}` &&
      form.get('grant_type') === 'password' &&
      form.get('username') === this.key &&
      form.get('password') === this.secret;
    if (!isRight) return { status: 400, json: { error: 'invalid_grant' } };
    const token = `eyJ.canary-token-${this.tokens.length}.x`;
    this.tokens.push(token);
    return { json: { access_token: token, token_type: 'bearer', expires_in: 359_999 } };
  }

  #resource(asked: Asked): Answer {
    const { estate } = this;
    const path = decodeURIComponent(asked.url.pathname.replace(/^\/api/, ''));
    const ofSite = /^\/v2\/site\/([^/]+)(\/.*)?$/.exec(path);
    const devicesOf = (uid: unknown) => estate.devices.filter((device) => device.siteUid === uid);
    if (path === '/v2/system/request_rate') return { json: estate.rate };
    if (path === '/v2/account') return { json: { id: 1, uid: 'qx3f00042', name: 'Harbor MSP' } };
    if (path === '/v2/account/sites') return this.#page(asked, 'sites', estate.sites);
    if (path === '/v2/account/devices') return this.#page(asked, 'devices', estate.devices);
    if (path.startsWith('/v2/audit/')) return this.#audit(path.split('/').at(-1) ?? '');
    const site = estate.sites.find(({ uid }) => uid === ofSite?.[1]);
    if (!site) return { status: 404, json: { status: 404, error: 'Not Found' } };
    if (ofSite?.[2] === undefined) return { json: site };
    if (ofSite[2] === '/devices') return this.#page(asked, 'devices', devicesOf(site.uid));
    const rows = devicesOf(site.uid).map((device) => ({
      ...device,
      nics: estate.nics[String(device.uid)] ?? null,
    }));
    return this.#page(asked, 'devices', rows);
  }

  #audit(uid: string): Answer {
    const audit = this.estate.audits[uid];
    return audit ? { json: audit } : { status: 404, json: { status: 404, error: 'Not Found' } };
  }

  #page(asked: Asked, name: string, rows: Row[]): Answer {
    const page = Number(asked.url.searchParams.get('page') ?? 0);
    const size = Math.min(Number(asked.url.searchParams.get('max') ?? 250), this.switches.pageSize ?? 250);
    const shown = rows.slice(page * size, (page + 1) * size);
    const next = new URL(asked.url.pathname + asked.url.search, this.url);
    next.searchParams.set('page', String(page + 1));
    const isLast = (page + 1) * size >= rows.length;
    const body = {
      pageDetails: {
        count: shown.length,
        totalCount: rows.length,
        prevPageUrl: null,
        nextPageUrl: isLast ? null : next.href,
      },
      [name]: shown,
    };
    return { json: this.switches.page?.(body, asked) ?? body };
  }
}

export const unlimited: Row = {
  slidingTimeWindowSizeSeconds: 60,
  accountCount: 0,
  accountRateLimit: 1_000_000_000,
};

export function siteRow(n: number, devices: number, over: Row = {}): Row {
  return {
    id: 1000 + n,
    uid: `site-${n}`,
    accountUid: 'qx3f00042',
    name: `Site ${n}`,
    description: '',
    notes: 'CANARY-NOTES',
    onDemand: false,
    proxySettings: { host: 'p', username: 'u', password: 'CANARY-PROXY' },
    devicesStatus: { numberOfDevices: devices },
    autotaskCompanyName: null,
    autotaskCompanyId: null,
    portalUrl: `https://example.invalid/site/${n}`,
    ...over,
  };
}

export function deviceRow(n: number, site: number, over: Row = {}): Row {
  return {
    id: 5000 + n,
    uid: `device-${n}`,
    siteId: 1000 + site,
    siteUid: `site-${site}`,
    siteName: `Site ${site}`,
    deviceType: { category: 'Laptop', type: 'Notebook' },
    deviceClass: 'device',
    hostname: `PC-${n}`,
    intIpAddress: `10.0.0.${n % 250}`,
    operatingSystem: 'Microsoft Windows 11 Pro 10.0.22631',
    lastSeen: 1785492301000,
    udf: { udf1: 'CANARY-UDF' },
    deleted: false,
    ...over,
  };
}

/** `sites` sites of `each` devices. */
export function estateOf(sites: number, each: number): Pick<DattoEstate, 'sites' | 'devices'> {
  const siteNumbers = Array.from({ length: sites }, (_, index) => index + 1);
  return {
    sites: siteNumbers.map((n) => siteRow(n, each)),
    devices: siteNumbers.flatMap((site) =>
      Array.from({ length: each }, (_, n) => deviceRow(site * 10_000 + n, site)),
    ),
  };
}
