import type { Site } from '../../estate/source.js';
import { itemKey } from '../../estate/systems.js';
import type { Organization } from '../../estate/target.js';
import { isIgnoredByRule } from '../ignore-rule.js';
import type { SiteMatchInput } from '../inputs.js';
import type { Decision, IgnoreRule, StandingMatch } from '../verdict.js';
import { type Chain, type Chains, chainsOf } from './chain.js';
import { type NameView, namesOfSites } from './names-of-sites.js';
import { byId, compareText } from './order.js';
import { type TieHolders, tieHolders } from './ties.js';
import { type WeighedSite, weighSite } from './weigh-site.js';

/** Everything known of one site before it is decided. */
export interface SiteView {
  readonly site: Site;
  /** As the command line names it. */
  readonly item: string;
  readonly decision: Decision | null;
  /** The first rule, by id, that takes it out; `null` when a decision speaks of the site. */
  readonly rule: IgnoreRule | null;
  readonly standing: StandingMatch | null;
  readonly chain: Chain;
  readonly names: NameView;
  readonly weighed: WeighedSite;
}

/** An input made ready: indexes built once, views of sites on demand. */
export interface SiteRun {
  readonly input: SiteMatchInput;
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly chains: Chains;
  readonly words: Words;
  readonly holders: TieHolders;
  /** Sites that are neither system sites nor ignored. */
  readonly inPlay: readonly Site[];
  view(site: Site): SiteView;
}

/** What was said before about each site: the holding decision and the earlier match, by site id. */
export interface Words {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly standing: ReadonlyMap<string, StandingMatch>;
}

export function openSites(input: SiteMatchInput): SiteRun {
  const organizations = new Map([...input.organizations].sort(byId).map((one) => [one.id, one]));
  const words = wordsOf(input);
  const chains = chainsOf(input);
  const rules = [...input.rules].sort(byId);
  const ruleFor = (site: Site) =>
    words.decisions.has(site.id)
      ? null
      : (rules.find((one) => isIgnoredByRule(one, subjectOf(site))) ?? null);
  const isInPlay = (site: Site) =>
    site.skip === null && ruleFor(site) === null && words.decisions.get(site.id)?.verb !== 'ignore';
  const inPlay = input.sites.filter(isInPlay);
  const namesOf = namesOfSites(input, inPlay);
  const holders = tieHolders(input.organizations);
  const { votes, orphanedFirst = false } = input;
  const scales = { organizations, chains, holders, votes, orphanedFirst };
  return {
    ...{ input, organizations, chains, words, holders, inPlay },
    view(site) {
      const chain = chains.of(site);
      const names = namesOf(site, chain);
      return {
        site,
        item: itemKey({ integration: input.integration, kind: 'site', sourceId: site.id }),
        decision: words.decisions.get(site.id) ?? null,
        rule: ruleFor(site),
        standing: words.standing.get(site.id) ?? null,
        ...{ chain, names, weighed: weighSite(site, chain, names, scales) },
      };
    },
  };
}

function subjectOf(site: Site) {
  return { kind: 'site', name: site.name, siteId: site.id, deviceClass: null };
}

/** The last word on each site holds. `forget` withdraws the decision, and the earlier match with it. */
function wordsOf(input: SiteMatchInput): Words {
  const last = new Map<string, Decision>();
  const ofSites = input.decisions.filter((one) => one.kind === 'site');
  for (const one of ofSites.sort((a, b) => a.sequence - b.sequence)) last.set(one.sourceId, one);
  const forgotten = new Set([...last.values()].filter(isForget).map((one) => one.sourceId));
  const standing = input.standing.filter((one) => one.kind === 'site' && !forgotten.has(one.sourceId));
  standing.sort((a, b) => compareText(b.targetId, a.targetId));
  return {
    decisions: new Map([...last].filter(([, one]) => !isForget(one))),
    standing: new Map(standing.map((one) => [one.sourceId, one])),
  };
}

function isForget({ verb }: Decision): boolean {
  return verb === 'forget';
}
