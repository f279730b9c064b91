// How right the decisions of `trilink match files` are, against the answers of an invented estate.
import fs from 'node:fs';
import readline from 'node:readline';

/** Figures over `dir`/truth.tsv (`device, configuration or -, expect`) and the decisions in `file`. */
export async function score({ dir, file }) {
  const answers = new Map();
  for await (const line of linesOf(`${dir}/truth.tsv`)) {
    const [device, right, expect] = line.split('\t');
    if (device !== 'device') answers.set(device, [right, expect]);
  }
  const n = {
    devices: 0,
    matched: 0,
    wrong: 0,
    broken: 0,
    unexplained: 0,
    auto: 0,
    autoRight: 0,
    answer: 0,
    first: 0,
    none: 0,
    offered: 0,
  };
  const taken = new Set();
  for await (const line of linesOf(file)) {
    const { device, status, configuration, candidates } = JSON.parse(line);
    const [right, expect] = answers.get(device);
    const match = status === 'matched' ? configuration : null;
    const first = match ?? candidates[0]?.id ?? null;
    n.devices++;
    if (match) {
      n.matched++;
      if (match !== right) n.wrong++;
      if (taken.has(match)) n.broken++;
      taken.add(match);
      if (!candidates[0]?.evidence?.length) n.unexplained++;
    }
    if (expect === 'auto') {
      n.auto++;
      if (match === right) n.autoRight++;
    }
    if (right !== '-') {
      n.answer++;
      if (first === right) n.first++;
    } else {
      n.none++;
      if (first) n.offered++;
    }
  }
  return {
    devices: n.devices,
    wrongMatches: n.wrong,
    oneToOneBreaks: n.broken,
    unexplained: n.unexplained,
    precision: share(n.matched - n.wrong, n.matched),
    autoRecall: share(n.autoRight, n.auto),
    recall1: share(n.first, n.answer),
    falseOnNoAnswer: share(n.offered, n.none),
  };
}

function linesOf(file) {
  return readline.createInterface({ input: fs.createReadStream(file, { highWaterMark: 1 << 20 }) });
}

function share(part, whole) {
  return whole === 0 ? null : Number((part / whole).toFixed(5));
}
