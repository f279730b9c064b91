import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import type { Evidence } from '../verdict.js';

/** A vote counts as support from so many devices on, when they are so large a share of all that voted. */
export const leastVotes = 3;
export const leastShare = 0.8;

/** What speaks for a pair beside the name: a domain, a phone number, the devices' votes. */
export interface Support {
  readonly evidence: readonly Evidence[];
  /** Whether it is enough to settle a strong name. */
  readonly enough: boolean;
}

export function supportFor(
  site: Site,
  organization: Organization,
  votes: ReadonlyMap<string, number> | undefined,
): Support {
  const evidence: Evidence[] = [];
  const domain = shared(site.domains.map(bareDomain), organization.domains.map(bareDomain));
  if (domain !== null) evidence.push({ kind: 'domain', value: domain, weight: 12 });
  const phone = shared(site.phones.map(bareNumber), organization.phones.map(bareNumber));
  if (phone !== null) evidence.push({ kind: 'phone', value: phone, weight: 10 });
  const { mine, all } = count(organization.id, votes);
  const carried = mine >= leastVotes && mine / all >= leastShare;
  if (mine > 0) {
    evidence.push({
      kind: 'device-votes',
      value: `${mine} of ${all} devices`,
      weight: carried ? 14 : Math.min(6, 2 * mine),
    });
  }
  if (all - mine >= leastVotes && (all - mine) / all >= leastShare) {
    evidence.push({ kind: 'device-votes-elsewhere', value: `${all - mine} of ${all} devices`, weight: -8 });
  }
  return { evidence, enough: domain !== null || phone !== null || carried };
}

function count(
  organizationId: string,
  votes: ReadonlyMap<string, number> | undefined,
): { mine: number; all: number } {
  const all = [...(votes?.values() ?? [])].reduce((sum, one) => sum + one, 0);
  return { mine: votes?.get(organizationId) ?? 0, all };
}

/** Providers whose domain tells nothing about a customer. */
const publicDomains = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'onmicrosoft.com',
]);

function bareDomain(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '');
  return publicDomains.has(host) || !host.includes('.') ? '' : host;
}

/** The last nine digits: country and trunk prefixes are written in many ways. Shorter numbers are extensions. */
function bareNumber(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length < 7 ? '' : digits.slice(-9);
}

function shared(a: readonly string[], b: readonly string[]): string | null {
  const there = new Set(b.filter((one) => one !== ''));
  return a.filter((one) => there.has(one)).sort()[0] ?? null;
}
