import { safeEdges } from './assign.js';
import { Flag, fullName, has, MARK_BITS, NameMark, nameStart, TRUST_SHIFT, Trust } from './columns.js';
import { KeyIndex } from './key-index.js';
import { type CandidateList, type Outcome, Status } from './outcome.js';
import { type Estate, namesDiffer, PairScore, SerialRelation } from './pair.js';
import { ReasonNumber } from './reasons.js';
import { Limit } from './weights.js';

/** One candidate of a device under consideration. */
interface Option {
  readonly configuration: number;
  readonly total: number;
  readonly hard: number;
  readonly veto: boolean;
  readonly archived: boolean;
}

/**
 * Decides the devices of one organization after the other. Made once for an estate; each call of `decide` clears the
 * indexes and fills them with one organization's records.
 */
export class OrganizationDecider {
  readonly pair: PairScore;
  readonly #estate: Estate;
  readonly #outcome: Outcome;
  readonly #candidates: CandidateList;
  readonly #identifiers = new KeyIndex();
  readonly #names = new KeyIndex();
  readonly #deviceNames = new KeyIndex();
  /** Configurations that a safe edge took. */
  readonly #taken = new Set<number>();
  #edgeDevices: number[] = [];
  #edgeConfigurations: number[] = [];
  #edgeHard: number[] = [];
  #edgeStrong: boolean[] = [];
  #edgesOf: Map<number, number[]> | null = null;
  #devicesNamed = false;
  #devices: Int32Array = new Int32Array(0);

  constructor(estate: Estate, outcome: Outcome, candidates: CandidateList) {
    this.#estate = estate;
    this.#outcome = outcome;
    this.#candidates = candidates;
    this.pair = new PairScore(estate);
  }

  /** `devices` and `configurations` are all of the organization's; settled and stale ones are left alone. */
  decide(devices: Int32Array, configurations: Int32Array): void {
    this.index(devices, configurations);
    this.#gatherEdges(devices);
    this.#matchSafeEdges();
    for (const device of devices) if (this.#isOpen(device)) this.#suggest(device);
  }

  /** Fills the indexes alone, for explaining one device. */
  index(devices: Int32Array, configurations: Int32Array): void {
    this.#devices = devices;
    this.#devicesNamed = false;
    this.#taken.clear();
    this.#indexConfigurations(configurations);
  }

  #indexConfigurations(configurations: Int32Array): void {
    const side = this.#estate.configurations;
    let keys = 0;
    let names = 0;
    for (const configuration of configurations) {
      keys += 1 + (side.macCount[configuration] as number);
      names += side.nameCount[configuration] as number;
    }
    this.#identifiers.clear(keys);
    this.#names.clear(names);
    for (const configuration of configurations) {
      if (has(side, configuration, Flag.settled)) continue;
      const serial = side.serial[configuration] as number;
      if (serial !== 0) this.#identifiers.add(serial, configuration, 0);
      const from = side.first[configuration] as number;
      const middle = nameStart(side, configuration);
      const to = middle + (side.nameCount[configuration] as number);
      for (let i = from; i < middle; i++) this.#identifiers.add(side.keys[i] as number, configuration, 0);
      for (let i = middle; i < to; i++) {
        this.#names.add(side.keys[i] as number, configuration, (side.marks[i] as number) & MARK_BITS);
      }
    }
  }

  #isOpen(device: number): boolean {
    return (
      !has(this.#estate.devices, device, Flag.settled) && this.#outcome.status[device] === Status.unmatched
    );
  }

  #gatherEdges(devices: Int32Array): void {
    this.#edgeDevices = [];
    this.#edgeConfigurations = [];
    this.#edgeHard = [];
    this.#edgeStrong = [];
    this.#edgesOf = null;
    for (const device of devices) {
      if (has(this.#estate.devices, device, Flag.settled | Flag.stale)) continue;
      this.#hardConfigurations(device, (configuration) => {
        if (!has(this.#estate.configurations, configuration, Flag.archived))
          this.#addEdge(device, configuration);
      });
    }
  }

  #addEdge(device: number, configuration: number): void {
    const { pair } = this;
    this.weigh(device, configuration);
    if (pair.veto || pair.hard <= 0) return;
    this.#edgeDevices.push(device);
    this.#edgeConfigurations.push(configuration);
    this.#edgeHard.push(pair.hard);
    const agrees = pair.serialWeight >= 0 && pair.serialRelation !== SerialRelation.near;
    this.#edgeStrong.push(agrees && pair.total >= Limit.automatic && pair.hard >= Limit.automaticHard);
  }

  weigh(device: number, configuration: number): void {
    this.pair.weigh(device, configuration, () => this.#nameElsewhere(device, configuration));
  }

  /** Calls once for each configuration that shares a trusted serial or MAC with the device. */
  #hardConfigurations(device: number, found: (configuration: number) => void): void {
    const side = this.#estate.devices;
    const seen: number[] = [];
    const serial = side.serial[device] as number;
    if (serial !== 0 && side.serialTrust[device] !== Trust.none)
      this.#each(this.#identifiers, serial, seen, found);
    const from = side.first[device] as number;
    const to = from + (side.macCount[device] as number);
    for (let i = from; i < to; i++) {
      if ((side.marks[i] as number) >> TRUST_SHIFT !== Trust.none) {
        this.#each(this.#identifiers, side.keys[i] as number, seen, found);
      }
    }
  }

  #each(index: KeyIndex, key: number, seen: number[], found: (configuration: number) => void): void {
    for (let node = index.first(key); node >= 0; node = index.next(node)) {
      const configuration = index.record(node);
      if (seen.includes(configuration)) continue;
      seen.push(configuration);
      found(configuration);
    }
  }

  #matchSafeEdges(): void {
    const edges = {
      devices: this.#edgeDevices,
      configurations: this.#edgeConfigurations,
      hard: this.#edgeHard,
      strong: this.#edgeStrong,
    };
    for (const edge of safeEdges(edges)) {
      const device = this.#edgeDevices[edge] as number;
      const configuration = this.#edgeConfigurations[edge] as number;
      this.#taken.add(configuration);
      this.#settle(device, configuration);
    }
  }

  #settle(device: number, configuration: number): void {
    const suggestOnly = has(this.#estate.devices, device, Flag.suggestOnly);
    const { status, reason, target } = this.#outcome;
    status[device] = suggestOnly ? Status.suggested : Status.matched;
    reason[device] = suggestOnly ? ReasonNumber['not-audited'] : ReasonNumber.matched;
    target[device] = suggestOnly ? -1 : configuration;
    this.#note(device, [configuration]);
  }

  #note(device: number, configurations: readonly number[]): void {
    this.#outcome.firstCandidate[device] = this.#candidates.length;
    this.#outcome.candidateCount[device] = configurations.length;
    for (const configuration of configurations) this.#candidates.push(configuration);
  }

  #suggest(device: number): void {
    const { status, reason } = this.#outcome;
    if (has(this.#estate.devices, device, Flag.stale)) {
      reason[device] = ReasonNumber['stale-agent'];
      return;
    }
    const options = this.options(device);
    const shown = this.#worthALook(options);
    this.#note(
      device,
      shown.map((option) => option.configuration),
    );
    const [best, second] = shown;
    if (!best) {
      reason[device] = this.#whyNothing(device, options);
      return;
    }
    const rival = this.#hasRival(device, best, second);
    status[device] = rival ? Status.ambiguous : Status.suggested;
    reason[device] = rival ? ReasonNumber.rival : this.#whySuggested(device, best);
  }

  /** Every configuration that anything ties to the device, taken ones left out, best first. */
  options(device: number): Option[] {
    const options: Option[] = [];
    const weigh = (configuration: number) => {
      if (this.#taken.has(configuration)) return;
      this.weigh(device, configuration);
      const { total, hard, veto, archived } = this.pair;
      options.push({ configuration, total, hard, veto, archived });
    };
    const found: number[] = [];
    this.#hardConfigurations(device, (configuration) => found.push(configuration));
    this.#softConfigurations(device, found);
    for (const configuration of found) weigh(configuration);
    const { configurationOrder } = this.#estate;
    return options.sort((a, b) => b.total - a.total || configurationOrder(a.configuration, b.configuration));
  }

  /** Adds the configurations that a name, a serial in a name, or a hint ties to the device. */
  #softConfigurations(device: number, found: number[]): void {
    const side = this.#estate.devices;
    const add = (configuration: number) => {
      if (!found.includes(configuration)) found.push(configuration);
    };
    const from = nameStart(side, device);
    const to = from + (side.nameCount[device] as number);
    for (let i = from; i < to; i++) this.#eachNamesake(side.keys[i] as number, add);
    const serial = side.serial[device] as number;
    if (serial !== 0) this.#eachNamesake(serial, add);
    for (const hint of this.#estate.hints.get(device) ?? []) {
      if (!has(this.#estate.configurations, hint.configuration, Flag.settled)) add(hint.configuration);
    }
  }

  /** A name that more than a few records have is no reason for any of them. */
  #eachNamesake(key: number, add: (configuration: number) => void): void {
    const records: number[] = [];
    for (let node = this.#names.first(key); node >= 0; node = this.#names.next(node)) {
      const record = this.#names.record(node);
      if (!records.includes(record)) records.push(record);
      if (records.length > Limit.namesakes) return;
    }
    records.forEach(add);
  }

  /** Live records first; archived ones only when no live one is worth a look. */
  #worthALook(options: readonly Option[]): Option[] {
    const live = options.filter(
      (option) => !option.archived && !option.veto && option.total >= Limit.suggest,
    );
    if (live.length > 0) return live.slice(0, Limit.candidates);
    return options
      .filter((option) => option.archived && !option.veto && option.total >= Limit.suggest)
      .filter((option) => option.hard >= Limit.archivedHard)
      .slice(0, Limit.candidates);
  }

  #hasRival(device: number, best: Option, second: Option | undefined): boolean {
    if (second && second.total === best.total) return true;
    if (best.hard === 0 || best.archived) return false;
    const least = best.hard - Limit.margin;
    if (second && second.hard > 0 && second.hard > least) return true;
    return this.#claims(best.configuration).some((edge) => {
      const rival = this.#edgeDevices[edge] as number;
      const open = this.#outcome.status[rival] !== Status.matched;
      return open && rival !== device && (this.#edgeHard[edge] as number) > least;
    });
  }

  /** The edges that end in a configuration; indexed when first asked for. */
  #claims(configuration: number): readonly number[] {
    if (this.#edgesOf === null) {
      this.#edgesOf = new Map();
      for (const [edge, end] of this.#edgeConfigurations.entries()) {
        const list = this.#edgesOf.get(end);
        if (list) list.push(edge);
        else this.#edgesOf.set(end, [edge]);
      }
    }
    return this.#edgesOf.get(configuration) ?? [];
  }

  #whySuggested(device: number, best: Option): number {
    if (best.archived) return ReasonNumber.archived;
    if (has(this.#estate.devices, device, Flag.suggestOnly) && best.hard > 0)
      return ReasonNumber['not-audited'];
    return best.hard === 0 ? ReasonNumber['name-only'] : ReasonNumber['weak-evidence'];
  }

  #whyNothing(device: number, options: readonly Option[]): number {
    if (options.some((option) => option.veto)) return ReasonNumber['serial-conflict'];
    const side = this.#estate.devices;
    const serial = side.serial[device] as number;
    const macs = side.macCount[device] as number;
    if (serial === 0 && macs === 0) return ReasonNumber['no-identifiers'];
    const from = side.first[device] as number;
    let trusted = serial !== 0 && side.serialTrust[device] !== Trust.none;
    for (let i = from; i < from + macs; i++)
      trusted ||= (side.marks[i] as number) >> TRUST_SHIFT !== Trust.none;
    return trusted ? ReasonNumber['no-candidate'] : ReasonNumber['shared-identifier'];
  }

  /** Whether the device bears the name of another configuration, or the configuration that of another device. */
  #nameElsewhere(device: number, configuration: number): boolean {
    if (!namesDiffer(this.#estate, device, configuration)) return false;
    if (this.#isBorne(fullName(this.#estate.devices, device), configuration)) return true;
    this.#nameDevices();
    return this.#deviceNames.first(fullName(this.#estate.configurations, configuration)) >= 0;
  }

  /** Whether another live configuration has that full name. A name of many is nobody's. */
  #isBorne(name: number, besides: number): boolean {
    let bearers = 0;
    let nodes = 0;
    for (let node = this.#names.first(name); node >= 0; node = this.#names.next(node)) {
      nodes += 1;
      if (nodes > 2 * Limit.namesakes) return false;
      const other = this.#names.record(node);
      if (this.#names.mark(node) === NameMark.full && other !== besides && this.#isLive(other)) bearers += 1;
    }
    return bearers > 0;
  }

  #isLive(configuration: number): boolean {
    return !has(this.#estate.configurations, configuration, Flag.archived);
  }

  #nameDevices(): void {
    if (this.#devicesNamed) return;
    this.#devicesNamed = true;
    this.#deviceNames.clear(this.#devices.length);
    for (const device of this.#devices) {
      const name = fullName(this.#estate.devices, device);
      if (name !== 0 && !has(this.#estate.devices, device, Flag.stale))
        this.#deviceNames.add(name, device, 0);
    }
  }
}
