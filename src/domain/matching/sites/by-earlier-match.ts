import type { Organization } from '../../estate/target.js';
import { type Candidate, ENGINE_VERSION, type Evidence, type StandingMatch } from '../verdict.js';
import { byNames } from './by-names.js';
import { contradictionsOf } from './contradictions.js';
import { gone } from './gone.js';
import { certain, inFront, matched, type Outcome, unseen } from './outcome.js';
import { psaEvidence } from './psa-evidence.js';
import type { SiteRun, SiteView } from './site-view.js';

/** An earlier automatic match: it stands as long as nothing better contradicts it and the same rules made it. */
export function byEarlierMatch(run: SiteRun, view: SiteView): Outcome | null {
  const { standing } = view;
  if (!standing) return null;
  const organization = run.organizations.get(standing.targetId);
  if (!organization)
    return run.input.complete
      ? gone(view, standing.targetId, 'auto')
      : unseen(standing.targetId, 'auto', standing.evidence);
  if (contradictionsOf(run, view, organization.id).length > 0) return droppedByChain(run, view, standing);
  if (standing.engine !== ENGINE_VERSION) return decidedAnew(view, organization);
  const candidate = earlierCandidate(view, organization, standing);
  return matched(candidate, 'earlier-match', 'matched before, and nothing contradicts it');
}

/** An automatic match that the PSA contradicts: both organizations are put to a person, the PSA's first. */
export function droppedByChain(run: SiteRun, view: SiteView, standing: StandingMatch): Outcome {
  const { chain } = view;
  const linked =
    chain.kind === 'one' ? [chain.organization] : chain.kind === 'several' ? chain.organizations : [];
  const chained = linked.map((one) =>
    certain(view, one, [psaEvidence(chain.kind === 'none' ? '' : chain.companyId)]),
  );
  const earlier = run.organizations.get(standing.targetId);
  const before = earlier ? [earlierCandidate(view, earlier, standing)] : [];
  const says =
    linked.length > 0 ? `belongs to ${linked.map((one) => one.name).join(' and ')}` : 'is another one';
  return {
    status: 'suggested',
    candidates: inFront([...chained, ...before], view),
    reason: {
      code: 'contradicts-chain',
      text: `it was matched to ${earlier?.name ?? standing.targetId}; its PSA company ${says}`,
    },
    findings: contradictionsOf(run, view, standing.targetId),
  };
}

/** The rules have changed since: what they say now must be the same, or a person must agree. */
function decidedAnew(view: SiteView, organization: Organization): Outcome {
  const now = byNames(view);
  if (now.status === 'matched' && now.targetId === organization.id) return now;
  const known = view.weighed.all.find((one) => one.organization.id === organization.id)?.candidate;
  const { id, name } = organization;
  const earlier: Candidate = known ?? { id, name, confidence: 0, evidence: [] };
  const first = now.status === 'matched' ? [...(now.candidates ?? []), earlier] : [earlier];
  return {
    status: 'suggested',
    candidates: inFront(first, view),
    reason: {
      code: 'engine-changed',
      text: `an earlier version matched it to ${name}; this one is not as sure`,
    },
  };
}

function earlierCandidate(view: SiteView, organization: Organization, standing: StandingMatch): Candidate {
  const made = standing.evidence.filter((one) => one.kind === 'created-by-trilink');
  const before: Evidence = { kind: 'earlier-match', value: '', weight: 40 };
  return certain(view, organization, made.length > 0 ? made : [before]);
}
