import type { Site } from '../domain/estate/source.js';
import { deviceVotes } from '../domain/matching/devices/device-votes.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import type { ItemExplanation } from './explain-item.js';
import type { RememberedEstate } from './remembered-estate.js';

type Identifier = ItemExplanation['identifiers'][number];

/** Explains a site by what the store remembers of both sides; its candidates are those that matching showed. */
export async function explainSiteItem(
  _session: Session,
  item: PublishedItem,
  estate: RememberedEstate,
): Promise<Omit<ItemExplanation, 'decision'>> {
  const site = estate.sites.get(item.sourceId);
  return {
    ...{ item, rivals: [], agents: [], limits: null },
    identifiers: site ? identifiersOf(site, estate) : [],
    candidates: shownCandidates(item),
    whatWouldChange: whatWouldChange(item, site !== undefined),
  };
}

/** Candidates as matching showed them last. */
export function shownCandidates(item: PublishedItem): ItemExplanation['candidates'] {
  return item.candidates.map((one) => ({
    ...one,
    ...{
      role: one.id === item.targetId ? 'chosen' : 'shown',
      archived: false,
      heldBy: null,
      heldByName: null,
    },
    ...{ total: one.evidence.reduce((sum, { weight }) => sum + weight, 0), hard: null },
  }));
}

function identifiersOf(site: Site, estate: RememberedEstate): readonly Identifier[] {
  const organizations = [...estate.organizations.values()];
  const sites = [...estate.sites.values()];
  const bearing = (has: (organization: (typeof organizations)[number]) => boolean) =>
    organizations.filter(has).length;
  const psa = site.psaCompanyId;
  const names = [site.name, ...site.otherNames].map((name) => {
    const namesakes = sites.filter((one) => one.id !== site.id && one.name === name).length;
    const why =
      namesakes > 0 ? `${namesakes} other ${namesakes === 1 ? 'site has' : 'sites have'} this name` : '';
    return identifier('name', name, namesakes === 0, why);
  });
  const chain =
    psa === null
      ? []
      : [
          chained(
            psa,
            bearing((one) => one.active && one.provenance.psaIds.includes(psa)),
          ),
        ];
  const told = (
    kind: string,
    values: readonly string[],
    of: (one: (typeof organizations)[number]) => readonly string[],
  ) =>
    values.map((value) => {
      const count = bearing((one) => of(one).includes(value));
      return identifier(kind, value, count > 0, count > 0 ? '' : 'no organization has it');
    });
  return [
    ...names,
    ...chain,
    ...told('domain', site.domains, (one) => one.domains),
    ...told('phone', site.phones, (one) => one.phones),
    ...votesOf(site, estate),
  ];
}

function chained(psaCompanyId: string, bearers: number): Identifier {
  if (bearers === 1) return identifier('psa-id', psaCompanyId, true, '');
  const why =
    bearers === 0
      ? 'no active organization is linked to this company'
      : `${bearers} organizations are linked to it`;
  return identifier('psa-id', psaCompanyId, false, why);
}

/** How its devices vote by serial and MAC, the most votes first. */
function votesOf(site: Site, estate: RememberedEstate): readonly Identifier[] {
  const devices = [...estate.devices.values()].filter((device) => device.siteId === site.id);
  const votes =
    deviceVotes(devices, [...estate.configurations.values()]).get(site.id) ?? new Map<string, number>();
  return [...votes]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([id, count]) => {
      const name = estate.organizations.get(id)?.name ?? id;
      return identifier('devices', `${count} of ${devices.length} for ${name}`, true, '');
    });
}

function identifier(kind: string, value: string, kept: boolean, why: string): Identifier {
  return {
    kind,
    received: value,
    value,
    from: null,
    kept,
    class: kept ? 'ok' : 'none',
    why,
    occurrences: null,
    trust: null,
  };
}

function whatWouldChange(
  { status, reason, candidates, ...item }: PublishedItem,
  isThere: boolean,
): readonly string[] {
  const key = `${item.integration}/${item.kind}/${item.sourceId}`;
  if (!isThere) return [`The site back in the source, or: trilink match forget ${key}`];
  if (status === 'matched') return [];
  const hint = hints[reason?.code ?? ''];
  const best = candidates[0]?.id;
  return [...(hint ? [hint] : []), `A decision: trilink match set ${key} ${best ?? 'ID'}`];
}

const hints: Readonly<Record<string, string>> = {
  rival:
    'One of the organizations merged or renamed, or something beside the name that only one of them shares.',
  'contradicts-chain': 'The PSA company of the site or of the organization corrected.',
  'no-candidate': 'An organization of a like name, or a PSA company on the site.',
  'organization-gone': 'The organization restored, or the match withdrawn.',
  'site-gone': 'The site restored, or the match withdrawn.',
  'engine-changed': 'A decision: the rules changed and a person must agree.',
  ignored: 'The rule or decision that ignores it withdrawn.',
  'system-site': 'Nothing: a system site is never matched.',
};
