import type { Site } from '../../domain/estate/source.js';
import type { IncompleteScope, ReadFailure } from '../../ports/system.js';

export interface DeviceCountCheck {
  /** The sites asked for. System sites are left out: how the vendor counts those is not known. */
  readonly sites: readonly Site[];
  /** Devices received, by site. */
  readonly received: ReadonlyMap<string, number>;
  /** Whether lists ended early or were shorter than their own total. */
  readonly listFellShort: boolean;
  /** What is known of single sites already: a site's own list that failed. */
  readonly failed: ReadonlyMap<string, string>;
}

/**
 * Which sites' devices were not all received, by the site's own count (an account-wide list was seen to fall short of
 * it; datto-rmm.md section 5, observed once). When a list fell short and no site's count tells where, all of them count
 * as incomplete.
 */
export function incompleteSites(check: DeviceCountCheck): IncompleteScope[] {
  const counted = check.sites.filter((site) => site.skip === null);
  const short = counted.flatMap((site): IncompleteScope[] => {
    const why = check.failed.get(site.id) ?? shortfall(site, check);
    return why === null ? [] : [{ scopeId: site.id, why }];
  });
  if (short.length > 0 || !check.listFellShort) return short;
  return counted.map((site) => ({ scopeId: site.id, why: 'the list of devices ended early' }));
}

function shortfall(site: Site, check: DeviceCountCheck): string | null {
  const received = check.received.get(site.id) ?? 0;
  if (site.deviceCount === null) {
    return check.listFellShort
      ? 'the list of devices ended early, and the site does not say how many it has'
      : null;
  }
  return received < site.deviceCount ? `${received} of ${site.deviceCount} devices were listed` : null;
}

/** Whether a list gave fewer rows than it said, or broke off. */
export function fellShort(list: {
  rows: readonly unknown[];
  total: number | null;
  failures: readonly ReadFailure[];
}): boolean {
  return list.failures.length > 0 || (list.total !== null && list.rows.length < list.total);
}
