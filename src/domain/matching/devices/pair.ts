import {
  Flag,
  fullName,
  has,
  isTrustedMac,
  MARK_BITS,
  MacMark,
  NameMark,
  nameStart,
  type Side,
  TRUST_SHIFT,
  Trust,
} from './columns.js';
import { Weight } from './weights.js';

/** How the serials of a pair stand to each other. */
export const SerialRelation = { unknown: 0, equal: 1, near: 2, differs: 3 } as const;

/** What the two estates look like to the rules. */
export interface Estate {
  readonly devices: Side;
  readonly configurations: Side;
  /** Whether two different serials are one edit apart. Asked rarely, so it may read the texts again. */
  readonly serialsNear: (device: number, configuration: number) => boolean;
  /** A total order that does not depend on where a record stood in its list: by id. */
  readonly configurationOrder: (a: number, b: number) => number;
  /** Further reasons for single pairs that only some estates know. */
  readonly hints: ReadonlyMap<number, readonly Hint[]>;
}

/** A weak reason for a pair from outside the columns, such as a record of the native RMM integration. */
export interface Hint {
  readonly configuration: number;
  readonly kind: string;
  readonly value: string;
  readonly weight: number;
}

/** The strongest shared MAC and up to three more count. */
const MOST_MACS = 4;

/**
 * Weighs one device against one configuration. The numbers stay in the object until the next pair, so that millions of
 * pairs make no garbage. First `weigh`, then `sum`; `total` is the sum of all weights, `hard` what serial and MACs
 * bring, less what another record's name takes from them.
 */
export class PairScore {
  serialRelation: number = SerialRelation.unknown;
  serialWeight = 0;
  macWeight = 0;
  nameWeight = 0;
  nameMark: number = NameMark.full;
  nameElsewhere = false;
  macsDiffer = false;
  hintWeight = 0;
  /** One of two records of the machine, and the one that the PSA owns. */
  psaTwin = false;
  archived = false;
  hard = 0;
  total = 0;
  /** Two different good serials. */
  veto = false;
  /** Whether `sum` needs to know if one of the names is another record's: no serial and no name agrees. */
  asksElsewhere = false;
  /** Shared MACs that count, strongest first, with their weights. */
  readonly macs = new Float64Array(MOST_MACS);
  readonly macWeights = new Int32Array(MOST_MACS);
  macCount = 0;
  readonly #estate: Estate;
  readonly #devices: Side;
  readonly #configurations: Side;
  #macTwin = false;

  constructor(estate: Estate) {
    this.#estate = estate;
    this.#devices = estate.devices;
    this.#configurations = estate.configurations;
  }

  weigh(device: number, configuration: number): void {
    this.archived = has(this.#configurations, configuration, Flag.archived);
    this.#weighNames(device, configuration);
    this.#weighMacs(device, configuration);
    this.#weighSerials(device, configuration);
    this.#weighHints(device, configuration);
    this.#weighTwins(device, configuration);
    this.asksElsewhere = this.serialWeight <= 0 && this.nameWeight <= 0;
    this.veto = this.serialRelation === SerialRelation.differs && this.serialWeight === Weight.serialDiffers;
    this.sum(false);
  }

  /** `elsewhere`: whether the names differ and one of them is the name of another record of the organization. */
  sum(elsewhere: boolean): void {
    this.nameElsewhere = this.asksElsewhere && elsewhere;
    const identifiers =
      (this.serialRelation === SerialRelation.equal ? this.serialWeight : 0) + this.macWeight;
    this.hard = Math.max(0, identifiers + (this.nameElsewhere ? Weight.nameElsewhere : 0));
    this.total =
      this.serialWeight +
      this.macWeight +
      this.nameWeight +
      this.hintWeight +
      (this.psaTwin ? Weight.psaTwin : 0) +
      (this.nameElsewhere ? Weight.nameElsewhere : 0) +
      (this.macsDiffer ? Weight.macsDiffer : 0) +
      (this.archived ? Weight.archived : 0);
  }

  #weighSerials(device: number, configuration: number): void {
    const devices = this.#devices;
    const configurations = this.#configurations;
    const own = devices.serial[device] as number;
    const theirs = configurations.serial[configuration] as number;
    this.serialWeight = 0;
    this.serialRelation = SerialRelation.unknown;
    if (own === 0 || theirs === 0) return;
    const weak = has(devices, device, Flag.weakSerial) || has(configurations, configuration, Flag.weakSerial);
    if (own === theirs) {
      this.serialRelation = SerialRelation.equal;
      const trust = devices.serialTrust[device] as number;
      if (trust === Trust.full) this.serialWeight = weak ? Weight.weakSerial : Weight.serial;
      if (trust === Trust.half || trust === Trust.twin)
        this.serialWeight = weak ? Weight.weakSerialHalf : Weight.serialHalf;
      return;
    }
    const maybeNear = this.macWeight > 0 || this.nameWeight > 0;
    if (maybeNear && this.#estate.serialsNear(device, configuration)) {
      this.serialRelation = SerialRelation.near;
      this.serialWeight = Weight.serialNear;
      return;
    }
    this.serialRelation = SerialRelation.differs;
    this.serialWeight = weak ? Weight.weakSerialDiffers : Weight.serialDiffers;
  }

  /**
   * Two records of one machine: that one of them knows more MACs does not make it the right one, that the PSA owns it
   * does.
   */
  #weighTwins(device: number, configuration: number): void {
    const devices = this.#devices;
    const configurations = this.#configurations;
    const bySerial =
      this.serialRelation === SerialRelation.equal && devices.serialTrust[device] === Trust.twin;
    this.psaTwin = (bySerial || this.#macTwin) && has(configurations, configuration, Flag.psaLinked);
    if (!bySerial || this.macCount === 0) return;
    this.macCount = 1;
    this.macWeight = Math.min(this.macWeights[0] as number, Weight.mac[1]);
    this.macWeights[0] = this.macWeight;
  }

  #weighMacs(device: number, configuration: number): void {
    const devices = this.#devices;
    const configurations = this.#configurations;
    const from = devices.first[device] as number;
    const to = from + (devices.macCount[device] as number);
    const otherFrom = configurations.first[configuration] as number;
    const otherTo = otherFrom + (configurations.macCount[configuration] as number);
    const takesApart = this.#takesApart(device);
    this.macCount = 0;
    this.#macTwin = false;
    let shared = false;
    for (let j = otherFrom; j < otherTo; j++) {
      const mac = configurations.keys[j] as number;
      for (let i = from; i < to; i++) {
        if (devices.keys[i] !== mac) continue;
        shared = true;
        this.#addMac(mac, devices.marks[i] as number, takesApart);
        break;
      }
    }
    this.#sumMacs();
    this.macsDiffer = !shared && hasRealMac(devices, device) && hasRealMac(configurations, configuration);
  }

  /**
   * Whether a MAC that another organization has too may count: only with the equal name, and not where the serial stands in
   * two organizations as well, since then the machine may have moved, and its MACs with it.
   */
  #takesApart(device: number): boolean {
    const devices = this.#devices;
    if (this.nameWeight !== Weight.name || this.nameMark !== NameMark.full) return false;
    const trust = devices.serialTrust[device] as number;
    return devices.serial[device] === 0 || (trust !== Trust.apart && trust !== Trust.scattered);
  }

  /** Keeps the strongest shared MACs in order of weight, then of address. */
  #addMac(mac: number, mark: number, takesApart: boolean): void {
    const trust = mark >> TRUST_SHIFT;
    if (!isTrustedMac(trust) || (trust === Trust.apart && !takesApart)) return;
    if (trust === Trust.twin) this.#macTwin = true;
    const { macs, macWeights } = this;
    const weight = macWeight(mark & MARK_BITS, trust);
    if (weight === 0) return;
    let at = this.macCount;
    while (at > 0 && isBefore(weight, mac, macWeights[at - 1] as number, macs[at - 1] as number)) {
      if (at < MOST_MACS) {
        macs[at] = macs[at - 1] as number;
        macWeights[at] = macWeights[at - 1] as number;
      }
      at -= 1;
    }
    if (at === MOST_MACS) return;
    macs[at] = mac;
    macWeights[at] = weight;
    if (this.macCount < MOST_MACS) this.macCount += 1;
  }

  /** The strongest MAC weighs in full, the others a little. */
  #sumMacs(): void {
    const weights = this.macWeights;
    this.macWeight = this.macCount === 0 ? 0 : (weights[0] as number);
    for (let i = 1; i < this.macCount; i++) {
      weights[i] = further(weights[i] as number);
      this.macWeight += weights[i] as number;
    }
  }

  #weighNames(device: number, configuration: number): void {
    const devices = this.#devices;
    const configurations = this.#configurations;
    const from = nameStart(devices, device);
    const to = from + (devices.nameCount[device] as number);
    const otherFrom = nameStart(configurations, configuration);
    const otherTo = otherFrom + (configurations.nameCount[configuration] as number);
    this.nameWeight = 0;
    this.nameMark = NameMark.full;
    for (let j = otherFrom; j < otherTo; j++) {
      const key = configurations.keys[j] as number;
      const mark = (configurations.marks[j] as number) & MARK_BITS;
      if (mark === NameMark.serial) {
        if (key === devices.serial[device]) this.#nameAgrees(Weight.serialInName, NameMark.serial);
        continue;
      }
      for (let i = from; i < to; i++) {
        if (devices.keys[i] === key) this.#nameAgreesBy(mark, (devices.marks[i] as number) & MARK_BITS);
      }
    }
  }

  #nameAgreesBy(one: number, other: number): void {
    const isTail = one === NameMark.tail || other === NameMark.tail;
    if (isTail && one === other) return;
    if (isTail) this.#nameAgrees(Weight.tailName, NameMark.tail);
    else if (one === NameMark.full && other === NameMark.full) this.#nameAgrees(Weight.name, NameMark.full);
    else this.#nameAgrees(Weight.cleanName, NameMark.clean);
  }

  #nameAgrees(weight: number, mark: number): void {
    if (weight <= this.nameWeight) return;
    this.nameWeight = weight;
    this.nameMark = mark;
  }

  #weighHints(device: number, configuration: number): void {
    this.hintWeight = 0;
    if (this.#estate.hints.size === 0) return;
    for (const hint of this.#estate.hints.get(device) ?? []) {
      if (hint.configuration === configuration) this.hintWeight += hint.weight;
    }
  }
}

/** Whether the full names of a pair differ, both being names. */
export function namesDiffer(estate: Estate, device: number, configuration: number): boolean {
  const own = fullName(estate.devices, device);
  const theirs = fullName(estate.configurations, configuration);
  return own !== 0 && theirs !== 0 && own !== theirs;
}

function macWeight(kind: number, trust: number): number {
  const weights =
    kind === MacMark.ok ? Weight.mac : kind === MacMark.virtual ? Weight.virtualMac : Weight.dockMac;
  if (trust === Trust.full) return weights[0];
  return trust === Trust.apart ? weights[2] : weights[1];
}

function further(weight: number): number {
  if (weight === Weight.mac[0]) return Weight.furtherMac[0];
  return weight === Weight.mac[1] ? Weight.furtherMac[1] : Weight.furtherWeakMac;
}

function isBefore(weight: number, mac: number, otherWeight: number, otherMac: number): boolean {
  return weight !== otherWeight ? weight > otherWeight : mac < otherMac;
}

function hasRealMac(side: Side, record: number): boolean {
  const from = side.first[record] as number;
  const to = from + (side.macCount[record] as number);
  for (let i = from; i < to; i++) if (((side.marks[i] as number) & MARK_BITS) === MacMark.ok) return true;
  return false;
}
