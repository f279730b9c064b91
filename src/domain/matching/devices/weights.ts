/**
 * How much each piece of evidence says, in bits (integer log-odds to the base 2). One place, so that the decision over
 * an estate in memory and the one over files cannot drift apart. A change here that can decide a device differently
 * raises ENGINE_VERSION.
 */
export const Weight = {
  /** An equal serial that one record a side has; half when two have it. */
  serial: 24,
  serialHalf: 12,
  /** The same for serials of four or five characters. */
  weakSerial: 8,
  weakSerialHalf: 4,
  /** Two different good serials: whatever else agrees, these are two machines. */
  serialDiffers: -40,
  weakSerialDiffers: -4,
  /** One edit apart: mistyped by hand, or the next machine of one delivery. Only a person can tell. */
  serialNear: 4,
  /** The device's serial is a word of the configuration's name. */
  serialInName: 12,
  /**
   * The strongest shared MAC, by class: [one has it, two have it, one each in two organizations has it]. The last does
   * with the equal name and never without: addresses are minted twice, and machines with equal ones lie in both networks.
   */
  mac: [16, 8, 10],
  virtualMac: [11, 5, 10],
  dockMac: [4, 2, 0],
  /** Each further shared MAC, up to three. */
  furtherMac: [4, 2],
  furtherWeakMac: 1,
  /** Both have real MACs of their own, and share none. */
  macsDiffer: -3,
  /** Equal names; equal without additions; equal without the site's letters. */
  name: 8,
  cleanName: 6,
  tailName: 5,
  /** The names differ, and one of them is the name of another record of the same organization. */
  nameElsewhere: -8,
  archived: -6,
  /** Of two live records of one machine, the one that the PSA owns. */
  psaTwin: 9,
  /** What the native RMM integration laid over the configuration. */
  nativeId: 9,
  nativeIdentifier: 6,
  /** Ties that need no identifier. */
  decision: 64,
  rmmUid: 40,
  rmmId: 36,
  psaId: 36,
  earlierMatch: 24,
  /** The configuration is another device's by a person's word. */
  heldByOther: -64,
} as const;

export const Limit = {
  /** The least sum for an automatic match, and how much of it serial and MACs must bring. */
  automatic: 16,
  automaticHard: 10,
  /** By how much serial and MACs must beat every live rival, on either side. */
  margin: 12,
  /** The least sum that is worth a person's look. */
  suggest: 5,
  /** An archived record needs this much from serial and MACs to be worth a look. */
  archivedHard: 8,
  candidates: 5,
  /** Names that more records of one organization share are no reason for a look. */
  namesakes: 8,
  /** Weight of "none of these": what evidence must outweigh before a candidate is likelier than no match. */
  prior: 8,
} as const;
