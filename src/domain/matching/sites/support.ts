import type { Evidence } from '../verdict.js';
import { compareText } from './order.js';
import type { HeldTie, TieKind } from './ties.js';

/** A vote counts as support from so many devices on, when they are so large a share of all that voted. */
export const leastVotes = 3;
export const leastShare = 0.8;

/** Decibans of a tie that one organization has; one that several have brings half and settles nothing. */
const tieWeights: Readonly<Record<TieKind, number>> = {
  domain: 18,
  phone: 16,
  'native-rmm': 18,
  'short-name': 10,
};
/** Short names are codes, and a native match may be the very thing to be checked. */
const settlingTies: ReadonlySet<TieKind> = new Set<TieKind>(['domain', 'phone']);

/** Decibans of the devices' votes: `half` is two or more of them and no less than half of all. */
const votesWeight = { carried: 20, half: 14, few: 3, elsewhere: -15 } as const;

export type Votes = ReadonlyMap<string, number> | undefined;

/** What speaks for a pair beside the name: a domain, a phone number, the devices' votes. */
export interface Support {
  readonly evidence: readonly Evidence[];
  /** Whether the devices clearly say this organization. */
  readonly carried: boolean;
  /** Whether it is independent and enough to settle a strong name. */
  readonly enough: boolean;
  /** Whether the devices clearly say another organization. */
  readonly against: boolean;
}

/** `heldTies` are those of the site that any organization has. */
export function supportFor(organizationId: string, votes: Votes, heldTies: readonly HeldTie[]): Support {
  const ties = sharedTies(organizationId, heldTies);
  const voted = votesFor(organizationId, votes);
  const tied = ties.some((one) => one.alone && settlingTies.has(one.kind));
  return {
    evidence: [...ties.map(({ kind, value, weight }) => ({ kind, value, weight })), ...voted.evidence],
    carried: voted.carried,
    enough: tied || voted.carried,
    against: voted.against,
  };
}

/** The strongest shared tie of each kind. */
function sharedTies(organizationId: string, heldTies: readonly HeldTie[]) {
  const shared = heldTies.flatMap(({ kind, value, holders }) => {
    if (!holders.has(organizationId)) return [];
    const alone = holders.size === 1;
    return [{ kind, value, weight: alone ? tieWeights[kind] : tieWeights[kind] / 2, alone }];
  });
  shared.sort((a, b) => b.weight - a.weight || compareText(a.value, b.value));
  return shared.filter((one, at) => shared.findIndex(({ kind }) => kind === one.kind) === at);
}

function votesFor(organizationId: string, votes: Votes) {
  const all = [...(votes?.values() ?? [])].reduce((sum, one) => sum + one, 0);
  const mine = votes?.get(organizationId) ?? 0;
  const carried = isCarried(mine, all);
  const elsewhere = Math.max(0, ...othersThan(organizationId, votes));
  const against = isCarried(elsewhere, all);
  const evidence: Evidence[] = [];
  if (mine > 0) {
    const weight = carried
      ? votesWeight.carried
      : mine >= 2 && 2 * mine >= all
        ? votesWeight.half
        : votesWeight.few;
    evidence.push({ kind: 'device-votes', value: `${mine} of ${all} devices`, weight });
  }
  if (against) {
    const value = `${elsewhere} of ${all} devices`;
    evidence.push({ kind: 'device-votes-elsewhere', value, weight: votesWeight.elsewhere });
  }
  return { evidence, carried, against };
}

function othersThan(organizationId: string, votes: Votes): readonly number[] {
  return [...(votes ?? [])].filter(([id]) => id !== organizationId).map(([, count]) => count);
}

/** Counted without fractions, so that four of five are eighty percent on every machine. */
export function isCarried(mine: number, all: number): boolean {
  return mine >= leastVotes && mine * 100 >= all * Math.round(leastShare * 100);
}
