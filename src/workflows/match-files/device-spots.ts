import { type JsonLine, Kind } from './json-line.js';
import { RecordLine } from './record-line.js';
import { DeviceField, deviceShape } from './shapes.js';

/** Bytes a record has in `spots`: where its uid starts in its line, its name behind that, its serial behind that. */
export const SPOTS = 3;
/** The first: the line must be read again. */
const READ_AGAIN = 0;
/** The others: there is no such text. */
const NO_TEXT = 255;

/** Notes where the texts stand that writing a decision needs, so that most lines need not be taken apart again. */
export function noteSpots(spots: Uint8Array, record: number, line: JsonLine, lineStart: number): void {
  const at = record * SPOTS;
  const uid = line.kind[DeviceField.uid] === Kind.text ? (line.from[DeviceField.uid] as number) : lineStart;
  const name = spotBehind(line, DeviceField.hostname, uid);
  const serial = spotBehind(line, DeviceField.serialNumber, uid + (name === NO_TEXT ? 0 : name));
  const isPlain = uid - lineStart < NO_TEXT && name > 0 && serial > 0;
  spots[at] = isPlain ? uid - lineStart : READ_AGAIN;
  spots[at + 1] = name;
  spots[at + 2] = serial;
}

/** How far behind `start` a field's text starts; 0 when it is none of the plain texts that can be told in a byte. */
function spotBehind(line: JsonLine, field: number, start: number): number {
  const kind = line.kind[field] as number;
  if (kind === Kind.absent || kind === Kind.nothing) return NO_TEXT;
  const distance = (line.from[field] as number) - start;
  return kind === Kind.text && distance > 0 && distance < NO_TEXT ? distance : 0;
}

/** The texts of one device's line. */
export class DeviceTexts {
  /** The text taken last. */
  bytes: Uint8Array = new Uint8Array(0);
  from = 0;
  to = 0;
  readonly #spots: Uint8Array;
  readonly #line = new RecordLine(deviceShape);
  #isRead = false;
  #uid = 0;
  #name = -1;
  #serial = -1;
  #source: Uint8Array = new Uint8Array(0);

  constructor(spots: Uint8Array) {
    this.#spots = spots;
  }

  /** Makes `bytes[from..to)`, the line of `record`, the one that texts are taken from. */
  open(record: number, bytes: Uint8Array, from: number, to: number): void {
    const at = record * SPOTS;
    const spot = this.#spots[at] as number;
    const name = this.#spots[at + 1] as number;
    const serial = this.#spots[at + 2] as number;
    this.#source = bytes;
    this.#isRead = spot === READ_AGAIN;
    if (this.#isRead) this.#line.read(bytes, from, to);
    this.#uid = from + spot;
    this.#name = name === NO_TEXT ? -1 : this.#uid + name;
    this.#serial = serial === NO_TEXT ? -1 : (this.#name < 0 ? this.#uid : this.#name) + serial;
  }

  /** Takes the uid as it is spelled within quotes, escapes and all. */
  takeUid(): void {
    if (this.#isRead) {
      this.#line.takeSpelled(DeviceField.uid);
      this.#takeFrom(this.#line);
    } else this.#takeAt(this.#uid);
  }

  /** Takes the host name; `false` when there is none. */
  takeName(): boolean {
    return this.#take(DeviceField.hostname, this.#name);
  }

  /** Takes the serial; `false` when there is none. */
  takeSerial(): boolean {
    return this.#take(DeviceField.serialNumber, this.#serial);
  }

  #take(field: number, start: number): boolean {
    if (this.#isRead) {
      if (!this.#line.take(field)) return false;
      this.#takeFrom(this.#line);
      return true;
    }
    if (start >= 0) this.#takeAt(start);
    return start >= 0;
  }

  #takeFrom({ bytes, from, to }: RecordLine): void {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** A plain text, up to its quote. */
  #takeAt(start: number): void {
    const bytes = this.#source;
    let to = start;
    while (bytes[to] !== 0x22) to += 1;
    this.bytes = bytes;
    this.from = start;
    this.to = to;
  }
}
