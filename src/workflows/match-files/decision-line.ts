import { aloneConfidence, confidences } from '../../domain/matching/devices/confidence.js';
import { type EvidenceSink, tellEvidence } from '../../domain/matching/devices/evidence.js';
import {
  type CandidateList,
  type Outcome,
  Status,
  statusNames,
} from '../../domain/matching/devices/outcome.js';
import type { PairScore } from '../../domain/matching/devices/pair.js';
import { HostNameReader, SerialReader, type TextRoom } from '../../domain/matching/identifiers/index.js';
import type { DeviceTexts } from './device-spots.js';
import { JsonBytes, Stamp } from './json-bytes.js';
import type { LineTexts } from './line-texts.js';
import type { FileSide } from './room.js';
import { ConfigurationField } from './shapes.js';

/** Parts of a line that are always the same. */
const Part = {
  device: new Stamp('{"device":"'),
  status: statusNames.map((name) => new Stamp(`","status":"${name}","configuration":`)),
  nothing: new Stamp('null'),
  candidates: new Stamp(',"candidates":['),
  id: new Stamp('{"id":"'),
  confidence: new Stamp('","confidence":'),
  evidence: new Stamp(',"evidence":['),
  weight: new Stamp('","weight":'),
  end: new Stamp(']}\n'),
};

/** How evidence of a kind starts. */
const openings = new Map<string, Stamp>();
for (const kind of ['serial', 'serial-in-name', 'serial-near', 'mac', 'name', 'psa-linked', 'archived']) {
  openings.set(kind, new Stamp(`{"kind":"${kind}","value":"`));
}
const encoder = new TextEncoder();
const encode = (text: string) => encoder.encode(text);

/** What one line can need beside its texts: five candidates with a dozen pieces of evidence each. */
const ROOM_FOR_LINE = 16_384;

/**
 * Writes decisions as JSON lines. What evidence quotes of a device comes from its line, which is being read again anyway;
 * of configurations only ids are at hand, and other texts are read from their lines when they are quoted.
 */
export class DecisionLines implements EvidenceSink {
  readonly out = new JsonBytes();
  readonly #pair: PairScore;
  readonly #outcome: Outcome;
  readonly #candidates: CandidateList;
  readonly #configurations: FileSide;
  readonly #texts: LineTexts;
  readonly #serial = new SerialReader();
  readonly #name = new HostNameReader();
  readonly #own: DeviceTexts;
  #hasSerial = false;
  #hasName = false;
  #configuration = 0;
  #pieces = 0;

  constructor(
    pair: PairScore,
    outcome: Outcome,
    candidates: CandidateList,
    own: DeviceTexts,
    configurations: FileSide,
    texts: LineTexts,
  ) {
    this.#pair = pair;
    this.#outcome = outcome;
    this.#candidates = candidates;
    this.#own = own;
    this.#configurations = configurations;
    this.#texts = texts;
  }

  /** Adds the decision about `device`, whose line is `bytes[from..to)`. */
  write(device: number, bytes: Uint8Array, from: number, to: number): void {
    const { out } = this;
    const own = this.#own;
    const status = this.#outcome.status[device] as number;
    const first = this.#outcome.firstCandidate[device] as number;
    const count = this.#outcome.candidateCount[device] as number;
    own.open(device, bytes, from, to);
    own.takeUid();
    this.#hasSerial = false;
    this.#hasName = false;
    out.reserve(ROOM_FOR_LINE + (to - from) * 64);
    out.stamp(Part.device);
    out.rawPart(own.bytes, own.from, own.to);
    out.stamp(Part.status[status] as Stamp);
    if (status === Status.matched) {
      out.bytes[out.length++] = 0x22;
      this.#id(this.#candidates.at(first));
      out.bytes[out.length++] = 0x22;
    } else out.stamp(Part.nothing);
    out.stamp(Part.candidates);
    if (count > 0) this.#writeCandidates(device, first, count);
    out.stamp(Part.end);
  }

  #writeCandidates(device: number, first: number, count: number): void {
    if (count === 1) {
      this.#weigh(device, first);
      this.#writeCandidate(this.#candidates.at(first), aloneConfidence(this.#pair.total), 0);
      return;
    }
    const totals: number[] = [];
    for (let i = 0; i < count; i++) {
      this.#weigh(device, first + i);
      totals.push(this.#pair.total);
    }
    const shares = confidences(totals);
    for (let i = 0; i < count; i++) {
      this.#weigh(device, first + i);
      this.#writeCandidate(this.#candidates.at(first + i), shares[i] as number, i);
    }
  }

  #weigh(device: number, place: number): void {
    this.#pair.weigh(device, this.#candidates.at(place));
    if (this.#candidates.isNameElsewhere(place)) this.#pair.sum(true);
  }

  #writeCandidate(configuration: number, share: number, number: number): void {
    const { out } = this;
    this.#configuration = configuration;
    this.#pieces = 0;
    if (number > 0) out.bytes[out.length++] = 0x2c;
    out.stamp(Part.id);
    this.#id(configuration);
    out.stamp(Part.confidence);
    out.share(share);
    out.stamp(Part.evidence);
    tellEvidence(this.#pair, this);
    out.bytes[out.length++] = 0x5d;
    out.bytes[out.length++] = 0x7d;
  }

  /** The device's serial in canonical form; made when it is first quoted. */
  #serialText(): TextRoom {
    if (!this.#hasSerial) {
      this.#hasSerial = true;
      if (this.#own.takeSerial()) this.#serial.read(this.#own.bytes, this.#own.from, this.#own.to);
      else this.#serial.room.length = 0;
    }
    return this.#serial.room;
  }

  /** The device's folded name. */
  #nameText(): TextRoom {
    if (!this.#hasName) {
      this.#hasName = true;
      if (this.#own.takeName()) this.#name.read(this.#own.bytes, this.#own.from, this.#own.to);
      else this.#name.readText(null);
    }
    return this.#name.room;
  }

  #id(configuration: number): void {
    const id = this.#configurations.id[configuration] as number;
    if (id >= 0) this.out.integer(id);
    else {
      const text = JSON.stringify(this.#texts.text(configuration, ConfigurationField.id)).slice(1, -1);
      const bytes = encode(text);
      this.out.reserve(ROOM_FOR_LINE + bytes.length);
      this.out.raw(bytes);
    }
  }

  serial(kind: string, weight: number): void {
    const { bytes, length } = this.#serialText();
    this.#begin(kind);
    this.out.text(bytes, 0, length);
    this.#end(weight);
  }

  mac(mac: number, weight: number): void {
    this.#begin('mac');
    this.out.mac(mac);
    this.#end(weight);
  }

  name(weight: number): void {
    const { bytes, length } = this.#nameText();
    this.#begin('name');
    this.out.text(bytes, 0, length);
    this.#end(weight);
  }

  serials(kind: string, weight: number): void {
    const theirs = this.#texts.serial(this.#configuration, ConfigurationField.serialNumber);
    this.#words(kind, `${this.#serialText().text()} / ${theirs}`, weight);
  }

  names(weight: number): void {
    const theirs = this.#texts.name(this.#configuration, [
      ConfigurationField.name,
      ConfigurationField.hostname,
    ]);
    this.#words('name', `${this.#nameText().text()} / ${theirs}`, weight);
  }

  words(kind: string, value: string, weight: number): void {
    this.#words(kind, value, weight);
  }

  #words(kind: string, value: string, weight: number): void {
    const bytes = encode(JSON.stringify(value).slice(1, -1));
    this.out.reserve(ROOM_FOR_LINE + bytes.length);
    this.#begin(kind);
    this.out.raw(bytes);
    this.#end(weight);
  }

  #begin(kind: string): void {
    const { out } = this;
    const opening = openings.get(kind);
    if (!opening) throw new Error(`There is no evidence of the kind ${kind}`);
    if (this.#pieces++ > 0) out.bytes[out.length++] = 0x2c;
    out.stamp(opening);
  }

  #end(weight: number): void {
    const { out } = this;
    out.stamp(Part.weight);
    out.integer(weight);
    out.bytes[out.length++] = 0x7d;
  }
}
