// Kills the real program and spoils its requests, again and again, and compares the end with an undisturbed run.
//   node scripts/chaos.mjs [--kills 200] [--faults 2000] [--seed 1] [--devices 300]
// Every round is one small estate: runs are killed (SIGKILL) at a request drawn by the seed, while the vendors' answers
// are spoilt by chance; then a last run in fair weather. Prints kills, faults, duplicates, losses; exits 1 when any.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSimulators } from '../dist/simulators.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    faults: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    devices: { type: 'string', default: '300' },
  },
});
const wanted = { kills: Number(values.kills), faults: Number(values.faults) };
const program = fileURLToPath(new URL('../bin/trilink.js', import.meta.url));
const sync = [
  'sync',
  'start',
  '--yes',
  '--json',
  '--create',
  'all',
  '--max-creates',
  '9999',
  '--max-overwrites',
  '9999',
];

/** A small generator of numbers from 0 up to 1 (mulberry32): the same seed, the same storm. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function run(env, onStart) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...sync], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
    });
    child.once('close', (code, signal) => resolve({ code, signal, document: parse(text) }));
    onStart?.(child);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function environment(simulators, home) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    TRILINK_HOME: home,
    TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync',
    ...simulators.env,
  };
}

/** Writes are lost before or after they land, land in part, or are answered with errors; reads break off. */
function storm(seed) {
  const path = 'configurations|organizations';
  const spoil = (probability, fault) =>
    ['POST', 'PATCH'].map((method) => ({ probability, method, path, fault }));
  return {
    seed,
    system: 'it-glue',
    faults: [
      ...spoil(0.1, { kind: 'reset-before' }),
      ...spoil(0.12, { kind: 'reset-after' }),
      ...spoil(0.1, { kind: 'commit-some', commit: 1, then: 'reset' }),
      ...spoil(0.08, { kind: 'commit-some', commit: 2, then: 422 }),
      ...spoil(0.08, { kind: 'commit-some', commit: 3, then: 504 }),
      ...spoil(0.08, { kind: 'status', status: 500 }),
      ...spoil(0.06, { kind: 'truncate' }),
      ...spoil(0.06, { kind: 'html-200' }),
      { probability: 0.12, method: 'GET', fault: { kind: 'reset-before' } },
    ],
  };
}

/** What the records say, without the ids of those that were created: two runs number them differently. */
function essence(snapshot, known) {
  const of = (type, id) => snapshot[type]?.[id] ?? {};
  const organization = (id) => String(of('organizations', id).name ?? id);
  const record = (id) => {
    const one = of('configurations', id);
    return [organization(String(one['organization-id'])), one.name, one['serial-number']].join(' / ');
  };
  const lines = [];
  for (const [type, records] of Object.entries(snapshot)) {
    for (const [id, one] of Object.entries(records)) {
      const isNew = !known.has(`${type}/${id}`);
      const copy = { ...one };
      for (const key of Object.keys(copy)) {
        if (key === 'organization-id') copy[key] = organization(String(copy[key]));
        else if (key.endsWith('configuration-id')) copy[key] = record(String(copy[key]));
        else if (isNew && (key === 'id' || key === 'resource-url')) delete copy[key];
      }
      lines.push(`${type} ${isNew ? 'new' : id} ${JSON.stringify(sorted(copy))}`);
    }
  }
  return lines.sort();
}

function sorted(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function idsOf(snapshot) {
  return new Set(
    Object.entries(snapshot).flatMap(([type, records]) => Object.keys(records).map((id) => `${type}/${id}`)),
  );
}

function difference(a, b) {
  const left = new Map();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  const more = [];
  for (const line of b) {
    const count = left.get(line) ?? 0;
    if (count === 0) more.push(line);
    else left.set(line, count - 1);
  }
  return { missing: [...left].flatMap(([line, count]) => Array(count).fill(line)), more };
}

/** Requests whose answer was an error or a cut connection: in fair weather there are none. */
async function spoiltRequests(simulators) {
  const { log } = await simulators.requests();
  return log.filter(({ status }) => status === 0 || status === 422 || (status !== null && status >= 500))
    .length;
}

async function undisturbed(options) {
  const simulators = await startSimulators(options);
  const home = mkdtempSync(join(tmpdir(), 'trilink-chaos-'));
  const known = idsOf(await simulators.snapshot());
  const { code } = await run(environment(simulators, home));
  const end = essence(await simulators.snapshot(), known);
  await simulators.close();
  rmSync(home, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the undisturbed run ended with ${code}`);
  return end;
}

async function round(seed, totals) {
  const options = { seed, devices: Number(values.devices), sites: 24, now: Date.UTC(2026, 10, 1) };
  const expected = await undisturbed(options);
  const random = randomFrom(seed * 7919 + 17);
  const simulators = await startSimulators(options);
  const home = mkdtempSync(join(tmpdir(), 'trilink-chaos-'));
  const env = environment(simulators, home);
  const known = idsOf(await simulators.snapshot());
  await simulators.faults.chaos(storm(seed));
  for (let tries = 0; tries < 14; tries++) {
    totals.faults += await spoiltRequests(simulators);
    await simulators.forgetRequests();
    const atWrite = random() < 0.85;
    const nth = 1 + Math.floor(random() * (atWrite ? 3 : 40));
    const wait = atWrite ? { system: 'it-glue', method: random() < 0.5 ? 'POST' : 'PATCH', nth } : { nth };
    const delay = Math.floor(random() * 6);
    const ended = await run(env, (child) => {
      simulators.waitForRequest(wait).then(
        () => setTimeout(() => child.kill('SIGKILL'), delay),
        () => {},
      );
    });
    if (ended.signal === 'SIGKILL') totals.kills++;
  }
  totals.faults += await spoiltRequests(simulators);
  await simulators.faults.clear();
  await simulators.forgetRequests();
  let last = await run(env);
  for (let calm = 0; calm < 3 && last.code !== 0; calm++) last = await run(env);
  const again = await run(env);
  const planned = again.document?.integrations?.[0]?.changes?.planned;
  const { missing, more } = difference(expected, essence(await simulators.snapshot(), known));
  totals.lost += missing.length;
  totals.doubled += more.length;
  totals.violations += (await simulators.violations()).length;
  if (last.code !== 0 || planned !== 0) totals.unsettled++;
  if (missing.length + more.length > 0 || planned !== 0) {
    console.error(`round ${seed}: last exit ${last.code}, planned again ${planned}`);
    for (const line of missing.slice(0, 5)) console.error(`  lost    ${line.slice(0, 300)}`);
    for (const line of more.slice(0, 5)) console.error(`  doubled ${line.slice(0, 300)}`);
  }
  await simulators.close();
  rmSync(home, { recursive: true, force: true });
}

const totals = { rounds: 0, kills: 0, faults: 0, lost: 0, doubled: 0, violations: 0, unsettled: 0 };
for (let seed = Number(values.seed); totals.kills < wanted.kills || totals.faults < wanted.faults; seed++) {
  await round(seed, totals);
  totals.rounds++;
  console.error(
    `round ${totals.rounds}: ${totals.kills} kills, ${totals.faults} faults, ${totals.lost} lost, ${totals.doubled} doubled`,
  );
}
console.log(
  [
    `kills                    ${totals.kills}`,
    `injected faults          ${totals.faults}`,
    `lost or wrong records    ${totals.lost}`,
    `duplicates or strangers  ${totals.doubled}`,
    `writes of a kind never planned  ${totals.violations}`,
    `rounds that did not settle      ${totals.unsettled} of ${totals.rounds}`,
  ].join('\n'),
);
if (totals.lost + totals.doubled + totals.violations + totals.unsettled > 0) process.exitCode = 1;
