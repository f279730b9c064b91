import type { ExplainedCandidate, ExplainedRival } from '../devices/explain-device.js';
import type { SiteMatchInput } from '../inputs.js';
import type { Candidate, Evidence, Verdict } from '../verdict.js';
import { type ExplainedSiteIdentifier, explainIdentifiers } from './explain-identifiers.js';
import { settleSite } from './match-sites.js';
import { compareText } from './order.js';
import { openSites, type SiteRun, type SiteView } from './site-view.js';
import { besides, margin, plausible, strong, type WeighedCandidate } from './weigh-site.js';
import { whatWouldChangeSite } from './what-would-change.js';

/** What became of an organization that anything ties to the site. */
export type SiteCandidateRole = 'chosen' | 'shown' | 'rival' | 'inactive' | 'other-company' | 'too-weak';

/** `archived` is an organization that is not active; `heldBy` is always `null`: many sites may be one organization. */
export interface ExplainedSiteCandidate extends Omit<ExplainedCandidate, 'role' | 'hard'> {
  readonly role: SiteCandidateRole;
  /** What a PSA id, domain, phone number and devices bring of the total. */
  readonly hard: number;
}

export interface SiteExplanation {
  readonly verdict: Verdict;
  readonly identifiers: readonly ExplainedSiteIdentifier[];
  /** The verdict's own first, then what was too weak, at most twelve. */
  readonly candidates: readonly ExplainedSiteCandidate[];
  /** Other sites that the best candidate's name fits: `deviceId` and `hostname` are the site's, `hard` its total. */
  readonly rivals: readonly ExplainedRival[];
  /** As confidences: how far ahead of a rival, what settles with support, what is shown first and beside it. */
  readonly limits: {
    readonly margin: number;
    readonly strong: number;
    readonly suggest: number;
    readonly beside: number;
  };
  readonly whatWouldChange: readonly string[];
}

const mostCandidates = 12;

/** Why a site has its verdict; `null` when the input has no such site. */
export function explainSite(input: SiteMatchInput, siteId: string): SiteExplanation | null {
  const site = input.sites.find(({ id }) => id === siteId);
  if (!site) return null;
  const run = openSites(input);
  const verdict = settleSite(run, site);
  const view = run.view(site);
  const candidates = explainCandidates(run, view, verdict);
  return {
    verdict,
    identifiers: explainIdentifiers(run, view),
    candidates,
    rivals: rivalsOf(run, view, candidates[0]),
    limits: { margin, strong, suggest: plausible, beside: besides },
    whatWouldChange: whatWouldChangeSite(verdict),
  };
}

function explainCandidates(
  run: SiteRun,
  view: SiteView,
  verdict: Verdict,
): readonly ExplainedSiteCandidate[] {
  const { all, rival } = view.weighed;
  const shown = new Set(verdict.candidates.map((one) => one.id));
  const rest = all.filter((one) => !shown.has(one.candidate.id)).map((one) => one.candidate);
  return [...verdict.candidates, ...rest].slice(0, mostCandidates).map((candidate) => {
    const known = all.find((one) => one.candidate.id === candidate.id);
    const evidence = inFull(candidate, known);
    const hard = evidence.filter((one) => !isOfName(one));
    const isRival = verdict.status === 'ambiguous' && candidate.id === rival?.candidate.id;
    return {
      ...{ id: candidate.id, name: candidate.name, confidence: candidate.confidence, evidence },
      role: roleOf(run, verdict, candidate, known, isRival),
      ...{ total: sumOf(evidence), hard: sumOf(hard), heldBy: null },
      archived: run.organizations.get(candidate.id)?.active === false,
    };
  });
}

function roleOf(
  run: SiteRun,
  verdict: Verdict,
  { id }: Candidate,
  known: WeighedCandidate | undefined,
  isRival: boolean,
): SiteCandidateRole {
  if (id === verdict.targetId) return 'chosen';
  if (isRival) return 'rival';
  if (run.organizations.get(id)?.active === false) return 'inactive';
  if (known && known.otherCompany !== null) return 'other-company';
  return verdict.candidates.some((one) => one.id === id) ? 'shown' : 'too-weak';
}

/** The evidence with every measure of the names in place of their sum. */
function inFull(candidate: Candidate, known: WeighedCandidate | undefined): readonly Evidence[] {
  const whole = known?.named?.whole;
  if (!whole) return candidate.evidence;
  return [...candidate.evidence.filter((one) => !isOfName(one)), ...whole];
}

function isOfName({ kind }: Evidence): boolean {
  return kind === 'name' || kind === 'company-name' || kind.startsWith('name-');
}

function sumOf(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { weight }) => sum + weight, 0);
}

/** Sites in play that have the same best candidate with a name as likely: an equal name is then nobody's alone. */
function rivalsOf(run: SiteRun, { site }: SiteView, best: Candidate | undefined): readonly ExplainedRival[] {
  if (!best) return [];
  const others = run.inPlay.filter((one) => one.id !== site.id);
  const rivals = others.flatMap((other): ExplainedRival[] => {
    const fit = run.view(other).weighed.all.find((one) => one.candidate.id === best.id);
    if (!fit?.named || fit.named.telling < strong) return [];
    const hard = sumOf(fit.candidate.evidence);
    return [{ deviceId: other.id, hostname: other.name, configurationId: best.id, hard }];
  });
  return rivals.sort((a, b) => b.hard - a.hard || compareText(a.deviceId, b.deviceId));
}
