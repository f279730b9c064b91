// Measures the matching of files on an invented estate: answers against the truth, time against plain JSON.parse, memory.
//   node scripts/bench-match.mjs [--devices 20000] [--seed 1] [--growth]
// --growth also runs ten times as many devices and prints how the time grew. Needs no file outside the project.
import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeEstate } from './match-devices-estate.mjs';

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    growth: { type: 'boolean', default: false },
  },
});
const program = fileURLToPath(new URL('../bin/trilink.js', import.meta.url));

/** Hundredths of a second, the unit of /proc/PID/stat. */
const TICKS = 100;

/** Runs the program; answers seconds by the clock and of both cores, and the peak of its resident memory in MB. */
function run(argv) {
  return new Promise((resolve, reject) => {
    const startedAt = process.hrtime.bigint();
    const child = spawn(process.execPath, [program, ...argv], { stdio: ['ignore', 'ignore', 'inherit'] });
    let peakKb = 0;
    let cpu = 0;
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
        cpu = (Number(fields[11]) + Number(fields[12])) / TICKS;
      } catch {
        // It has ended, or this system does not tell.
      }
    }, 20);
    child.once('close', (code) => {
      clearInterval(watch);
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      if (code === 0) resolve({ seconds, cpu, megabytes: Math.round(peakKb / 1024) });
      else reject(new Error(`match files ended with ${code}`));
    });
  });
}

/** What one loop of line reader and JSON.parse needs for the same files. */
async function plainLoop(files) {
  const startedAt = process.hrtime.bigint();
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      if (line !== '') JSON.parse(line);
    }
  }
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
}

function score(dir, answers) {
  const said = new Map();
  for (const line of readFileSync(answers, 'utf8').split('\n')) {
    if (line !== '') {
      const one = JSON.parse(line);
      said.set(one.device, one);
    }
  }
  const taken = new Set();
  const n = {
    matched: 0,
    wrong: 0,
    doubled: 0,
    unexplained: 0,
    auto: 0,
    autoRight: 0,
    answer: 0,
    first: 0,
    none: 0,
    offered: 0,
  };
  for (const line of readFileSync(join(dir, 'truth.tsv'), 'utf8').split('\n').slice(1)) {
    if (line === '') continue;
    const [device, right, expect] = line.split('\t');
    const one = said.get(device) ?? { status: 'unmatched', configuration: null, candidates: [] };
    const match = one.status === 'matched' ? one.configuration : null;
    const best = match ?? one.candidates[0]?.id ?? null;
    if (match !== null) {
      n.matched++;
      if (match !== right) n.wrong++;
      if (taken.has(match)) n.doubled++;
      taken.add(match);
      if (!one.candidates[0]?.evidence.length) n.unexplained++;
    }
    if (expect === 'auto') {
      n.auto++;
      if (match === right) n.autoRight++;
    }
    if (right === '-') {
      n.none++;
      if (best !== null) n.offered++;
    } else {
      n.answer++;
      if (best === right) n.first++;
    }
  }
  const share = (a, b) => (b === 0 ? '-' : (a / b).toFixed(4));
  return {
    'wrong matches': n.wrong,
    'one-to-one breaks': n.doubled,
    unexplained: n.unexplained,
    'automatic recall': share(n.autoRight, n.auto),
    'recall@1': share(n.first, n.answer),
    'false where no answer': share(n.offered, n.none),
  };
}

async function measure(devices) {
  const dir = mkdtempSync(join(tmpdir(), 'trilink-bench-'));
  try {
    writeEstate({ dir, devices, seed: Number(values.seed) });
    const file = (name) => join(dir, name);
    const answers = file('answers.jsonl');
    const argv = [
      'match',
      'files',
      '--quiet',
      '--devices',
      file('devices.jsonl'),
      '--configurations',
      file('configurations.jsonl'),
    ];
    const { seconds, cpu, megabytes } = await run([...argv, '--sites', file('sites.tsv'), '-o', answers]);
    const loop = await plainLoop([file('devices.jsonl'), file('configurations.jsonl')]);
    const size = statSync(file('devices.jsonl')).size + statSync(file('configurations.jsonl')).size;
    return {
      row: {
        devices,
        'files MB': Math.round(size / 1e6),
        'match files s': seconds.toFixed(2),
        'CPU s': cpu.toFixed(2),
        'JSON.parse loop s': loop.toFixed(2),
        ratio: (seconds / loop).toFixed(2),
        'peak MB': megabytes,
        ...score(dir, answers),
      },
      seconds,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const small = await measure(Number(values.devices));
const rows = [small];
if (values.growth) rows.push(await measure(10 * Number(values.devices)));
console.table(rows.map(({ row }) => row));
if (values.growth)
  console.log(`ten times the devices cost ${(rows[1].seconds / small.seconds).toFixed(1)} times the time`);
