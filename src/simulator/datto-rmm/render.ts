import type { Estate, Nic, RmmDevice, RmmSite } from '../estate/estate.js';
import type { DattoRmmOptions } from './options.js';

/** Turns the estate's RMM records into what Datto RMM sends. */
export class Renderer {
  readonly #estate: Estate;
  readonly #options: DattoRmmOptions;
  readonly #origin: string;
  #kept = new WeakMap<RmmDevice, string>();
  #keptRevision = -1;
  readonly #blankUdfs: Readonly<Record<string, null>>;

  constructor(estate: Estate, options: DattoRmmOptions) {
    this.#estate = estate;
    this.#options = options;
    this.#origin = 'https://example.invalid';
    this.#blankUdfs = Object.fromEntries(
      Array.from({ length: options.udfs }, (_, index) => [`udf${index + 1}`, null]),
    );
  }

  time(ms: number | null): number | string | null {
    if (ms === null) return null;
    switch (this.#options.times) {
      case 'ms':
        return ms;
      case 's':
        return Math.floor(ms / 1000);
      case 'digits':
        return String(ms);
      case 'iso':
        return new Date(ms).toISOString();
    }
  }

  nic({ instance, ipv4, ipv6, mac, type }: Nic): Record<string, unknown> {
    return { instance, ipv4, ipv6, macAddress: mac === null ? null : this.#mac(mac), type };
  }

  #mac(bare: string): string {
    if (this.#options.macs === 'bare') return bare;
    return (bare.match(/../g) ?? []).join(this.#options.macs === 'colons' ? ':' : '-');
  }

  site(site: RmmSite, numberOfDevices: number, online: number): Record<string, unknown> {
    return {
      id: site.id,
      uid: site.uid,
      accountUid: this.#estate.rmm.uid,
      name: site.name,
      description: site.description,
      notes: site.notes,
      onDemand: site.onDemand,
      splashtopAutoInstall: true,
      proxySettings: site.proxy,
      devicesStatus: {
        numberOfDevices,
        numberOfOnlineDevices: online,
        numberOfOfflineDevices: numberOfDevices - online,
      },
      // Left out by JSON when undefined: unmapped sites miss both (observed).
      autotaskCompanyName: site.companyName,
      autotaskCompanyId: site.companyId,
      portalUrl: `${this.#origin}/site/${site.id}`,
    };
  }

  /** JSON text of a v2 device. Kept until the estate's RMM side changes. */
  device(device: RmmDevice): string {
    if (this.#keptRevision !== this.#estate.rmm.revision) {
      this.#kept = new WeakMap();
      this.#keptRevision = this.#estate.rmm.revision;
    }
    const kept = this.#kept.get(device);
    if (kept !== undefined) return kept;
    const text = JSON.stringify(this.deviceValue(device, 'v2'));
    this.#kept.set(device, text);
    return text;
  }

  deviceValue(device: RmmDevice, version: 'v2' | 'v3'): Record<string, unknown> {
    const agent = device.deviceClass === 'device';
    return {
      id: device.id,
      uid: device.uid,
      ...this.#place(device),
      deviceType:
        device.category === null && device.type === null
          ? null
          : { category: device.category, type: device.type },
      hostname: device.hostname,
      intIpAddress: device.internalIp,
      operatingSystem: device.operatingSystem,
      lastLoggedInUser: device.lastUser,
      domain: device.domain,
      cagVersion: agent ? '4.4.2510.2510' : null,
      displayVersion: agent ? '4.4.0.2510' : null,
      extIpAddress: device.externalIp,
      description: device.description,
      a64Bit: agent ? true : null,
      rebootRequired: device.rebootRequired,
      online: device.online,
      suspended: device.suspended,
      deleted: device.deleted,
      lastSeen: this.time(device.lastSeen),
      lastReboot: this.time(device.lastReboot),
      lastAuditDate: this.time(device.lastAudit),
      creationDate: this.time(device.created),
      ...(version === 'v2' ? { udf: { ...this.#blankUdfs, ...device.udf } } : { udfs: v3Udfs(device) }),
      snmpEnabled: !agent,
      deviceClass: device.deviceClass,
      portalUrl: `${this.#origin}/device/${device.id}`,
      warrantyDate: device.warranty,
      antivirus: agent ? { antivirusProduct: 'Example AV', antivirusStatus: 'RunningAndUpToDate' } : null,
      patchManagement: agent
        ? {
            patchStatus: 'ApprovedPending',
            patchesApprovedPending: 3,
            patchesNotApproved: 0,
            patchesInstalled: 211,
          }
        : null,
      softwareStatus: agent ? 'NoData' : null,
      webRemoteUrl: null,
      networkProbe: false,
      onboardedViaNetworkMonitor: device.deviceClass === 'rmmnetworkdevice',
    };
  }

  networkRow(device: RmmDevice): Record<string, unknown> {
    const nics = device.audited || device.deviceClass === 'rmmnetworkdevice' ? device.hardware.nics : [];
    return {
      id: device.id,
      uid: device.uid,
      ...this.#place(device),
      deviceType:
        device.category === null && device.type === null
          ? null
          : { category: device.category, type: device.type },
      hostname: device.hostname,
      intIpAddress: device.internalIp,
      extIpAddress: device.externalIp,
      nics: nics.map((nic) => this.nic(nic)),
    };
  }

  #place({ siteUid }: RmmDevice): { siteId: number | null; siteUid: string; siteName: string | null } {
    const site = this.#estate.rmm.sites.get(siteUid);
    return { siteId: site?.id ?? null, siteUid, siteName: site?.name ?? null };
  }
}

function v3Udfs({ udf }: RmmDevice): unknown[] {
  return Object.entries(udf).map(([key, valueString]) => ({
    ordinal: Number(key.slice('udf'.length)),
    type: 'STRING',
    valueString,
    label: `Custom ${key.slice('udf'.length)}`,
    typeMisMatch: false,
  }));
}
