// Writes an invented estate for the device matcher: devices.jsonl, configurations.jsonl, sites.tsv and truth.tsv.
// Every kind of device is a trap with a known answer; MACs and serials come from one counter each, so that two machines
// share one only where a trap says so.
import fs from 'node:fs';
import path from 'node:path';

const makers = [
  ['Dell Inc.', 'Dell', 'Latitude 5520', (r) => text(r, 7, '23456789BCDFGHJKLMNPQRSTVWXYZ')],
  ['LENOVO', 'LENOVO', '20QV0007US', (r) => `PF${text(r, 6)}`],
  ['Hewlett-Packard', 'HP', 'EliteBook 840 G8', (r) => `5CG${digits(r, 4)}${text(r, 3)}`],
  ['Microsoft Corporation', 'Microsoft', 'Surface Pro 7', (r) => `0${digits(r, 11)}`],
  ['ASUSTeK', 'ASUSTeK', 'PRIME B560M', (r) => text(r, 15)],
  ['Apple Inc.', 'Apple', 'MacBookPro18,3', (r) => `C02${text(r, 9)}`],
];
const ouis = [
  'd481d7',
  'f875a4',
  '8c1645',
  '482ae3',
  'a4bb6d',
  '70b5e8',
  '98fa9b',
  'e454e8',
  '54bf64',
  '3c5282',
  '001b21',
];
const docks = ['00e04c', '0050b6', '3c18a0', '8cae4c', '00249b'];
const junkSerials = [
  'Default string',
  'To be filled by O.E.M.',
  'System Serial Number',
  '0123456789',
  'None',
  '00000000',
  'N/A',
  'OEM',
  'INVALID',
  'SYS-1234567890',
  '................',
  'XXXXXXXXXX',
  'Not Specified',
  'Standard',
  '',
  ' ',
  null,
];
const junkMacs = [
  '000000000000',
  '00059a3c7a00',
  '00090ffe0001',
  '02004c4f4f50',
  '505054503030',
  '020000000000',
  '00ff00000001',
  '005056c00008',
  '24b620524153',
  '112233445566',
];
const generic = [
  'RECEPTION',
  'FRONTDESK',
  'SERVER01',
  'DC01',
  'SQL01',
  'PRINTSRV',
  'OFFICE-PC',
  'ACCOUNTING',
  'BACKUP',
];
const kinds = ['WS', 'LT', 'PC', 'NB', 'SRV', 'DESKTOP'];

/** Share of each kind of device, in thousandths. */
const strata = [
  ['plain', 470],
  ['renamed', 50],
  ['newCard', 50],
  ['noSerial', 50],
  ['clones', 45],
  ['unlistedSerial', 15],
  ['stale', 35],
  ['junkAll', 15],
  ['nameOnly', 45],
  ['nameVariant', 25],
  ['serialInName', 12],
  ['twins', 20],
  ['archived', 12],
  ['archivedBeside', 15],
  ['dockOnly', 15],
  ['sharedDock', 12],
  ['newcomer', 45],
  ['bare', 10],
  // Further traps.
  ['replaced', 10],
  ['mistyped', 6],
  ['soldOn', 6],
  ['hyperV', 8],
  ['swappedNames', 8],
  ['restoredCopy', 4],
  ['unlistedDock', 6],
  ['cardMoved', 5],
  ['odd', 6],
];

export function writeEstate({ dir, devices, seed }) {
  fs.mkdirSync(dir, { recursive: true });
  const estate = new Estate(dir, seed);
  while (estate.devices < devices) estate.organization();
  estate.close();
  return { devices: estate.devices, configurations: estate.configurations };
}

class Estate {
  devices = 0;
  configurations = 0;
  #random;
  #out;
  #organizations = 0;
  #macs = 0;
  #ids = 1_000;
  #serials = new Set();
  #crowd;
  #sold = null;

  constructor(dir, seed) {
    this.#random = randomFrom(seed);
    this.#out = Object.fromEntries(
      ['devices.jsonl', 'configurations.jsonl', 'sites.tsv', 'truth.tsv'].map((name) => [
        name,
        new Lines(path.join(dir, name)),
      ]),
    );
    this.#out['sites.tsv'].add('site_id\tsite_name\torganization_id');
    this.#out['truth.tsv'].add('device\tconfiguration\texpect');
    this.#crowd = [0, 1, 2].map(() => text(this.#random, 9));
  }

  close() {
    for (const lines of Object.values(this.#out)) lines.close();
  }

  organization() {
    const r = this.#random;
    const number = this.#organizations++;
    const id = String(5_000_000 + number * 17);
    const prefix = text(r, 3, 'ABCDEFGHJKLMNPQRSTUVWXYZ');
    const sites = r() < 0.1 ? [`${200_000 + number}`, `${9_200_000 + number}`] : [`${200_000 + number}`];
    for (const site of sites) this.#out['sites.tsv'].add(`${site}\tSite ${site}\t${id}`);
    const size = Math.max(2, Math.round(Math.exp(r() * 4.2)));
    const names = new Set();
    const org = { id, prefix, sites, names, records: [], agents: [] };
    for (let i = 0; i < size; i++) this[pick(r, strata)](org);
    for (let i = 0; i < size * 0.22; i++) this.#leftover(org);
    // Ids say nothing about the order in which records were made.
    for (const record of shuffle(r, org.records)) this.#out['configurations.jsonl'].add(oddly(r, record));
    for (const { agent } of shuffle(r, org.agents)) this.#out['devices.jsonl'].add(oddly(r, agent));
    for (const { agent, answer, expect } of org.agents)
      this.#out['truth.tsv'].add(`${agent.uid}\t${answer ?? '-'}\t${expect}`);
    this.devices += org.agents.length;
    this.configurations += org.records.length;
  }

  plain(org) {
    const it = this.#machine(org);
    this.#agent(org, it, this.#record(org, it), 'auto');
  }

  renamed(org) {
    const it = this.#machine(org);
    const record = this.#record(org, it);
    this.#agent(org, { ...it, name: this.#name(org) }, record, 'auto');
  }

  newCard(org) {
    const it = this.#machine(org);
    this.#agent(org, { ...it, macs: [this.#mac()] }, this.#record(org, it), 'auto');
  }

  noSerial(org) {
    const it = { ...this.#machine(org), serial: one(this.#random, junkSerials) };
    this.#agent(org, it, this.#record(org, { ...it, serial: one(this.#random, junkSerials) }), 'auto');
  }

  clones(org) {
    const r = this.#random;
    const uuid = hex(r, 32);
    const blank = r() < 0.25;
    for (let i = 2 + Math.floor(r() * 3); i > 0; i--) {
      const it = {
        ...this.#machine(org),
        maker: ['VMware, Inc.', 'VMware', 'VMware Virtual Platform'],
        serial: vmware(r, uuid),
      };
      it.macs = [`005056${hex(r, 6)}`.replace('005056c000', '005056c100')];
      this.#agent(
        org,
        it,
        this.#record(org, { ...it, serial: vmware(r, uuid), macs: blank ? [] : it.macs }),
        blank ? 'suggest' : 'auto',
      );
    }
  }

  unlistedSerial(org) {
    const it = { ...this.#machine(org), serial: one(this.#random, this.#crowd) };
    this.#agent(org, it, this.#record(org, it), 'auto');
  }

  stale(org) {
    const it = this.#machine(org);
    const record = this.#record(org, it);
    const name = this.#random() < 0.5 ? it.name : this.#name(org);
    this.#agent(org, { ...it, name }, record, 'auto');
    this.#agent(org, { ...it, seen: daysAgo(this.#random, 60, 380) }, null, 'none');
  }

  junkAll(org) {
    const r = this.#random;
    const it = { ...this.#machine(org), serial: one(r, junkSerials), macs: shuffle(r, junkMacs).slice(0, 2) };
    this.#agent(org, it, this.#record(org, { ...it, macs: r() < 0.5 ? [one(r, junkMacs)] : [] }), 'suggest');
  }

  nameOnly(org) {
    const it = this.#machine(org);
    this.#agent(
      org,
      it,
      this.#record(org, { ...it, serial: this.#random() < 0.5 ? null : '', macs: [] }),
      'suggest',
    );
  }

  nameVariant(org) {
    const r = this.#random;
    const it = this.#machine(org);
    const ways = [
      (n) => `OLD-${n}`,
      (n) => `${n} - Reception`,
      (n) => n.replaceAll('-', '_'),
      (n) => `${n}.ad.example.com`,
      (n) => n.replaceAll('-', ' '),
      (n) => `${n} (spare)`,
    ];
    if (it.name.startsWith(org.prefix)) ways.push((n) => n.slice(4));
    this.#agent(
      org,
      it,
      this.#record(org, { ...it, name: one(r, ways)(it.name), serial: null, macs: [] }),
      'suggest',
    );
  }

  serialInName(org) {
    const it = this.#machine(org);
    const name = one(this.#random, [
      `Spare PC (${it.serial})`,
      `Laptop (${it.serial})`,
      `${it.maker[2]} (${it.serial})`,
    ]);
    this.#agent(org, it, this.#record(org, { ...it, name, serial: null, macs: [] }), 'suggest');
  }

  twins(org) {
    const r = this.#random;
    const it = this.#machine(org);
    const record = this.#record(org, { ...it, psa: true });
    this.#record(org, { ...it, psa: false, name: r() < 0.5 ? it.name : `${it.name} (dup)` });
    this.#agent(org, it, record, 'suggest');
  }

  archived(org) {
    const it = this.#machine(org);
    this.#agent(org, it, this.#record(org, { ...it, archived: true }), 'suggest');
  }

  archivedBeside(org) {
    const it = this.#machine(org);
    this.#record(org, { ...it, archived: true });
    this.#agent(org, it, this.#record(org, it), 'auto');
  }

  dockOnly(org) {
    const it = this.#machine(org);
    const dock = this.#mac(docks);
    this.#agent(
      org,
      { ...it, macs: [...it.macs, dock] },
      this.#record(org, { ...it, serial: null, macs: [dock] }),
      'suggest',
    );
    this.#agent(org, { ...this.#machine(org), macs: [dock, this.#mac()] }, null, 'none');
  }

  sharedDock(org) {
    const dock = this.#mac(docks);
    for (let i = 0; i < 3; i++) {
      const it = this.#machine(org);
      this.#agent(
        org,
        { ...it, macs: [dock, ...it.macs, dock] },
        this.#record(org, { ...it, macs: [dock] }),
        'auto',
      );
    }
  }

  newcomer(org) {
    this.#agent(org, this.#machine(org), null, 'none');
  }

  bare(org) {
    const name = one(this.#random, ['', 'localhost', 'unknown', 'DESKTOP', 'WIN-PC']);
    this.#agent(org, { ...this.#machine(org), name, serial: null, macs: [] }, null, 'none');
  }

  /** A new PC under the name of the old one, whose record is still there. */
  replaced(org) {
    const it = this.#machine(org);
    this.#record(org, it);
    this.#agent(org, { ...this.#machine(org), name: it.name }, null, 'none');
  }

  /** A serial typed by hand, one key off. */
  mistyped(org) {
    const it = this.#machine(org);
    const at = 3 + Math.floor(this.#random() * (it.serial.length - 4));
    const serial = `${it.serial.slice(0, at)}${it.serial[at] === 'A' ? 'B' : 'A'}${it.serial.slice(at + 1)}`;
    this.#agent(org, it, this.#record(org, { ...it, serial, macs: [] }), 'suggest');
  }

  /** The record is another client's. */
  soldOn(org) {
    const it = this.#machine(org);
    this.#agent(org, it, null, 'none');
    const sold = this.#sold;
    this.#sold = { org: org.id, it: { ...it, name: `${it.name}-X` } };
    if (sold && sold.org !== org.id) this.#record(org, sold.it);
  }

  /** Hosts with one address in two networks mint the same guest MACs. */
  hyperV(org) {
    const r = this.#random;
    const it = { ...this.#machine(org), maker: ['Microsoft Corporation', 'Microsoft', 'Virtual Machine'] };
    it.macs = [`00155d00${hex(r, 1)}0${hex(r, 2)}`];
    this.#agent(org, it, this.#record(org, it), 'auto');
  }

  /** Two PCs swapped places, and their names with them. */
  swappedNames(org) {
    const [a, b] = [this.#machine(org), this.#machine(org)];
    const [x, y] = [this.#record(org, a), this.#record(org, b)];
    this.#agent(org, { ...a, name: b.name }, x, 'auto');
    this.#agent(org, { ...b, name: a.name }, y, 'auto');
  }

  /** A restored copy runs beside its original, with everything but the name. */
  restoredCopy(org) {
    const a = this.#machine(org);
    const seen = daysAgo(this.#random, 0, 1);
    const b = { ...a, name: this.#name(org), seen };
    this.#agent(org, { ...a, seen }, this.#record(org, a), 'suggest');
    this.#agent(org, b, this.#record(org, b), 'suggest');
  }

  /** A dock of a maker that no list has. */
  unlistedDock(org) {
    const dock = this.#mac(['b4a9fc']);
    for (let i = 0; i < 2; i++) {
      const it = this.#machine(org);
      const record = this.#record(org, { ...it, serial: i === 0 ? it.serial : null, macs: [dock] });
      this.#agent(org, { ...it, macs: [...it.macs, dock] }, record, i === 0 ? 'auto' : 'suggest');
    }
  }

  /** A network card went from one PC into another; the record of the first kept its address. */
  cardMoved(org) {
    const [a, b] = [this.#machine(org), this.#machine(org)];
    this.#agent(
      org,
      { ...a, macs: [this.#mac()] },
      this.#record(org, { ...a, serial: null, macs: [a.macs[0]] }),
      'suggest',
    );
    this.#agent(org, { ...b, macs: [a.macs[0]] }, this.#record(org, { ...b, macs: [] }), 'auto');
  }

  /** Lines that a careless reader trips over. */
  odd(org) {
    const it = { ...this.#machine(org), name: `Büro "${org.names.size}" \\ {x}`, odd: true };
    this.#agent(org, it, this.#record(org, it), 'auto');
  }

  #leftover(org) {
    const r = this.#random;
    const it = { ...this.#machine(org), name: `${org.prefix}-PRN-${text(r, 4)}` };
    if (r() < 0.3) it.serial = one(r, junkSerials);
    if (r() < 0.1) it.serial = digits(r, 4);
    this.#record(org, { ...it, archived: r() < 0.25 });
  }

  #machine(org) {
    const r = this.#random;
    const maker = one(r, makers);
    let serial = maker[3](r);
    while (this.#serials.has(serial)) serial = maker[3](r);
    this.#serials.add(serial);
    const macs = Array.from({ length: 1 + Math.floor(r() * 3) }, () => this.#mac());
    return { maker, serial, macs, name: this.#name(org), seen: daysAgo(r, 0, 20), psa: r() < 0.5 };
  }

  #name(org) {
    const r = this.#random;
    for (;;) {
      const name =
        r() < 0.12
          ? one(r, generic)
          : `${org.prefix}-${one(r, kinds)}${r() < 0.5 ? digits(r, 3) : `-${text(r, 5)}`}`;
      if (org.names.has(name)) continue;
      org.names.add(name);
      return name;
    }
  }

  #mac(prefixes = ouis) {
    return one(this.#random, prefixes) + ((this.#macs++ * 7919) % 0xffffff).toString(16).padStart(6, '0');
  }

  #agent(org, it, record, expect) {
    const r = this.#random;
    const junk = r() < 0.06 ? shuffle(r, junkMacs).slice(0, 2) : [];
    const agent = {
      uid: `${hex(r, 8)}-${hex(r, 4)}-4${hex(r, 3)}-a${hex(r, 3)}-${hex(r, 12)}`,
      siteId: Number(one(r, org.sites)),
      hostname: it.name,
      description: r() < 0.2 ? `${it.maker[0]} ${it.maker[2]}` : '',
      deviceClass: 'device',
      category: one(r, ['Desktop', 'Laptop', 'Server']),
      manufacturer: it.maker[0],
      model: it.maker[2],
      serialNumber: spellSerial(r, it),
      macAddresses: shuffle(r, [...it.macs, ...junk]).map((mac) => spellMac(r, mac)),
      intIpAddress: `10.${digits(r, 2)}.${digits(r, 2)}.${digits(r, 2)}`,
      lastSeen: it.seen,
    };
    org.agents.push({ agent, answer: record?.id ?? null, expect });
  }

  #record(org, it) {
    const r = this.#random;
    const macs = it.macs.slice(0, 1 + Math.floor(r() * it.macs.length));
    const name =
      r() < 0.2
        ? it.name.toLowerCase()
        : r() < 0.03 && !it.name.includes(' ')
          ? `${it.name}.corp.local`
          : it.name;
    const record = {
      id: String(3_000_000_000_000 + ((this.#ids++ * 2_654_435_761) % 2 ** 32)),
      organization_id: org.id,
      name,
      hostname: r() < 0.5 ? name.toUpperCase() : null,
      configuration_type_name: one(r, ['Workstation', 'Managed Workstation', 'Server', 'Laptop']),
      manufacturer_name: it.maker[1],
      serial_number: spellSerial(r, it),
      mac_address: macs.length > 0 ? spellMac(r, macs[0]) : null,
      interfaces: macs.slice(1).map((mac) => ({ mac_address: spellMac(r, mac) })),
      archived: it.archived ?? false,
      psa: it.psa ?? r() < 0.5,
      updated_at: daysAgo(r, 10, 500),
    };
    org.records.push(record);
    return record;
  }
}

/** Now and then a line with other white space, another order, escapes, or more than was asked for. */
function oddly(r, record) {
  const roll = r();
  if (roll > 0.02) return JSON.stringify(record);
  if (roll > 0.015) return JSON.stringify({ extra: { name: 'x', id: [1, { uid: 'no' }] }, ...record });
  if (roll > 0.01) return JSON.stringify(Object.fromEntries(Object.entries(record).reverse()));
  if (roll > 0.005) return JSON.stringify(record, null, 1).replaceAll('\n', ' ');
  return JSON.stringify(record).replace(/[A-Z]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
}

function spellSerial(r, { serial, maker }) {
  if (!serial || junkSerials.includes(serial)) return serial;
  const roll = r();
  if (roll < 0.6) return serial;
  if (roll < 0.7) return serial.toLowerCase();
  if (roll < 0.78) return `S/N: ${serial}`;
  if (roll < 0.84) return `SN ${serial}`;
  if (roll < 0.9) return `${serial}\u0000`;
  if (roll < 0.93 && maker[1] === 'LENOVO' && serial.startsWith('PF')) return `1S${maker[2]}${serial}`;
  return ` ${serial} `;
}

function vmware(r, uuid) {
  const pairs = uuid.match(/../g);
  const spaced = `VMware-${pairs.slice(0, 8).join(' ')}-${pairs.slice(8).join(' ')}`;
  return one(r, [
    spaced,
    spaced.toUpperCase(),
    `VMware-${uuid}`,
    `VMware-${uuid.slice(0, 16)}-${uuid.slice(16)}`,
  ]);
}

function spellMac(r, mac) {
  const pairs = mac.match(/../g);
  const spelled = one(r, [
    pairs.join(':'),
    pairs.join('-'),
    mac,
    mac.match(/..../g).join('.'),
    ` ${pairs.join(':')} `,
  ]);
  return r() < 0.5 ? spelled.toUpperCase() : spelled;
}

function daysAgo(r, from, to) {
  const days = from + r() * (to - from);
  return new Date(Date.UTC(2026, 9, 31, 23, 59, 59) - Math.floor(days * 86_400) * 1000)
    .toISOString()
    .replace('.000', '');
}

function pick(r, weighted) {
  let left = r() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of weighted) {
    left -= weight;
    if (left < 0) return name;
  }
  return weighted[0][0];
}

function one(r, list) {
  return list[Math.floor(r() * list.length)];
}

function shuffle(r, list) {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(r() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

function text(r, length, letters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ') {
  let out = '';
  while (out.length < length) out += letters[Math.floor(r() * letters.length)];
  return out;
}

function digits(r, length) {
  return text(r, length, '123456789');
}

function hex(r, length) {
  return text(r, length, '0123456789abcdef');
}

/** Numbers from 0 to 1, the same for the same seed on every machine (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

class Lines {
  #file;
  #held = [];
  #size = 0;

  constructor(name) {
    this.#file = fs.openSync(name, 'w');
  }

  add(line) {
    this.#held.push(line, '\n');
    this.#size += line.length;
    if (this.#size > 1 << 20) this.#flush();
  }

  close() {
    this.#flush();
    fs.closeSync(this.#file);
  }

  #flush() {
    fs.writeSync(this.#file, this.#held.join(''));
    this.#held = [];
    this.#size = 0;
  }
}
