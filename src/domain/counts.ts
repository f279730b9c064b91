import type { Device, Site } from './estate/source.js';
import type { Verdict } from './matching/verdict.js';
import type { Change } from './reconcile/plan.js';
import type { ChangeCounts, DeviceCounts, SiteCounts } from './run.js';

export function countSites(sites: readonly Site[], verdicts: Iterable<Verdict>): SiteCounts {
  const counts = noSites();
  for (const { status } of verdicts) {
    if (status === 'waiting') continue;
    counts[status]++;
    if (status !== 'gone') counts.total++;
  }
  counts.empty = sites.filter((site) => site.deviceCount === 0).length;
  return counts;
}

export function countDevices(devices: readonly Device[], verdicts: Iterable<Verdict>): DeviceCounts {
  const counts = noDevices();
  for (const { status } of verdicts) {
    counts[status]++;
    if (status !== 'gone') counts.total++;
  }
  counts.unaudited = devices.filter((device) => device.detail === 'not-audited').length;
  return counts;
}

const none = { total: 0, matched: 0, suggested: 0, ambiguous: 0, unmatched: 0, ignored: 0 };

export function noSites(): SiteCounts {
  return { ...none, gone: 0, empty: 0 };
}

export function noDevices(): DeviceCounts {
  return { ...none, waiting: 0, gone: 0, unaudited: 0 };
}

export function noChanges(): ChangeCounts {
  return { planned: 0, created: 0, updated: 0, archived: 0, blocked: 0, failed: 0 };
}

export function countPlanned(changes: readonly Change[]): ChangeCounts {
  const blocked = changes.filter((change) => change.blocked !== null).length;
  return { ...noChanges(), planned: changes.length - blocked, blocked };
}
