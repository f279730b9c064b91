// What `trilink match files` is compared with: one plain loop that reads the lines of the files and parses each.
//   node scripts/match-devices-baseline.mjs FILE...
import fs from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

let lines = 0;
for (const file of process.argv.slice(2)) {
  const descriptor = fs.openSync(file);
  const block = Buffer.alloc(1 << 20);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for (let filled = fs.readSync(descriptor, block); filled > 0; filled = fs.readSync(descriptor, block)) {
    const text = rest + decoder.write(block.subarray(0, filled));
    let from = 0;
    for (let to = text.indexOf('\n', from); to >= 0; to = text.indexOf('\n', from)) {
      JSON.parse(text.slice(from, to));
      lines++;
      from = to + 1;
    }
    rest = text.slice(from);
  }
  fs.closeSync(descriptor);
}
console.log(lines);
