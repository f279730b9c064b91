import {
  type AttributeValue,
  type DocumentationRecord,
  type DocumentationType,
  emptyDocumentation,
} from './documentation.js';
import type { Estate } from './estate.js';
import type { Random } from './random.js';

/** An estate in the making: the records so far, and the numbers that the next ones get. */
export interface Draft {
  readonly estate: Estate;
  readonly random: Random;
  readonly canary: (what: string) => string | null;
  /** Whether somebody has gone through the order of set-up here. */
  readonly setUpDone: boolean;
  /** Adds an IT Glue record under the next id of its type's range. */
  record(
    type: DocumentationType,
    attributes: Record<string, AttributeValue>,
    more?: { psaIds?: string[]; id?: string },
  ): DocumentationRecord;
  /** The next number of a named sequence. */
  number(sequence: string, from: number): number;
  /** ISO 8601 text of a time `daysAgo` before the estate was made. */
  daysAgo(days: number): string;
}

export interface DraftOptions {
  readonly seed: string;
  readonly now: number;
  readonly wellKept: boolean;
  readonly canary: (what: string) => string | null;
  readonly setUpDone: boolean;
}

const DAY_MS = 86_400_000;

/** Where each type's ids begin. Two neighbours beyond 2^53 are dealt out among the ordinary ones (`beyondDoubles`). */
const firstIds: Partial<Record<DocumentationType, number>> = {
  organizations: 4_120_987_003,
  configurations: 88_120_004,
  'configuration-interfaces': 530_001_200,
  locations: 7_300_100,
  contacts: 9_450_200,
  passwords: 61_200_300,
  documents: 17_400_900,
  'flexible-assets': 240_500_100,
  'rmm-records': 550_100,
  'rmm-companies': 91_100,
};

export function startDraft(options: DraftOptions, random: Random): Draft {
  const numbers = new Map<string, number>();
  const estate: Estate = {
    seed: options.seed,
    madeAt: options.now,
    wellKept: options.wellKept,
    msp: { name: 'Northwind Managed IT', domain: 'northwind-it.example' },
    rmm: {
      id: 4_217,
      uid: 'qx3f00042',
      name: 'Northwind Managed IT',
      sites: new Map(),
      devices: new Map(),
      users: [{ firstName: 'Api', lastName: 'User', username: 'api.user' }],
      revision: 0,
    },
    psa: {
      ci: 104_233,
      companies: new Map(),
      locations: new Map(),
      contacts: new Map(),
      items: new Map(),
      alertTickets: [],
    },
    documentation: emptyDocumentation(),
  };
  const number = (sequence: string, from: number): number => {
    const next = numbers.get(sequence) ?? from;
    numbers.set(sequence, next + 1);
    return next;
  };

  return {
    estate,
    random,
    canary: options.canary,
    setUpDone: options.setUpDone,
    number,
    daysAgo: (days) => new Date(options.now - days * DAY_MS).toISOString(),
    record(type, attributes, more = {}) {
      const id = more.id ?? String(number(type, firstIds[type] ?? 300));
      const record = { id, type, attributes, psaIds: more.psaIds ?? [], rendered: null };
      estate.documentation.collections[type].add(record);
      return record;
    },
  };
}

/** Ids that differ as text and are equal as doubles: 2^53 and 2^53 + 1, then the next such pair. */
export function beyondDoubles(pair: number): readonly [string, string] {
  const even = 9_007_199_254_740_992n + BigInt(pair) * 4n;
  return [String(even), String(even + 1n)];
}
