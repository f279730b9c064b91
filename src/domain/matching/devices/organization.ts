import { safeEdges } from './assign.js';
import {
  Flag,
  fullName,
  has,
  isTrustedMac,
  isTrustedSerial,
  MARK_BITS,
  NameMark,
  nameStart,
  TRUST_SHIFT,
} from './columns.js';
import { EdgeList } from './edges.js';
import { KeyIndex } from './key-index.js';
import { type CandidateList, type Outcome, Status } from './outcome.js';
import { type Estate, PairScore, SerialRelation } from './pair.js';
import { ReasonNumber } from './reasons.js';
import { Limit } from './weights.js';

/** One candidate of a device under consideration. */
export interface Option {
  readonly configuration: number;
  readonly total: number;
  readonly hard: number;
  readonly veto: boolean;
  readonly archived: boolean;
  readonly nameElsewhere: boolean;
}

/**
 * Decides the devices of one organization after the other. Made once for an estate; each call of `decide` clears the
 * indexes and fills them with one organization's records. Indexes number configurations within the organization.
 */
export class OrganizationDecider {
  readonly pair: PairScore;
  readonly #estate: Estate;
  readonly #outcome: Outcome;
  readonly #candidates: CandidateList;
  readonly #identifiers = new KeyIndex();
  readonly #names = new KeyIndex();
  readonly #deviceNames = new KeyIndex();
  readonly #edges = new EdgeList();
  /** 1 for each configuration that a safe edge took. */
  #taken = new Uint8Array(64);
  /** Configurations found for the device in hand. */
  #found = new Int32Array(64);
  #foundCount = 0;
  #devicesNamed = false;
  #devices: Int32Array = new Int32Array(0);
  #configurations: Int32Array = new Int32Array(0);

  constructor(estate: Estate, outcome: Outcome, candidates: CandidateList) {
    this.#estate = estate;
    this.#outcome = outcome;
    this.#candidates = candidates;
    this.pair = new PairScore(estate);
  }

  /** `devices` and `configurations` are all of the organization's; settled and stale ones are left alone. */
  decide(devices: Int32Array, configurations: Int32Array): void {
    this.index(devices, configurations);
    this.#gatherEdges();
    this.#matchSafeEdges();
    const { status } = this.#outcome;
    for (let i = 0; i < devices.length; i++) {
      const device = devices[i] as number;
      if (status[device] === Status.unmatched && !has(this.#estate.devices, device, Flag.settled))
        this.#suggest(i, device);
    }
  }

  /** Fills the indexes alone, for explaining one device. */
  index(devices: Int32Array, configurations: Int32Array): void {
    this.#devices = devices;
    this.#configurations = configurations;
    this.#devicesNamed = false;
    this.#edges.clear(devices.length, configurations.length);
    if (configurations.length > this.#taken.length) this.#taken = new Uint8Array(configurations.length * 2);
    this.#taken.fill(0, 0, configurations.length);
    this.#indexConfigurations();
  }

  #indexConfigurations(): void {
    const side = this.#estate.configurations;
    const configurations = this.#configurations;
    let keyCount = 0;
    let nameCount = 0;
    for (let i = 0; i < configurations.length; i++) {
      keyCount += 1 + (side.macCount[configurations[i] as number] as number);
      nameCount += side.nameCount[configurations[i] as number] as number;
    }
    this.#identifiers.clear(keyCount);
    this.#names.clear(nameCount);
    for (let i = 0; i < configurations.length; i++) this.#indexConfiguration(i, configurations[i] as number);
  }

  #indexConfiguration(number: number, configuration: number): void {
    const side = this.#estate.configurations;
    if (has(side, configuration, Flag.settled)) return;
    const serial = side.serial[configuration] as number;
    if (serial !== 0) this.#identifiers.add(serial, number, 0);
    const from = side.first[configuration] as number;
    const middle = nameStart(side, configuration);
    const to = middle + (side.nameCount[configuration] as number);
    for (let i = from; i < middle; i++) this.#identifiers.add(side.keys[i] as number, number, 0);
    for (let i = middle; i < to; i++) {
      this.#names.add(side.keys[i] as number, number, (side.marks[i] as number) & MARK_BITS);
    }
  }

  #gatherEdges(): void {
    const { devices, configurations } = this.#estate;
    const edges = this.#edges;
    for (let i = 0; i < this.#devices.length; i++) {
      const device = this.#devices[i] as number;
      edges.start[i] = edges.count;
      if (has(devices, device, Flag.settled | Flag.stale)) continue;
      this.#foundCount = 0;
      this.#findByIdentifiers(device);
      for (let at = 0; at < this.#foundCount; at++) {
        const number = this.#found[at] as number;
        const configuration = this.#configurations[number] as number;
        if (!has(configurations, configuration, Flag.archived))
          this.#addEdge(i, device, number, configuration);
      }
    }
    edges.start[this.#devices.length] = edges.count;
  }

  #addEdge(deviceNumber: number, device: number, number: number, configuration: number): void {
    const { pair } = this;
    this.#weigh(device, configuration);
    if (pair.veto || pair.hard <= 0) return;
    const agrees = pair.serialWeight >= 0 && pair.serialRelation !== SerialRelation.near;
    const strong = agrees && pair.total >= Limit.automatic && pair.hard >= Limit.automaticHard;
    this.#edges.add(deviceNumber, number, pair.hard, strong, pair.nameElsewhere);
  }

  #weigh(device: number, configuration: number): void {
    const { pair } = this;
    pair.weigh(device, configuration);
    if (pair.asksElsewhere) pair.sum(this.#nameElsewhere(device, configuration));
  }

  /** Adds the configurations that share a trusted serial or MAC with the device. */
  #findByIdentifiers(device: number): void {
    const side = this.#estate.devices;
    const serial = side.serial[device] as number;
    if (serial !== 0 && isTrustedSerial(side.serialTrust[device] as number)) this.#findAll(serial);
    const from = side.first[device] as number;
    const to = from + (side.macCount[device] as number);
    for (let i = from; i < to; i++) {
      if (isTrustedMac((side.marks[i] as number) >> TRUST_SHIFT)) this.#findAll(side.keys[i] as number);
    }
  }

  #findAll(key: number): void {
    const index = this.#identifiers;
    for (let node = index.first(key); node >= 0; node = index.next(node)) this.#addFound(index.record(node));
  }

  #addFound(number: number): void {
    for (let i = 0; i < this.#foundCount; i++) if (this.#found[i] === number) return;
    if (this.#foundCount === this.#found.length) {
      const larger = new Int32Array(this.#found.length * 2);
      larger.set(this.#found);
      this.#found = larger;
    }
    this.#found[this.#foundCount++] = number;
  }

  /** Edges alone at both ends are safe when strong; only contested ones need weighing against each other. */
  #matchSafeEdges(): void {
    const edges = this.#edges;
    const contested: number[] = [];
    for (let edge = 0; edge < edges.count; edge++) {
      if (!edges.isAlone(edge)) contested.push(edge);
      else if (edges.strong[edge] === 1) this.#settle(edge);
    }
    if (contested.length === 0) return;
    const safe = safeEdges({
      devices: contested.map((edge) => edges.device[edge] as number),
      configurations: contested.map((edge) => edges.configuration[edge] as number),
      hard: contested.map((edge) => edges.hard[edge] as number),
      strong: contested.map((edge) => edges.strong[edge] === 1),
    });
    for (const place of safe) this.#settle(contested[place] as number);
  }

  #settle(edge: number): void {
    const number = this.#edges.configuration[edge] as number;
    const device = this.#devices[this.#edges.device[edge] as number] as number;
    const configuration = this.#configurations[number] as number;
    const suggestOnly = has(this.#estate.devices, device, Flag.suggestOnly);
    const { status, reason, firstCandidate, candidateCount } = this.#outcome;
    this.#taken[number] = 1;
    status[device] = suggestOnly ? Status.suggested : Status.matched;
    reason[device] = suggestOnly ? ReasonNumber['not-audited'] : ReasonNumber.matched;
    firstCandidate[device] = this.#candidates.length;
    candidateCount[device] = 1;
    this.#candidates.push(configuration, this.#edges.nameElsewhere[edge] === 1);
  }

  #suggest(deviceNumber: number, device: number): void {
    const { status, reason, firstCandidate, candidateCount } = this.#outcome;
    if (has(this.#estate.devices, device, Flag.stale)) {
      reason[device] = ReasonNumber['stale-agent'];
      return;
    }
    const options = this.options(device);
    const shown = options.length === 0 ? options : worthALook(options);
    firstCandidate[device] = this.#candidates.length;
    candidateCount[device] = shown.length;
    for (const option of shown) this.#candidates.push(option.configuration, option.nameElsewhere);
    const [best, second] = shown;
    if (!best) {
      reason[device] = this.#whyNothing(device, options);
      return;
    }
    const rival = this.#hasRival(deviceNumber, best, second);
    status[device] = rival ? Status.ambiguous : Status.suggested;
    reason[device] = rival ? ReasonNumber.rival : this.#whySuggested(device, best);
  }

  /** Every configuration that anything ties to the device, taken ones left out, best first. */
  options(device: number): Option[] {
    this.#foundCount = 0;
    this.#findByIdentifiers(device);
    this.#findByNames(device);
    this.#findByHints(device);
    const options: Option[] = [];
    for (let at = 0; at < this.#foundCount; at++) {
      const number = this.#found[at] as number;
      if (this.#taken[number] === 1) continue;
      const configuration = this.#configurations[number] as number;
      this.#weigh(device, configuration);
      const { total, hard, veto, archived, nameElsewhere } = this.pair;
      options.push({ configuration, total, hard, veto, archived, nameElsewhere });
    }
    if (options.length < 2) return options;
    const { configurationOrder } = this.#estate;
    return options.sort((a, b) => b.total - a.total || configurationOrder(a.configuration, b.configuration));
  }

  /** Adds the configurations that bear a name of the device, or its serial within their name. */
  #findByNames(device: number): void {
    const side = this.#estate.devices;
    const from = nameStart(side, device);
    const to = from + (side.nameCount[device] as number);
    for (let i = from; i < to; i++) this.#findNamesakes(side.keys[i] as number);
    const serial = side.serial[device] as number;
    if (serial !== 0) this.#findNamesakes(serial);
  }

  /** A name that more than a few records have is no reason for any of them. */
  #findNamesakes(key: number): void {
    const names = this.#names;
    const before = this.#foundCount;
    let bearers = 0;
    let last = -1;
    for (let node = names.first(key); node >= 0; node = names.next(node)) {
      const number = names.record(node);
      // One record's entries stand together, so a record that bears the name twice is counted once.
      if (number !== last) bearers += 1;
      last = number;
      if (bearers > Limit.namesakes) {
        this.#foundCount = before;
        return;
      }
      this.#addFound(number);
    }
  }

  #findByHints(device: number): void {
    if (this.#estate.hints.size === 0) return;
    for (const hint of this.#estate.hints.get(device) ?? []) {
      if (has(this.#estate.configurations, hint.configuration, Flag.settled)) continue;
      const number = this.#configurations.indexOf(hint.configuration);
      if (number >= 0) this.#addFound(number);
    }
  }

  #hasRival(deviceNumber: number, best: Option, second: Option | undefined): boolean {
    if (second && second.total === best.total) return true;
    if (best.hard === 0 || best.archived) return false;
    const least = best.hard - Limit.margin;
    if (second && second.hard > 0 && second.hard > least) return true;
    const edges = this.#edges;
    const own = this.#edgeTo(deviceNumber, best.configuration);
    for (let edge = own < 0 ? -1 : (edges.head[edges.configuration[own] as number] as number); edge >= 0; ) {
      const rival = edges.device[edge] as number;
      const open = this.#outcome.status[this.#devices[rival] as number] !== Status.matched;
      if (open && rival !== deviceNumber && (edges.hard[edge] as number) > least) return true;
      edge = edges.next[edge] as number;
    }
    return false;
  }

  /** The device's edge to a configuration, or -1. */
  #edgeTo(deviceNumber: number, configuration: number): number {
    const edges = this.#edges;
    const end = edges.start[deviceNumber + 1] as number;
    for (let edge = edges.start[deviceNumber] as number; edge < end; edge++) {
      if (this.#configurations[edges.configuration[edge] as number] === configuration) return edge;
    }
    return -1;
  }

  #whySuggested(device: number, best: Option): number {
    if (best.archived) return ReasonNumber.archived;
    if (has(this.#estate.devices, device, Flag.suggestOnly) && best.hard > 0)
      return ReasonNumber['not-audited'];
    return best.hard === 0 ? ReasonNumber['name-only'] : ReasonNumber['weak-evidence'];
  }

  /** A MAC of two organizations is no reason either without the name, so both kinds are asked for what serials are asked. */
  #whyNothing(device: number, options: readonly Option[]): number {
    if (options.some((option) => option.veto)) return ReasonNumber['serial-conflict'];
    const side = this.#estate.devices;
    const serial = side.serial[device] as number;
    const macs = side.macCount[device] as number;
    if (serial === 0 && macs === 0) return ReasonNumber['no-identifiers'];
    const from = side.first[device] as number;
    let trusted = serial !== 0 && isTrustedSerial(side.serialTrust[device] as number);
    for (let i = from; i < from + macs; i++)
      trusted ||= isTrustedSerial((side.marks[i] as number) >> TRUST_SHIFT);
    return trusted ? ReasonNumber['no-candidate'] : ReasonNumber['shared-identifier'];
  }

  /** Whether the device bears the name of another configuration, or the configuration that of another device. */
  #nameElsewhere(device: number, configuration: number): boolean {
    const own = fullName(this.#estate.devices, device);
    const theirs = fullName(this.#estate.configurations, configuration);
    if (own === 0 || theirs === 0 || own === theirs) return false;
    if (this.#isBorne(own, configuration)) return true;
    this.#nameDevices();
    return this.#deviceNames.first(theirs) >= 0;
  }

  /** Whether another live configuration has that full name. A name of many is nobody's. */
  #isBorne(name: number, besides: number): boolean {
    const names = this.#names;
    let bearers = 0;
    let entries = 0;
    for (let node = names.first(name); node >= 0; node = names.next(node)) {
      entries += 1;
      if (entries > 2 * Limit.namesakes) return false;
      const other = this.#configurations[names.record(node)] as number;
      const isLive = !has(this.#estate.configurations, other, Flag.archived);
      if (names.mark(node) === NameMark.full && other !== besides && isLive) bearers += 1;
    }
    return bearers > 0;
  }

  #nameDevices(): void {
    if (this.#devicesNamed) return;
    this.#devicesNamed = true;
    const side = this.#estate.devices;
    this.#deviceNames.clear(this.#devices.length);
    for (let i = 0; i < this.#devices.length; i++) {
      const device = this.#devices[i] as number;
      const name = fullName(side, device);
      if (name !== 0 && !has(side, device, Flag.stale)) this.#deviceNames.add(name, i, 0);
    }
  }
}

/** Live records first; archived ones only when no live one is worth a look. */
function worthALook(options: readonly Option[]): Option[] {
  const good = options.filter((option) => !option.veto && option.total >= Limit.suggest);
  const live = good.filter((option) => !option.archived);
  if (live.length > 0) return live.slice(0, Limit.candidates);
  return good.filter((option) => option.hard >= Limit.archivedHard).slice(0, Limit.candidates);
}
