import type { HostNameReader } from '../identifiers/host-name.js';
import { classifyMac } from '../identifiers/mac.js';
import type { SerialClass } from '../identifiers/serial.js';
import { Flag, MacMark, NameMark, type Side } from './columns.js';

/** More than a column can count; a switch with more ports is known by its first ones. */
const MOST_MACS = 0xffff;

/**
 * Writes records into the columns of one side, the rules of what counts included, so that records in memory and records
 * in files come out alike. For each record: `begin`, then serials, then MACs, then names.
 */
export class SideWriter {
  readonly #side: Side;
  readonly #serialsInNames: boolean;
  /** Where the next key goes. */
  at: number;
  #record = 0;
  #names = 0;

  /** `at`: where in `side.keys` to start. `serialsInNames`: whether words of a name may be a serial (configurations). */
  constructor(side: Side, at: number, serialsInNames: boolean) {
    this.#side = side;
    this.at = at;
    this.#serialsInNames = serialsInNames;
  }

  begin(record: number, organization: number, flags: number): void {
    const side = this.#side;
    this.#record = record;
    side.organization[record] = organization;
    side.flags[record] = flags;
    side.first[record] = this.at;
    side.serial[record] = 0;
    side.macCount[record] = 0;
    side.nameCount[record] = 0;
    this.#names = this.at;
  }

  /** The first good serial of a record counts. */
  serial(kind: SerialClass, key: number): void {
    const side = this.#side;
    if ((kind !== 'ok' && kind !== 'weak') || side.serial[this.#record] !== 0) return;
    side.serial[this.#record] = key;
    if (kind === 'weak') side.flags[this.#record] = (side.flags[this.#record] as number) | Flag.weakSerial;
  }

  /** Keeps a MAC that may be evidence, once. `plain`: it is known to be of no special class. */
  mac(mac: number, plain = false): void {
    const side = this.#side;
    const first = side.first[this.#record] as number;
    const mark = plain ? MacMark.ok : markOfMac(mac);
    if (mark < 0 || this.at - first === MOST_MACS) return;
    const { keys } = side;
    for (let i = first; i < this.at; i++) if (keys[i] === mac) return;
    keys[this.at] = mac;
    side.marks[this.at++] = mark;
    side.macCount[this.#record] = this.at - first;
    this.#names = this.at;
  }

  /** Keeps what the reader read last, each view once. */
  name(name: HostNameReader): void {
    this.#name(name.full, NameMark.full);
    this.#name(name.clean, NameMark.clean);
    this.#name(name.tail, NameMark.tail);
    if (!this.#serialsInNames || this.#side.serial[this.#record] !== 0) return;
    const words = name.findSerials();
    for (let i = 0; i < words; i++) this.#name(name.serials[i] as number, NameMark.serial);
  }

  #name(key: number, mark: number): void {
    const side = this.#side;
    if (key === 0) return;
    for (let i = this.#names; i < this.at; i++) if (side.keys[i] === key && side.marks[i] === mark) return;
    side.keys[this.at] = key;
    side.marks[this.at++] = mark;
    side.nameCount[this.#record] = this.at - this.#names;
  }
}

/** The mark of a MAC that may be evidence, or -1 for one that is none. */
function markOfMac(mac: number): number {
  switch (classifyMac(mac).class) {
    case 'ok':
      return MacMark.ok;
    case 'virtual':
      return MacMark.virtual;
    case 'dock-weak':
      return MacMark.dock;
    default:
      return -1;
  }
}
