import type { Site } from '../../estate/source.js';
import type { Organization } from '../../estate/target.js';
import type { SiteMatchInput } from '../inputs.js';
import { splitName } from '../names/split.js';

/** What may tie a site to an organization beside its name, in canonical form. */
export type TieKind = 'domain' | 'phone' | 'short-name' | 'native-rmm';

export interface Tie {
  readonly kind: TieKind;
  readonly received: string;
  /** Canonical; empty when it tells nothing about one customer. */
  readonly value: string;
}

/** Who has which tie: ids of organizations by kind and canonical value. */
export type TieHolders = ReadonlyMap<string, ReadonlySet<string>>;

export function tieKey({ kind, value }: Pick<Tie, 'kind' | 'value'>): string {
  return `${kind} ${value}`;
}

/** Counts who has what: a domain or number of two organizations is no independent support for either. */
export function tieHolders(organizations: SiteMatchInput['organizations']): TieHolders {
  const holders = new Map<string, Set<string>>();
  for (const organization of organizations) {
    for (const tie of tiesOfOrganization(organization)) {
      if (tie.value === '') continue;
      const there = holders.get(tieKey(tie)) ?? new Set<string>();
      holders.set(tieKey(tie), there.add(organization.id));
    }
  }
  return holders;
}

export function tiesOfSite(site: Site): readonly Tie[] {
  return [
    ...site.domains.map((received) => tie('domain', received, bareDomain(received))),
    ...site.phones.map((received) => tie('phone', received, bareNumber(received))),
    tie('short-name', site.name, foldedName(site.name)),
    tie('native-rmm', site.name, foldedName(site.name)),
  ];
}

/** A tie with the organizations that have it. */
export interface HeldTie extends Tie {
  readonly holders: ReadonlySet<string>;
}

export function heldTiesOf(site: Site, all: TieHolders): readonly HeldTie[] {
  return tiesOfSite(site).flatMap((tie) => {
    const holders = tie.value === '' ? undefined : all.get(tieKey(tie));
    return holders ? [{ ...tie, holders }] : [];
  });
}

function tiesOfOrganization(organization: Organization): readonly Tie[] {
  const { domains, phones, shortName, rmmCompanies } = organization;
  return [
    ...domains.map((received) => tie('domain', received, bareDomain(received))),
    ...phones.map((received) => tie('phone', received, bareNumber(received))),
    ...(shortName === null ? [] : [tie('short-name', shortName, foldedName(shortName))]),
    ...rmmCompanies.map((received) => tie('native-rmm', received, foldedName(received))),
  ];
}

function tie(kind: TieKind, received: string, value: string): Tie {
  return { kind, received, value };
}

/** A whole name folded, legal forms included: what "equal folded name" compares. */
export function foldedName(name: string): string {
  return splitName(name)
    .map((word) => word.text)
    .join(' ');
}

/** Providers whose domain tells nothing about a customer. */
const publicDomains = new Set(
  [
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com aol.com',
    'gmx.de gmx.net gmx.at gmx.ch web.de t-online.de proton.me protonmail.com comcast.net verizon.net att.net',
    'sbcglobal.net bellsouth.net cox.net btinternet.com bigpond.com onmicrosoft.com facebook.com linkedin.com',
  ].flatMap((line) => line.split(' ')),
);

function bareDomain(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:.*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  return publicDomains.has(host) || !/^[^\s.]+(\.[^\s.]+)+$/.test(host) ? '' : host;
}

/** The last nine digits: country and trunk prefixes are written in many ways. Shorter numbers are extensions. */
function bareNumber(text: string): string {
  const digits = text.replace(/\s*(x|ext\.?|#)\s*\d+$/i, '').replace(/\D/g, '');
  return digits.length < 7 || /^(\d)\1*$/.test(digits) ? '' : digits.slice(-9);
}
