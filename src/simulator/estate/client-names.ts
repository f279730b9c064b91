import type { Random } from './random.js';

/** A customer as the real world knows it; every system spells it in its own way. */
export interface ClientName {
  /** "Larkspur Dental". */
  readonly core: string;
  /** "LLC"; never blank. */
  readonly legal: string;
  readonly city: string;
  /** What technicians put before host names: "LARK". */
  readonly code: string;
  readonly domain: string;
}

const FIRST = [
  ...['Larkspur', 'Alder Ridge', 'Brookfield', 'Cedar Point', 'Dunmore', 'Eastgate', 'Fairhaven', 'Glenwood'],
  ...['Harbor View', 'Ironwood', 'Juniper', 'Kestrel', 'Lakeshore', 'Millbrook', 'Northfield', 'Oakhurst'],
  ...[
    'Pinecrest',
    'Quarry Hill',
    'Redwood',
    'Silverton',
    'Thornbury',
    'Union Square',
    'Valley Forge',
    'Westbrook',
  ],
  ...['Ashford', 'Birchwood', 'Copperfield', 'Driftwood', 'Elmhurst', 'Foxglove', 'Granite', 'Hazelton'],
  ...['Inverness', 'Jasper', 'Kingsley', 'Linden', 'Marlowe', 'Newbridge', 'Orchard Park', 'Prescott'],
  ...['Rosewood', 'Sterling', 'Tamarack', 'Upland', 'Vermilion', 'Whitmore', 'Yarrow', 'Zephyr'],
];

const TRADE = [
  ...[
    'Dental',
    'Legal',
    'Accounting',
    'Architects',
    'Veterinary Clinic',
    'Logistics',
    'Manufacturing',
    'Realty',
  ],
  ...[
    'Insurance Group',
    'Family Medicine',
    'Engineering',
    'Credit Union',
    'Foods',
    'Plumbing',
    'Wealth Advisors',
  ],
  ...[
    'Academy',
    'Printing',
    'Orthopedics',
    'Construction',
    'Title & Escrow',
    'Pharmacy',
    'Senior Living',
    'Media',
  ],
  ...['Surveying', 'Eye Care', 'Machine Works', 'Freight', 'Hospitality', 'Solar', 'Charter School'],
];

const LEGAL = ['LLC', 'Inc.', 'Ltd', 'PLLC', 'P.C.', 'Corp.', 'LLP', 'Co.'];

export const CITIES = [
  ...[
    'Dayton',
    'Toledo',
    'Springfield',
    'Akron',
    'Canton',
    'Lima',
    'Mansfield',
    'Newark',
    'Marion',
    'Sandusky',
  ],
  ...['Kettering', 'Dublin', 'Hilliard', 'Medina', 'Wooster', 'Athens'],
];

/** `count` different customers. Past the number of pairs (1,440) a number tells them apart. */
export function clientNames(random: Random, count: number): ClientName[] {
  const pairs = FIRST.flatMap((first) => TRADE.map((trade) => ({ first, trade })));
  const order = random.shuffle(pairs);
  return Array.from({ length: count }, (_, index) => {
    const pair = order[index % order.length] ?? { first: 'Larkspur', trade: 'Dental' };
    const round = Math.floor(index / order.length);
    const core = round === 0 ? `${pair.first} ${pair.trade}` : `${pair.first} ${pair.trade} ${round + 1}`;
    return {
      core,
      legal: random.pick(LEGAL),
      city: random.pick(CITIES),
      code: codeOf(pair.first, pair.trade, round),
      domain: `${core.toLowerCase().replace(/[^a-z0-9]+/g, '')}.example`,
    };
  });
}

function codeOf(first: string, trade: string, round: number): string {
  const words = first.split(' ');
  const head = words.length > 1 ? words.map((word) => word.slice(0, 2)).join('') : first.slice(0, 3);
  return `${head}${trade.slice(0, 1)}${round === 0 ? '' : round}`.toUpperCase();
}

/** "Alder Ridge Legal" → "ARL": how a busy technician names a site. */
export function initials(core: string): string {
  return core
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

const GIVEN = [
  ...[
    'Maria',
    'James',
    'Priya',
    'Wei',
    'Olu',
    'Sofia',
    'Liam',
    'Noor',
    'Ava',
    'Mateo',
    'Ingrid',
    'Kofi',
    'Hana',
  ],
  ...['Peter', 'Ruth', 'Sam', 'Tess', 'Uma', 'Victor', 'Yusuf'],
];

const FAMILY = [
  ...['Reyes', 'Novak', 'Okafor', 'Lindqvist', 'Tanaka', 'Moreau', 'Patel', 'Schmidt', 'OBrien', 'Kowalski'],
  ...['Haddad', 'Nguyen', 'Silva', 'Baker', 'Fischer', 'Murphy', 'Rossi', 'Larsen', 'Cohen', 'Diaz'],
];

export function personName(random: Random): { given: string; family: string } {
  return { given: random.pick(GIVEN), family: random.pick(FAMILY) };
}
