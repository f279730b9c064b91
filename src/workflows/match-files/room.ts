import type { Side } from '../../domain/matching/devices/columns.js';
import type { Outcome } from '../../domain/matching/devices/outcome.js';
import { SPOTS } from './device-spots.js';

/** Columns of a file's records: what matching looks at, and ids. */
export interface FileSide extends Side {
  /** Id of each record: the number it spells, or the negative key of any other text. */
  readonly id: Float64Array;
}

/** The organization of a record that was taken out again. */
export const DROPPED = -3;

/** Everything that threads share. Reserved at the upper bound; memory is only taken where something is written. */
export interface Room {
  readonly devices: FileSide;
  /** Where the texts of each device stand in its line (`noteSpots`). */
  readonly spots: Uint8Array;
  readonly configurations: FileSide;
  readonly outcome: Outcome;
  readonly candidates: Int32Array;
}

export interface RoomSize {
  readonly deviceLines: number;
  readonly configurationLines: number;
  readonly deviceKeys: number;
  readonly configurationKeys: number;
  readonly candidates: number;
}

export function makeRoom(size: RoomSize): Room {
  const { deviceLines, configurationLines } = size;
  const seen = new Uint32Array(shared(deviceLines * 4));
  return {
    devices: makeSide(deviceLines, size.deviceKeys, seen),
    spots: new Uint8Array(shared(deviceLines * SPOTS)),
    configurations: makeSide(configurationLines, size.configurationKeys, new Uint32Array(shared(0))),
    outcome: {
      status: new Uint8Array(shared(deviceLines)),
      reason: new Uint8Array(shared(deviceLines)),
      // Nobody asks when a device was last seen once stale agents are known, and decisions come after that.
      firstCandidate: seen,
      candidateCount: new Uint8Array(shared(deviceLines)),
    },
    candidates: sharedInts(size.candidates),
  };
}

/** Both sides are made here, so that they have one shape and the code that reads them is compiled once. */
function makeSide(lines: number, keys: number, seen: Uint32Array): FileSide {
  return {
    organization: sharedInts(lines),
    serial: new Float64Array(shared(lines * 8)),
    serialTrust: new Uint8Array(shared(lines)),
    flags: new Uint8Array(shared(lines)),
    seen,
    first: new Uint32Array(shared(lines * 4)),
    macCount: new Uint16Array(shared(lines * 2)),
    nameCount: new Uint8Array(shared(lines)),
    keys: new Float64Array(shared(keys * 8)),
    marks: new Uint8Array(shared(keys)),
    id: new Float64Array(shared(lines * 8)),
  };
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(shared(length * 4));
}

function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}
