#!/usr/bin/env node
// How well, and how fast, organizations are found by name.
//   node scripts/match-orgs.mjs [SET.tsv] [--predictions FILE] [--misses]
//   node scripts/match-orgs.mjs --seed S [--pool N] [--queries N]
// SET.tsv has lines `kind id name answer stratum`, as scripts/match-orgs-generate.mjs writes them; without one a set is
// invented. Printed for three ways of showing: every list; lists whose first candidate is likely (what `match files`
// shows); and the point where one name in twenty without an answer gets a false suggestion.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { generate } from './match-orgs-generate.mjs';

const root = path.dirname(path.dirname(new URL(import.meta.url).pathname));

async function loadEngine() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'match-orgs-'));
  const outfile = path.join(folder, 'names.mjs');
  const entry = path.join(root, 'src/domain/matching/names/index.ts');
  await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
  });
  const engine = await import(pathToFileURL(outfile).href);
  fs.rmSync(folder, { recursive: true });
  return engine;
}

function readSet(file) {
  const organizations = [];
  const queries = [];
  for (const line of fs.readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [kind, id, name, answer, stratum] = line.split('\t');
    if (kind === 'org') organizations.push({ id, name });
    else if (kind === 'query') queries.push({ id, name, answer, stratum });
  }
  return { organizations, queries };
}

/** `answers` maps a query's id to `{auto, candidates}`; a list is shown from confidence `least` on. */
function measure(queries, answers, least) {
  const sum = { answered: 0, first: 0, five: 0, auto: 0, autoRight: 0, without: 0, falseShown: 0, shown: 0 };
  for (const { id, answer } of queries) {
    const right = answer === '-' ? [] : answer.split('|');
    const { auto, candidates } = answers.get(id);
    const shown = (candidates[0]?.confidence ?? -1) >= least ? candidates : [];
    const rank = shown.slice(0, 5).findIndex((one) => right.includes(one.id));
    if (right.length > 0) sum.answered++;
    else sum.without++;
    if (rank === 0) sum.first++;
    if (rank >= 0) sum.five++;
    if (shown.length > 0) sum.shown++;
    if (shown.length > 0 && right.length === 0) sum.falseShown++;
    if (auto !== null) sum.auto++;
    if (auto !== null && right.includes(auto)) sum.autoRight++;
  }
  const share = (part, whole) => (whole === 0 ? '-' : (part / whole).toFixed(4));
  return {
    queries: queries.length,
    recall1: share(sum.first, sum.answered),
    recall5: share(sum.five, sum.answered),
    precision1: share(sum.first, sum.shown),
    falseShown: share(sum.falseShown, sum.without),
    autoPrecision: share(sum.autoRight, sum.auto),
    autoRecall: share(sum.autoRight, sum.answered),
    autoWrong: sum.auto - sum.autoRight,
  };
}

/** The confidence above which at most one in twenty of the names without an answer is shown something. */
function strictPoint(queries, answers) {
  const best = queries
    .filter((query) => query.answer === '-')
    .map((query) => answers.get(query.id).candidates[0]?.confidence ?? 0)
    .sort((a, b) => b - a);
  return best.length === 0 ? 0 : (best[Math.floor(best.length / 20)] ?? 0) + 0.0005;
}

const groups = {
  all: () => true,
  real: ({ stratum }) => !stratum.startsWith('syn-') && stratum !== 'exact',
  synthetic: ({ stratum }) => stratum.startsWith('syn-'),
};

function report(queries, answers, usual) {
  const points = [
    ['every list', 0],
    ['likely ones', usual],
    ['one in twenty', strictPoint(queries, answers)],
  ];
  const rows = points.flatMap(([point, least]) =>
    Object.entries(groups).map(([group, within]) => ({
      shown: `${point} (${least.toFixed(3)})`,
      group,
      ...measure(queries.filter(within), answers, least),
    })),
  );
  console.table(rows);
}

function printMisses(queries, answers, names) {
  for (const { id, name, answer, stratum } of queries) {
    const { auto, candidates, reason } = answers.get(id);
    const right = answer === '-' ? [] : answer.split('|');
    const wrongAuto = auto !== null && !right.includes(auto);
    if (!wrongAuto && (right.length === 0 || right.includes(candidates[0]?.id))) continue;
    const wanted = right.map((one) => names.get(one)).join(' | ');
    const got = candidates.slice(0, 2).map((one) => `${one.name} ${one.confidence}`);
    console.log([wrongAuto ? `AUTO ${reason.code}` : stratum, name, wanted, got.join(' ; ')].join('\t'));
  }
}

/** What `work` answers, and the milliseconds it took: by the clock, and of the processor, compiling included. */
function timed(work) {
  const start = performance.now();
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return [value, { clock: performance.now() - start, cpu: (user + system) / 1000 }];
}

async function main(argv) {
  const value = (name, otherwise) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : otherwise);
  const number = (name, otherwise) => Number(value(name, otherwise));
  const file = argv[0]?.startsWith('--') ? undefined : argv[0];
  const invented = {
    pool: number('--pool', 12_000),
    queries: number('--queries', 4_000),
    seed: number('--seed', 1),
  };
  const { organizations, queries } = file ? readSet(file) : generate(invented);
  const { buildNameIndex, nameRanker, suggestionConfidence } = await loadEngine();

  const pool = organizations.map(({ id, name }) => ({ id, names: [name] }));
  const [index, built] = timed(() => buildNameIndex(pool));
  const ranker = nameRanker(index);
  const [answers, first] = timed(() => new Map(queries.map(({ id, name }) => [id, ranker.rank(name)])));
  const [, again] = timed(() => queries.map(({ name }) => ranker.rank(name)));

  report(queries, answers, suggestionConfidence);
  const perThousand = ({ clock, cpu }) =>
    `${(clock / queries.length).toFixed(3)} s (CPU ${(cpu / queries.length).toFixed(3)})`;
  const whole = `${(built.clock / 1000).toFixed(3)} s (CPU ${(built.cpu / 1000).toFixed(3)})`;
  console.log(
    `${pool.length} names indexed in ${whole}; 1,000 queries in ${perThousand(first)}, once warm ${perThousand(again)}`,
  );
  if (argv.includes('--misses'))
    printMisses(queries, answers, new Map(organizations.map((one) => [one.id, one.name])));
  const predictions = value('--predictions', undefined);
  if (predictions === undefined) return;
  const lines = queries.map(({ id }) => {
    const { auto, candidates } = answers.get(id);
    return JSON.stringify({ query: id, auto, candidates: candidates.map((one) => one.id) });
  });
  fs.writeFileSync(predictions, `${lines.join('\n')}\n`);
}

await main(process.argv.slice(2));
