import { configuration, device, organization, site } from './estate.js';
import { runSync } from './runs.js';
import { openTestSession, type TestSession } from './session.js';

export const hop = 'datto-rmm:it-glue' as const;

/** `datto-rmm:it-glue/device/<id>`. */
export function deviceKey(id: string): string {
  return `${hop}/device/${id}`;
}

export function siteKey(id: string): string {
  return `${hop}/site/${id}`;
}

/**
 * One client whose site is settled, with a device of each kind: `lab-1` matched by its serial, `lab-2` suggested by its
 * name alone, `lab-3` with nothing like it, `lab-4` torn between two; and one client whose site nothing fits, with
 * `birch-1`, whose serial is that of a configuration of organization 200.
 */
export function openEstate({ fakeSource, fakeTarget }: TestSession): void {
  fakeSource.siteList = [
    site({ id: 'larkspur', name: 'Larkspur Dental' }),
    site({ id: 'birch', name: 'Birch and Sons' }),
  ];
  fakeTarget.organizationList = [
    organization({ id: '100', name: 'Larkspur Dental' }),
    organization({ id: '200', name: 'Quay Roofing Group', domains: ['birch.example'] }),
    organization({ id: '300', name: 'Cedar Clinic', shortName: 'CC' }),
  ];
  fakeSource.deviceList = [
    laptop('lab-1', 'LAB-1', 'larkspur'),
    laptop('lab-2', 'LAB-2', 'larkspur'),
    laptop('lab-3', 'LAB-3', 'larkspur'),
    laptop('lab-4', 'LAB-4', 'larkspur'),
    laptop('birch-1', 'BIRCH-1', 'birch'),
  ];
  fakeSource.detailsOf.set('lab-1', { serial: '5CG7000001' });
  fakeSource.detailsOf.set('birch-1', { serial: '5CG7000009' });
  fakeTarget.configurationList = [
    record('1001', 'LAB-1', '100', '5CG7000001'),
    record('1002', 'LAB-2', '100', '5CG7000022'),
    record('1004', 'LAB-4', '100', '5CG7000044'),
    record('1005', 'LAB-4', '100', '5CG7000055'),
    record('1006', 'OLD-RECEPTION', '100', '5CG7000066', true),
    record('2001', 'BIRCH-FRONT', '200', '5CG7000009'),
    record('3001', 'CEDAR-1', '300', '5CG7000031'),
  ];
}

/** Lets a MAC tie `birch-1` to 2001, so that it is suggested before its own record was read. */
export function tieBirch({ fakeSource, fakeTarget }: TestSession): void {
  const mac = 'A4:5E:60:22:0C:09';
  fakeSource.deviceList = fakeSource.deviceList.map((one) =>
    one.id === 'birch-1' ? { ...one, nics: [nic(mac)] } : one,
  );
  fakeTarget.configurationList = fakeTarget.configurationList.map((one) =>
    one.id === '2001' ? { ...one, mac } : one,
  );
}

export function laptop(id: string, hostname: string, siteId: string) {
  return device({
    ...{ id, hostname, siteId, otherIds: [], nics: [], detail: 'unread', detailReadAt: null },
    ...{ serial: null, manufacturer: null, model: null, facts: { hostname } },
  });
}

export function nic(mac: string) {
  return { name: 'Ethernet', mac, ipv4: null, ipv6: null };
}

export function record(id: string, name: string, organizationId: string, serial: string, archived = false) {
  return configuration({ id, name, hostname: name, organizationId, serial, archived, primaryIp: null });
}

/** The estate above, read and matched once without a write. */
export async function matchedSession(
  change: (session: TestSession) => void = () => {},
): Promise<TestSession> {
  const session = await openTestSession();
  openEstate(session);
  change(session);
  await runSync(session, {}, true);
  return session;
}
