import type { ExplainedIdentifier } from '../devices/explain-device.js';
import type { Chain } from './chain.js';
import type { SiteRun, SiteView } from './site-view.js';
import { foldedName, type Tie, tieKey, tiesOfSite } from './ties.js';

/** One thing a site could be known by: what was received, whether it counts, and why not. */
export interface ExplainedSiteIdentifier extends Omit<ExplainedIdentifier, 'kind'> {
  readonly kind:
    | 'psa-id'
    | 'name'
    | 'company-name'
    | 'domain'
    | 'phone'
    | 'short-name'
    | 'native-rmm'
    | 'device-votes';
}

type Bare = Omit<ExplainedSiteIdentifier, 'occurrences' | 'from'> & { readonly from?: string };

export function explainIdentifiers(run: SiteRun, view: SiteView): readonly ExplainedSiteIdentifier[] {
  const found = [...psaOf(view), ...namesOf(run, view), ...tiesOf(run, view), ...votesOf(run, view)];
  return found.map((one) => ({ from: null, ...one, occurrences: null }));
}

function psaOf({ chain }: SiteView): readonly Bare[] {
  if (chain.kind === 'none') return [];
  const kept = chain.kind === 'one' || chain.kind === 'several';
  const trust = chain.kind === 'one' ? 'full' : chain.kind === 'several' ? 'half' : 'none';
  const { companyId } = chain;
  return [
    {
      ...{ kind: 'psa-id', received: companyId, value: companyId, from: 'autotask', kept, trust },
      ...{ class: chain.kind, why: whyOfChain(chain) },
    },
  ];
}

function whyOfChain(chain: Chain): string {
  switch (chain.kind) {
    case 'inactive':
      return 'the company was deactivated, merged or deleted';
    case 'unlinked':
      return 'no organization is linked to this company';
    case 'several':
      return `linked to ${chain.organizations.map((one) => one.name).join(' and ')}`;
    default:
      return '';
  }
}

function namesOf(run: SiteRun, view: SiteView): readonly Bare[] {
  const { site, names } = view;
  const equal = (codes: readonly string[]) => names.equal.find((one) => codes.includes(one.code));
  const own = equal(['equal-name', 'equal-core']);
  const company = equal(['equal-company-name']);
  const living = isLiving(run, view);
  const others = [...new Set([...site.otherNames, site.psaCompanyName ?? ''])].filter((name) => name !== '');
  return [
    nameOf('name', site.name, own !== undefined, whyOfOwn(view, own !== undefined)),
    ...others.sort().map((name) => {
      if (name !== site.psaCompanyName) return nameOf('name', name, false, 'another name only suggests');
      const why = living
        ? 'a name alone only suggests'
        : 'its company is not known to be alive: it only suggests';
      return nameOf('company-name', name, company !== undefined, company ? '' : why);
    }),
  ];
}

function isLiving({ input }: SiteRun, { chain }: SiteView): boolean {
  return chain.kind !== 'none' && (input.activeCompanies?.has(chain.companyId) ?? false);
}

function nameOf(kind: 'name' | 'company-name', received: string, settles: boolean, why: string): Bare {
  const value = foldedName(received);
  if (value === '')
    return {
      kind,
      received,
      value: received,
      kept: false,
      class: 'none',
      why: 'no letters and no digits',
      trust: 'none',
    };
  return { kind, received, value, kept: true, class: 'ok', why, trust: settles ? 'full' : 'half' };
}

function whyOfOwn({ names }: SiteView, settles: boolean): string {
  if (settles) return '';
  if (names.shared || names.same.size > 1) return 'several organizations have an equal name';
  if (names.same.size === 1) return 'another site has the same name';
  return 'a name alone only suggests';
}

function tiesOf({ holders, organizations }: SiteRun, { site }: SiteView): readonly Bare[] {
  return tiesOfSite(site).flatMap((tie): Bare[] => {
    const there = [...(holders.get(tieKey(tie)) ?? [])].sort();
    const { kind, received, value } = tie;
    const isName = kind === 'short-name' || kind === 'native-rmm';
    if (isName && there.length === 0) return [];
    const trust = there.length === 1 ? (isName ? 'half' : 'full') : there.length > 1 ? 'half' : 'none';
    const who = there.map((id) => organizations.get(id)?.name ?? id).join(' and ');
    const kept = there.length > 0;
    const kindOf = value === '' ? 'none' : 'ok';
    return [
      {
        kind,
        received,
        value: value || received,
        kept,
        class: kindOf,
        why: whyOfTie(tie, who, there.length),
        trust,
      },
    ];
  });
}

function whyOfTie({ kind, value }: Tie, who: string, count: number): string {
  if (value === '')
    return kind === 'domain' ? 'a domain that tells nothing about a customer' : 'too short or made up';
  if (count === 0) return 'no organization has it';
  if (count > 1) return `shared by ${who}`;
  if (kind === 'short-name') return `the short name of ${who}`;
  return kind === 'native-rmm' ? `IT Glue's own integration joined it to ${who}` : `${who} has it`;
}

function votesOf({ input, organizations }: SiteRun, view: SiteView): readonly Bare[] {
  const votes = [...(input.votes.get(view.site.id) ?? [])].sort(
    ([a, x], [b, y]) => y - x || (a < b ? -1 : 1),
  );
  const all = votes.reduce((sum, [, count]) => sum + count, 0);
  return votes.map(([id, count]) => {
    const enough = view.weighed.all.find((one) => one.organization.id === id)?.support.carried ?? false;
    return {
      ...{
        kind: 'device-votes',
        received: `${count} of ${all} devices`,
        value: organizations.get(id)?.name ?? id,
      },
      ...{ kept: organizations.has(id), class: enough ? 'ok' : 'few', trust: enough ? 'full' : 'half' },
      why: enough ? '' : 'support needs three devices and four fifths of all that voted',
    };
  });
}
