import { Flag } from '../../domain/matching/devices/columns.js';
import type { Range } from '../../domain/matching/devices/counting.js';
import { type InputSource, openInput } from './byte-input.js';
import { eachLine } from './lines.js';
import { RecordLine } from './record-line.js';
import type { FileSide } from './room.js';
import { idOf, type Problem } from './scan.js';
import { configurationShape, deviceShape, type FileRole } from './shapes.js';

/**
 * Finds the records whose id an earlier line has, and takes them out of the columns, so that the first of each stays.
 * `keys` are the ids that occur more than once. Reads the file once more: nobody should have such files.
 */
export function dropRepeated(
  file: FileRole,
  source: InputSource,
  side: FileSide,
  ranges: readonly Range[],
  keys: ReadonlySet<number>,
): Problem[] {
  const recordAt = suspects(side, ranges, keys);
  const line = new RecordLine(file === 'devices' ? deviceShape : configurationShape);
  const input = openInput(source);
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  let lines = 0;
  eachLine(input, 0, input.size, (bytes, from, to, position) => {
    lines += 1;
    const record = recordAt.get(position);
    if (record === undefined || line.read(bytes, from, to) !== null || !line.take(0)) return;
    if (!keys.has(idOf(line.bytes, line.from, line.to))) return;
    const id = Buffer.from(line.bytes.subarray(line.from, line.to)).toString('utf8');
    const before = first.get(id);
    if (before === undefined) first.set(id, lines);
    else {
      problems.push({ file, line: lines, text: `repeats the id of line ${before}: ${id.slice(0, 80)}` });
      drop(side, record);
    }
  });
  input.close();
  return problems;
}

/** Records with one of the keys, by where their line starts. */
function suspects(side: FileSide, ranges: readonly Range[], keys: ReadonlySet<number>): Map<number, number> {
  const records = new Map<number, number>();
  for (const { from, to } of ranges) {
    for (let record = from; record < to; record++) {
      if (!keys.has(side.id[record] as number)) continue;
      records.set(
        (side.offset[record] as number) + (side.offsetHigh[record] as number) * 0x100000000,
        record,
      );
    }
  }
  return records;
}

/** Leaves a record of which nothing is left: no identifiers, no organization, no line. */
function drop(side: FileSide, record: number): void {
  side.organization[record] = -1;
  side.serial[record] = 0;
  side.macCount[record] = 0;
  side.nameCount[record] = 0;
  side.flags[record] = Flag.settled;
  side.offset[record] = DROPPED;
  side.offsetHigh[record] = 0xffff;
}

/** No line starts there: files are not that long. */
const DROPPED = 0xffffffff;
