import { KeyTable } from './key-table.js';
import { macPrefixes } from './mac-prefixes.js';
import { sharedMacs } from './mac-values.js';

/**
 * What a MAC address can say about a machine.
 * `ok`: one adapter of one machine. `virtual`, `dock-weak`: weak, support only. The others are no evidence:
 * `none` is no address at all, `junk` an address that many machines share, `multicast` no adapter's,
 * `locally-administered` made up by software.
 */
export type MacClass =
  | 'ok'
  | 'virtual'
  | 'dock-weak'
  | 'junk'
  | 'multicast'
  | 'locally-administered'
  | 'none';

export interface MacKind {
  readonly class: MacClass;
  /** Why it has that class, for a person; empty when it is `ok`. */
  readonly why: string;
}

/** Reads MACs from bytes into two numbers that fit into 32 bits, which is several times faster than one of 48. */
export class MacReader {
  /** The first two bytes, and the other four (signed), of the MAC read last. */
  high = 0;
  low = 0;

  /** Reads `bytes[from..to)`, any separators; `false` when there are not exactly 12 hex digits. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    const values = hexValues;
    let digits = 0;
    let high = 0;
    let low = 0;
    for (let i = from; i < to; i++) {
      const value = values[bytes[i] as number] as number;
      if (value < SEPARATOR) {
        high = (high << 4) | (low >>> 28);
        low = (low << 4) | value;
        digits += 1;
      } else if (value === NOT_HEX) return false;
    }
    this.high = high;
    this.low = low;
    return digits === 12;
  }

  /** The 48 bits as one number. */
  mac(): number {
    return this.high * 0x100000000 + (this.low >>> 0);
  }

  /** Whether the address is of no listed range and no special class: one adapter of one machine. */
  isPlain(): boolean {
    const { high } = this;
    if (listedHeads[high] === 1 || (high & 0x300) !== 0 || (high | this.low) === 0) return false;
    // Only addresses that start with capital letters or digits can spell a word.
    return !(isCapital(high >> 8) && isCapital(high & 0xff));
  }
}

/** A byte that reads as a capital letter or digit. */
function isCapital(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39);
}

const SEPARATOR = 0x10;
const NOT_HEX = 0x20;

/** What each byte is in a MAC: a digit from 0 to 15, a separator, or a letter that cannot be in one. */
const hexValues = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte).toLowerCase();
  if (/[0-9a-f]/.test(letter)) return Number.parseInt(letter, 16);
  return /[g-z]/.test(letter) ? NOT_HEX : SEPARATOR;
});

/** The 48 bits of a MAC in any spelling, or `null` when the text holds anything but exactly 12 hex digits and separators. */
export function parseMac(text: string | null | undefined): number | null {
  if (!text) return null;
  const letters = text.toLowerCase();
  if (/[g-z]/.test(letters)) return null;
  const hex = letters.replace(/[^0-9a-f]/g, '');
  return hex.length === 12 ? Number.parseInt(hex, 16) : null;
}

/** `AA:BB:CC:DD:EE:FF`, the spelling trilink writes and compares. */
export function formatMac(mac: number): string {
  const hex = mac.toString(16).toUpperCase().padStart(12, '0');
  return (hex.match(/../g) ?? []).join(':');
}

/** Listed addresses and prefixes, by the number of hex digits they have, longest first, and what kind each is. */
const listed = [12, 10, 9, 8, 6, 4].map((digits) => {
  const exact = sharedMacs.map(([text, why]) => ({
    hex: text.replaceAll(':', ''),
    kind: { class: 'junk', why } as MacKind,
  }));
  const prefixes = macPrefixes.map(([text, kind, why]) => ({
    hex: text.replaceAll(':', ''),
    kind: { class: kind, why },
  }));
  const fitting = [...exact, ...prefixes].filter(({ hex }) => hex.length === digits);
  return {
    divisor: 16 ** (12 - digits),
    places: new KeyTable(fitting.map(({ hex }) => Number.parseInt(hex, 16))),
    kinds: fitting.map(({ kind }) => kind),
  };
});

const ok: MacKind = { class: 'ok', why: '' };
const none: MacKind = { class: 'none', why: 'all zeros' };
const multicast: MacKind = { class: 'multicast', why: 'a group address' };
const local: MacKind = { class: 'locally-administered', why: 'made up by software' };
const spelled: MacKind = { class: 'dock-weak', why: 'spells a word, as drivers do' };

/** 1 for each first two bytes that a listed value or prefix has; most addresses need no look at the lists. */
const listedHeads = new Uint8Array(0x10000);
for (const [text] of [...sharedMacs, ...macPrefixes]) {
  listedHeads[Number.parseInt(text.replaceAll(':', '').slice(0, 4), 16)] = 1;
}

/** What kind of address `mac` (48 bits) is. */
export function classifyMac(mac: number): MacKind {
  if (mac === 0) return none;
  const head = Math.floor(mac / 0x100000000);
  const kind = listedHeads[head] === 1 ? classifyListed(mac) : undefined;
  if (kind !== undefined) return kind;
  if (head & 0x100) return multicast;
  if (head & 0x200) return local;
  return spellsWord(mac) ? spelled : ok;
}

function classifyListed(mac: number): MacKind | undefined {
  for (const { divisor, places, kinds } of listed) {
    const place = places.get(Math.floor(mac / divisor), -1);
    if (place >= 0) return kinds[place];
  }
  return undefined;
}

/** Whether the maker's half reads as capitals or digits and at least one more byte does (`PPTP00`, `DEST…`). */
function spellsWord(mac: number): boolean {
  const first = Math.floor(mac / 0x10000000000);
  if (first < 0x30 || first > 0x5a) return false;
  let rest = mac;
  let letters = 0;
  for (let place = 5; place >= 0; place--) {
    const byte = rest % 256;
    rest = (rest - byte) / 256;
    const isLetter = isCapital(byte);
    if (place < 3 && !isLetter) return false;
    if (isLetter) letters += 1;
  }
  return letters >= 4;
}
