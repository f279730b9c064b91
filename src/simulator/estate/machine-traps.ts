import type { Draft } from './draft.js';
import { type RmmDevice, YEAR_ONE_MS } from './estate.js';
import { JUNK_SERIALS } from './hardware-catalogue.js';
import { trapTexts } from './trap-texts.js';

const DAY_MS = 86_400_000;

/** What was done to which device, so that configurations can be made from the truth rather than from the mess. */
export interface Trapped {
  /** Devices whose RMM record was spoilt: no plain scenario fits them. */
  readonly stale: ReadonlySet<string>;
  readonly junkSerial: ReadonlySet<string>;
}

/**
 * Spoils a small, fixed share of the machines the way the field does: junk serials, docks that travel, clones, agents
 * left behind by a reinstall, machines that were never audited, attributes that are null.
 */
export function spoilMachines(draft: Draft, devices: readonly RmmDevice[], oldAgents: number): Trapped {
  const random = draft.random.fork('machine traps');
  const agents = random.shuffle(devices.filter(({ deviceClass }) => deviceClass === 'device'));
  const take = (share: number, atLeast: number): RmmDevice[] =>
    agents.splice(0, quota(devices.length, share, atLeast));

  const junk = take(0.03, 3);
  junk.forEach((device, index) => {
    device.hardware.serial = JUNK_SERIALS[index % JUNK_SERIALS.length] ?? 'Default string';
  });
  shareDock(take(0.025, 3));
  cloneMachines(take(0.017, 2));
  const stale = leaveOldAgents(draft, agents.splice(0, oldAgents));
  for (const device of take(0.03, 3)) {
    device.audited = false;
    device.lastAudit = null;
  }
  for (const device of take(0.01, 1)) nullOut(device);
  for (const device of take(0.01, 1)) {
    device.lastReboot = YEAR_ONE_MS;
    device.hardware.serial = ` ${device.hardware.serial ?? ''} `;
  }
  for (const device of take(0.01, 1)) device.hardware.serial = null;
  take(0.03, 3).forEach((device, index) => {
    device.description = trapTexts[index % trapTexts.length] ?? null;
  });
  return { stale, junkSerial: new Set(junk.map(({ uid }) => uid)) };
}

/** A share of the estate, and at least so many, except where it is too small to hold every case. */
function quota(total: number, share: number, atLeast: number): number {
  return Math.max(total >= 60 ? atLeast : 0, Math.round(share * total));
}

/** How many of `total` agents are the left-over ones of a reinstalled machine. */
export function oldAgentCount(total: number): number {
  return quota(total, 0.017, 2);
}

/** One dock's adapter, seen on three laptops or more: it says where the dock was, not which machine it is. */
function shareDock(laptops: readonly RmmDevice[]): void {
  laptops.forEach((device, index) => {
    const mac = `00E04C68${String(Math.floor(index / 4)).padStart(2, '0')}1D`;
    device.hardware.nics.unshift({
      instance: 'Realtek USB GbE Family Controller',
      ipv4: null,
      ipv6: null,
      mac,
      type: 'Ethernet',
    });
  });
}

/** Pairs that were made from one image: same serial, same addresses, both alive. */
function cloneMachines(devices: readonly RmmDevice[]): void {
  for (let index = 0; index + 1 < devices.length; index += 2) {
    const [original, clone] = [devices[index], devices[index + 1]];
    if (original === undefined || clone === undefined) return;
    clone.hardware.serial = original.hardware.serial;
    clone.hardware.nics = original.hardware.nics.map((nic) => ({ ...nic }));
  }
}

/** A reinstalled machine has two agents: this one, and an older one that was last seen weeks ago. */
function leaveOldAgents(draft: Draft, devices: readonly RmmDevice[]): Set<string> {
  const random = draft.random.fork('old agents');
  const stale = new Set<string>();
  for (const device of devices) {
    const lastSeen = draft.estate.madeAt - random.between(45, 300) * DAY_MS;
    const old: RmmDevice = {
      ...device,
      id: draft.number('rmm-device', 5_520_317),
      uid: random.guid(),
      hostname: `DESKTOP-${random.code(7)}`,
      hardware: { ...device.hardware, nics: device.hardware.nics.map((nic) => ({ ...nic })) },
      online: false,
      lastSeen,
      lastReboot: lastSeen - DAY_MS,
      lastAudit: lastSeen,
      created: device.created - 300 * DAY_MS,
    };
    draft.estate.rmm.devices.set(old.uid, old);
    stale.add(old.uid);
  }
  return stale;
}

/** Almost any field may be null, booleans included (observed). */
function nullOut(device: RmmDevice): void {
  device.operatingSystem = null;
  device.lastUser = null;
  device.domain = null;
  device.online = null;
  device.suspended = null;
  device.rebootRequired = null;
  device.internalIp = null;
  device.lastReboot = null;
  device.hardware.manufacturer = null;
}
