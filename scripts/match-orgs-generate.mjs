#!/usr/bin/env node
// An invented set of organizations and site names: `node scripts/match-orgs-generate.mjs [--pool N] [--queries N] [--seed S] [--names]`
// Tab-separated as `kind id name answer stratum`: what scripts/match-orgs.mjs reads. `--names` prints organization names only.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as w from './match-orgs-words.mjs';

/** A small seeded random source: the same seed gives the same set on every machine. */
function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Maker {
  constructor(seed) {
    this.random = randomFrom(seed);
  }
  chance = (share) => this.random() < share;
  pick = (list) => list[Math.floor(this.random() * list.length)];
  /** Earlier words more often, as names are. */
  common = (list) => list[Math.floor(this.random() ** 1.7 * list.length)];
  int = (least, most) => least + Math.floor(this.random() * (most - least + 1));

  proper() {
    const roll = this.random();
    if (roll < 0.3) return this.common(w.surnames);
    if (roll < 0.62) return this.common(w.fancies);
    if (roll < 0.7) return this.common(w.places);
    return w.invent(this.random);
  }

  head() {
    const roll = this.random();
    if (roll < 0.16) return `${this.pick(w.givens)} ${this.common(w.surnames)}`;
    if (roll < 0.24) return `${this.common(w.surnames)} & ${this.common(w.surnames)}`;
    if (roll < 0.32) return `${this.pick(w.givens)}'s`;
    if (roll < 0.38) return `${this.letter()}${this.pick(['&', ' & '])}${this.letter()}`;
    if (roll < 0.46) return `${this.common(w.fancies)} ${this.proper()}`;
    if (roll < 0.52) return `${this.proper()} ${this.proper()}`;
    return this.proper();
  }

  letter = () => String.fromCharCode(65 + this.int(0, 25));
  legal = () => this.common(w.legal);

  small() {
    const name = `${this.head()} ${this.common(w.trades)}`;
    return this.finish(this.chance(0.5) ? `${name} ${this.legal()}` : name);
  }

  listed() {
    const roll = this.random();
    const head =
      roll < 0.5
        ? w.invent(this.random)
        : roll < 0.6
          ? `${w.invent(this.random)} ${this.proper()}`
          : this.proper();
    const sector = this.chance(0.85) ? ` ${this.common(w.sectors)}` : '';
    const more = this.chance(0.2)
      ? ` ${this.pick(['Holdings', 'Group', 'International', 'Global', 'Holding', 'Ii', 'Iii'])}`
      : '';
    return `${head}${sector}${more}${this.chance(0.4) ? ',' : ''} ${this.pick(['Inc', 'Inc.', 'Corp', 'Corp.', 'Ltd', 'Ltd.', 'Co', 'Plc'])}`;
  }

  brand() {
    const roll = this.random();
    if (roll < 0.45) return w.invent(this.random);
    if (roll < 0.6) return this.proper();
    if (roll < 0.8) return `${this.proper()} ${this.common(w.trades)}`;
    if (roll < 0.9)
      return `${this.pick(['La', 'El', 'Le', 'Il', 'Die', 'Café', 'Casa', 'Maison'])} ${w.invent(this.random)}`;
    return `${w.invent(this.random)} ${this.proper()}`;
  }

  institution() {
    if (this.chance(0.4)) return this.pick(w.foreign).replace('*', this.pick(w.places));
    return `${this.pick(w.places)}${this.chance(0.3) ? ' County' : ''} ${this.pick(w.institutions)}`;
  }

  franchise() {
    return `${this.pick(w.franchises)} #${this.int(10, 9999)}`;
  }

  finish(name) {
    return this.chance(0.25) ? name.toUpperCase() : name;
  }

  organization() {
    const roll = this.random();
    if (roll < 0.34) return this.small();
    if (roll < 0.68) return this.listed();
    if (roll < 0.87) return this.brand();
    if (roll < 0.97) return this.institution();
    return this.franchise();
  }
}

const legalEnd =
  /,?\s+(?:llc|inc\.?|corp\.?|ltd\.?|co|company|corporation|limited|l\.l\.c\.|pllc|lp|l\.p\.|llp|plc|n\.v\.|s\.a\.|ag|gmbh|ab|as|b\.v\.|pty ltd|s\.p\.a\.)$/i;
const core = (name) => name.replace(legalEnd, '').trim();
const key = (name) =>
  core(name)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
const wordsOf = (name) => name.split(/\s+/);

const shortForms = {
  Services: 'Svcs',
  Service: 'Svc',
  Management: 'Mgmt',
  Construction: 'Const.',
  Properties: 'Props',
  International: 'Intl',
  Technologies: 'Tech',
  Department: 'Dept',
  Center: 'Ctr',
  Insurance: 'Ins',
  Engineering: 'Eng',
  Manufacturing: 'Mfg',
  Company: 'Co',
  Financial: 'Fin',
};

/** How people write an organization's name as a site: each returns another spelling, or null where it does not apply. */
const edits = {
  'syn-legal': (name, m) =>
    core(name) === name ? `${name}${m.pick([' LLC', ', Inc.', ' Ltd', ' Co.', ', L.L.C.'])}` : core(name),
  'syn-abbrev': (name) => {
    const out = wordsOf(name)
      .map((word) => shortForms[word] ?? word)
      .join(' ');
    return out === name ? null : out;
  },
  'syn-amp': (name) => (name.includes(' & ') ? name.replace(' & ', ' and ') : null),
  'syn-the': (name) => (name.startsWith('The ') ? name.slice(4) : `The ${core(name)}`),
  'syn-location': (name, m) =>
    `${core(name)}${m.pick([' - ', ' – ', ' / ', ': '])}${m.pick(['Chicago', 'Austin TX', 'HQ', 'Main Office', 'Warehouse', 'Downtown', 'Building B', 'Site 2', 'North', 'Springfield'])}`,
  'syn-prefix': (name, m) =>
    `${m.pick(['ZZ - ', '[Managed] ', '001 - ', 'MSP-', 'Client: ', 'x_', 'C1042 '])}${core(name)}`,
  'syn-typo': (name, m) => typo(core(name), m),
  'syn-typo2': (name, m) => (core(name).length < 10 ? null : typo(typo(core(name), m), m)),
  'syn-order': (name) => {
    const words = wordsOf(core(name));
    return words.length < 2 ? null : `${words.at(-1)}, ${words.slice(0, -1).join(' ')}`;
  },
  'syn-paren': (name, m) => {
    const words = wordsOf(core(name));
    const initials = words.map((word) => word[0]).join('');
    return words.length < 2
      ? null
      : m.chance(0.5)
        ? `${core(name)} (${initials})`
        : `${name} dba ${words.slice(0, -1).join(' ')}`;
  },
  'syn-punct': (name) => (core(name).includes(' ') ? core(name).replace(/ /g, '_') : null),
  'syn-joined': (name) =>
    core(name).includes(' ')
      ? wordsOf(core(name))
          .map((word) => word.replace(/^./, (l) => l.toUpperCase()))
          .join('')
      : null,
  'syn-domain': (name, m) => `${key(name)}.${m.pick(['com', 'org', 'net'])}`,
  'syn-accent': (name) =>
    /[aeo]/.test(core(name)) ? core(name).replace(/[aeo]/, (l) => ({ a: 'á', e: 'é', o: 'ö' })[l]) : null,
  'syn-case': (name) =>
    core(name) === core(name).toUpperCase() ? core(name).toLowerCase() : core(name).toUpperCase(),
  'real-short': (name) =>
    wordsOf(core(name)).length < 2 ? null : wordsOf(core(name)).slice(0, -1).join(' '),
  'real-longer': (name, m) => `${core(name)} ${m.common(w.trades)}`,
  'real-sector': (name, m) =>
    wordsOf(core(name)).length < 2
      ? null
      : `${wordsOf(core(name)).slice(0, -1).join(' ')} ${m.pick(['Holdings', 'Group', 'International', 'Health', 'Technologies'])}`,
  'real-acronym': (name) => {
    const words = wordsOf(core(name)).filter((word) => !/^(?:of|and|&|the|i|de)$/i.test(word));
    return words.length < 3 ? null : words.map((word) => word[0].toUpperCase()).join('');
  },
};

function typo(name, m) {
  const at = m.int(1, Math.max(1, name.length - 2));
  const [a, b] = [name.slice(0, at), name.slice(at)];
  const letter = String.fromCharCode(97 + m.int(0, 25));
  return m.pick([
    a + b.slice(1),
    a + letter + b,
    a + letter + b.slice(1),
    a + (b[1] ?? '') + b[0] + b.slice(2),
  ]);
}

/** A set of `pool` organizations and `queries` site names, a quarter of them without an answer. */
export function generate({ pool = 12_000, queries = 4_000, seed = 1 } = {}) {
  const m = new Maker(seed);
  const names = new Map();
  while (names.size < pool + queries / 4) {
    const name = m.organization();
    if (key(name).length >= 2 && !names.has(key(name))) names.set(key(name), name);
  }
  const all = [...names.values()];
  const organizations = all
    .slice(0, pool)
    .map((name, at) => ({ id: `o${String(at).padStart(5, '0')}`, name }));
  const byCore = new Map();
  for (const { id, name } of organizations) byCore.set(key(name), id);
  const strangers = all.slice(pool);
  const kinds = Object.keys(edits);
  const asked = [];
  for (let tries = 0; asked.length < queries && tries < 20 * queries; tries++) {
    const organization = m.pick(organizations);
    const kind = m.chance(0.1) ? 'exact' : m.pick(kinds);
    const name = kind === 'exact' ? organization.name : edits[kind](organization.name, m);
    const stranger = m.chance(0.25) ? strangers.pop() : undefined;
    if (stranger !== undefined) asked.push({ name: stranger, answer: '-', stratum: 'none' });
    else if (name) asked.push({ name, answer: byCore.get(key(name)) ?? organization.id, stratum: kind });
  }
  return {
    organizations,
    queries: asked.map((query, at) => ({ id: `q${String(at).padStart(5, '0')}`, ...query })),
  };
}

export function toTsv({ organizations, queries }) {
  const lines = ['kind\tid\tname\tanswer\tstratum'];
  for (const { id, name } of organizations) lines.push(`org\t${id}\t${name}\t\t`);
  for (const { id, name, answer, stratum } of queries)
    lines.push(`query\t${id}\t${name}\t${answer}\t${stratum}`);
  return `${lines.join('\n')}\n`;
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const flag = (name, otherwise) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  const set = generate({
    pool: flag('pool', 12_000),
    queries: flag('queries', 4_000),
    seed: flag('seed', 1),
  });
  process.stdout.write(
    process.argv.includes('--names') ? `${set.organizations.map((o) => o.name).join('\n')}\n` : toTsv(set),
  );
}
