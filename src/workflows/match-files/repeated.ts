import { Flag } from '../../domain/matching/devices/columns.js';
import { type InputSource, openInput } from './byte-input.js';
import { eachLine, isBlankLine } from './lines.js';
import { RecordLine } from './record-line.js';
import type { RecordMap } from './record-lines.js';
import { DROPPED, type FileSide } from './room.js';
import type { Problem } from './scan.js';
import { configurationShape, deviceShape, type FileRole } from './shapes.js';

/**
 * Finds the records whose id an earlier line has, and takes them out of the columns, so that the first of each stays.
 * `keys` are the ids that occur more than once. Reads the file once more: nobody should have such files.
 */
export function dropRepeated(
  file: FileRole,
  source: InputSource,
  side: FileSide,
  maps: readonly RecordMap[],
  keys: ReadonlySet<number>,
): Problem[] {
  const line = new RecordLine(file === 'devices' ? deviceShape : configurationShape);
  const skipped = new Set(maps.flatMap((map) => map.skipped));
  const records = recordsOf(maps);
  const input = openInput(source);
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  let lines = 0;
  eachLine(input, 0, input.size, (bytes, from, to, position) => {
    lines += 1;
    if (isBlankLine(bytes, from, to) || skipped.has(position)) return;
    const record = records.next().value;
    if (record === undefined || !keys.has(side.id[record] as number)) return;
    if (line.read(bytes, from, to) !== null || !line.take(0)) return;
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

/** All records, in the order of their lines. */
function* recordsOf(maps: readonly RecordMap[]): Generator<number, undefined> {
  for (const { from, to } of maps) for (let record = from; record < to; record++) yield record;
}

/** Leaves a record of which nothing is left: no identifiers and no organization. */
function drop(side: FileSide, record: number): void {
  side.organization[record] = DROPPED;
  side.serial[record] = 0;
  side.macCount[record] = 0;
  side.nameCount[record] = 0;
  side.flags[record] = Flag.settled;
}
