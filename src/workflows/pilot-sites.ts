import type { Session } from '../ports/session.js';

/** A site to begin with, and how far its devices are matched. */
export interface PilotSite {
  readonly id: string;
  readonly name: string;
  readonly target: string;
  readonly devices: number;
  readonly matched: number;
}

/** Large enough to show every case, small enough to look at by hand. */
const idealDevices = 10;

/**
 * Matched sites of the RMM, the best pilot first: one whose devices are all or mostly matched, and that has about ten of
 * them. By what the last matching published; asks no vendor.
 */
export async function pilotSites(session: Session): Promise<readonly PilotSite[]> {
  const items = await session.store.matches.published();
  const isRmm = (integration: string) => !integration.startsWith('autotask:');
  const devices = items.filter(({ kind, integration }) => kind === 'device' && isRmm(integration));
  const sites = new Map<string, PilotSite>();
  for (const site of items) {
    if (site.kind !== 'site' || site.status !== 'matched' || !isRmm(site.integration)) continue;
    const own = devices.filter(
      (device) => device.siteId === site.sourceId && device.integration === site.integration,
    );
    const pilot: PilotSite = {
      id: site.sourceId,
      name: site.name,
      target: site.targetName ?? '',
      devices: own.length,
      matched: own.filter(({ status }) => status === 'matched').length,
    };
    const known = sites.get(pilot.id);
    if (!known || pilot.devices > known.devices) sites.set(pilot.id, pilot);
  }
  return [...sites.values()].sort((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name));
}

/** A share from 0 to 1, less up to a half for a site that is much smaller or larger than the ideal. */
function rank({ devices, matched }: PilotSite): number {
  if (devices === 0) return -1;
  const apart = Math.abs(Math.log2(devices / idealDevices));
  return matched / devices - Math.min(0.5, apart / 8);
}
