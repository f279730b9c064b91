import type { Side } from '../../domain/matching/devices/columns.js';
import type { Outcome } from '../../domain/matching/devices/outcome.js';

/** Columns of a file's records: what matching looks at, and how to find the record's line again. */
export interface FileSide extends Side {
  /** Id of each record: the number it spells, or the negative key of any other text. */
  readonly id: Float64Array;
  /** Where its line starts in the file: low 32 bits, and those above. */
  readonly offset: Uint32Array;
  readonly offsetHigh: Uint16Array;
}

/** Everything that threads share. Reserved at the upper bound; memory is only taken where something is written. */
export interface Room {
  readonly devices: FileSide;
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
  return {
    devices: { ...makeSide(deviceLines, size.deviceKeys), seen: new Uint32Array(shared(deviceLines * 4)) },
    configurations: makeSide(configurationLines, size.configurationKeys),
    outcome: {
      status: new Uint8Array(shared(deviceLines)),
      reason: new Uint8Array(shared(deviceLines)),
      target: sharedInts(deviceLines),
      firstCandidate: new Uint32Array(shared(deviceLines * 4)),
      candidateCount: new Uint8Array(shared(deviceLines)),
    },
    candidates: sharedInts(size.candidates),
  };
}

function makeSide(lines: number, keys: number): FileSide {
  return {
    organization: sharedInts(lines),
    serial: new Float64Array(shared(lines * 8)),
    serialTrust: new Uint8Array(shared(lines)),
    flags: new Uint8Array(shared(lines)),
    seen: new Uint32Array(shared(0)),
    first: new Uint32Array(shared(lines * 4)),
    macCount: new Uint16Array(shared(lines * 2)),
    nameCount: new Uint8Array(shared(lines)),
    keys: new Float64Array(shared(keys * 8)),
    marks: new Uint8Array(shared(keys)),
    id: new Float64Array(shared(lines * 8)),
    offset: new Uint32Array(shared(lines * 4)),
    offsetHigh: new Uint16Array(shared(lines * 2)),
  };
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(shared(length * 4));
}

function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}
