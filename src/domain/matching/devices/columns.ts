/** Bits of `Side.flags`. */
export const Flag = {
  /** Its serial has four or five characters. */
  weakSerial: 1,
  /** An archived configuration. */
  archived: 2,
  /** Takes no part in the decision any more: settled by a person, a chain or an earlier match, or ignored. */
  settled: 4,
  /** A device that is at most suggested: its own record has not been read. */
  suggestOnly: 8,
  /** An older agent of a machine that has a newer one. */
  stale: 16,
  /** A configuration that the PSA owns. */
  psaLinked: 32,
} as const;

/** What a MAC is worth (low two bits of `Side.marks`, below its trust); other classes are left out of the columns. */
export const MacMark = { ok: 0, virtual: 1, dock: 2 } as const;

/** Which view of a name a key stands for (low two bits of `Side.marks`). */
export const NameMark = { full: 0, clean: 1, tail: 2, serial: 3 } as const;

/**
 * Trust in an identifier. `none`: shared by too many. `half`: two records of a side have it. `full`: one. `twin`: one device
 * has it and two live configurations, which are then two records of one machine. `apart`: two organizations have it, each at
 * most once on a side. `scattered`: several organizations have it otherwise.
 */
export const Trust = { none: 0, half: 1, full: 2, twin: 3, apart: 4, scattered: 5 } as const;

/** Whether a serial of that trust is evidence. In two organizations it is none: the machine may have moved. */
export function isTrustedSerial(trust: number): boolean {
  return trust === Trust.full || trust === Trust.half || trust === Trust.twin;
}

/** Whether a MAC of that trust is evidence, if only together with the name. */
export function isTrustedMac(trust: number): boolean {
  return trust !== Trust.none && trust !== Trust.scattered;
}

export const MARK_BITS = 3;
export const TRUST_SHIFT = 2;

/** Records of unsettled sites have no organization. */
export const NO_ORGANIZATION = -1;

/**
 * The devices or configurations of an estate as columns of numbers: a record is an index. What matching looks at is
 * here and nowhere else, so that an estate in memory and one in files are decided by the same code.
 */
export interface Side {
  /** Organization of each record: an index of the caller's, or NO_ORGANIZATION. */
  readonly organization: Int32Array;
  /** Key of the canonical serial, or 0 for none and junk. */
  readonly serial: Float64Array;
  /** Trust in the serial; filled by counting. */
  readonly serialTrust: Uint8Array;
  readonly flags: Uint8Array;
  /** When a device was last seen, in seconds since 1970, 0 when unknown. */
  readonly seen: Uint32Array;
  /** Where the record's MACs start in `keys`; its name keys follow them. */
  readonly first: Uint32Array;
  readonly macCount: Uint16Array;
  readonly nameCount: Uint8Array;
  /** MACs as 48-bit numbers, then keys of names. */
  readonly keys: Float64Array;
  /** Beside each key: class or view in the low two bits, trust above them (MACs; filled by counting). */
  readonly marks: Uint8Array;
}

export function has(side: Side, record: number, flag: number): boolean {
  return ((side.flags[record] as number) & flag) !== 0;
}

export function nameStart(side: Side, record: number): number {
  return (side.first[record] as number) + (side.macCount[record] as number);
}

/** The key of the record's first full name, or 0. */
export function fullName(side: Side, record: number): number {
  const start = nameStart(side, record);
  const isFull =
    (side.nameCount[record] as number) > 0 && ((side.marks[start] as number) & MARK_BITS) === NameMark.full;
  return isFull ? (side.keys[start] as number) : 0;
}
