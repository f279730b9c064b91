import type { RmmAccount, RmmDevice } from '../estate/estate.js';

/** Devices by site, by number and by MAC. Built anew when the account has changed. */
export class DeviceIndex {
  readonly #account: RmmAccount;
  #revision = -1;
  #bySite = new Map<string, RmmDevice[]>();

  constructor(account: RmmAccount) {
    this.#account = account;
  }

  inSite(siteUid: string): readonly RmmDevice[] {
    if (this.#revision !== this.#account.revision) {
      this.#bySite = new Map();
      for (const device of this.#account.devices.values()) {
        const siblings = this.#bySite.get(device.siteUid);
        if (siblings === undefined) this.#bySite.set(device.siteUid, [device]);
        else siblings.push(device);
      }
      this.#revision = this.#account.revision;
    }
    return this.#bySite.get(siteUid) ?? [];
  }

  numbered(id: number): RmmDevice | undefined {
    return [...this.#account.devices.values()].find((device) => device.id === id);
  }

  /** Several devices share a dock's address. `mac`: twelve hex digits, no separators. */
  withMac(mac: string): RmmDevice[] {
    const wanted = mac.toUpperCase();
    const has = ({ hardware }: RmmDevice): boolean => hardware.nics.some((nic) => nic.mac === wanted);
    return [...this.#account.devices.values()].filter(has);
  }

  /** Text filters are partial matches (doc). */
  search(query: URLSearchParams): readonly RmmDevice[] {
    const { devices, sites } = this.#account;
    const wanted = (name: string): string => query.get(name)?.toLowerCase() ?? '';
    const [hostname, type] = [wanted('hostname'), wanted('deviceType')];
    const [system, site] = [wanted('operatingSystem'), wanted('siteName')];
    const all = [...devices.values()];
    if (`${hostname}${type}${system}${site}` === '') return all;
    return all.filter(
      (device) =>
        device.hostname.toLowerCase().includes(hostname) &&
        (device.type ?? '').toLowerCase().includes(type) &&
        (device.operatingSystem ?? '').toLowerCase().includes(system) &&
        (sites.get(device.siteUid)?.name ?? '').toLowerCase().includes(site),
    );
  }
}
