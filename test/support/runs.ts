import type { PlanFlags } from '../../src/domain/reconcile/plan.js';
import { type SyncResult, sync } from '../../src/workflows/sync.js';
import { configuration, device, organization, provenance, site } from './estate.js';
import { flags } from './planning.js';
import type { TestSession } from './session.js';

/** Runs the whole job once, agreed to beforehand. */
export function runSync(
  session: TestSession,
  changes: Partial<PlanFlags> = {},
  dryRun = false,
): Promise<SyncResult> {
  const { integrations: _all, ...rest } = { ...flags, ...changes };
  return sync(
    session,
    { integrations: [], flags: rest, dryRun, canAgree: true },
    { confirm: async () => true },
  );
}

/** One organization with `count` matched laptops whose host names in the target are old and serials known. */
export function smallEstate(session: TestSession, count = 3): void {
  const { fakeSource, fakeTarget } = session;
  fakeSource.siteList = [site({ deviceCount: count })];
  fakeTarget.organizationList = [organization()];
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  fakeSource.deviceList = numbers.map((n) =>
    device({
      id: `device-${n}`,
      hostname: `PC-${n}`,
      serial: null,
      manufacturer: null,
      model: null,
      detail: 'unread',
      detailReadAt: null,
      facts: {
        hostname: `PC-${n}`,
        'internal-ip': `10.0.0.${n % 250}`,
        'operating-system': 'Microsoft Windows 11 Pro 10.0',
      },
    }),
  );
  for (const n of numbers) {
    fakeSource.detailsOf.set(`device-${n}`, {
      serial: serialOf(n),
      manufacturer: 'Dell Inc.',
      model: 'Latitude 5440',
    });
  }
  fakeTarget.configurationList = numbers.map((n) =>
    configuration({
      id: `conf-${n}`,
      name: `PC-${n}`,
      hostname: `OLD-${n}`,
      serial: serialOf(n),
      primaryIp: null,
      model: null,
      provenance: provenance(),
    }),
  );
}

export function serialOf(n: number): string {
  return `5CG${String(7_000_000 + n * 37)}`;
}
