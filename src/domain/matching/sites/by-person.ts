import type { Evidence, Verdict } from '../verdict.js';
import { contradictionsOf } from './contradictions.js';
import { gone } from './gone.js';
import { certain, matched, type Outcome, unseen } from './outcome.js';
import type { SiteRun, SiteView } from './site-view.js';

/** What a person, an imported file or a standing rule said of the site; `null` when nobody spoke. */
export function byPerson(run: SiteRun, view: SiteView): Outcome | null {
  const { decision, rule } = view;
  if (decision?.verb === 'ignore') return ignored(decision.by, decision.note ?? 'a person took it out');
  if (rule) return ignored('person', rule.note ?? `rule ${rule.id} takes it out`);
  if (decision?.verb === 'match' && decision.targetId !== null)
    return tied(run, view, decision.targetId, decision.by, decision.who ?? decision.by);
  const standing = view.standing?.decidedBy === 'auto' ? null : view.standing;
  if (standing) return tied(run, view, standing.targetId, standing.decidedBy, standing.decidedBy);
  return decision === null ? null : toBeMade(view, decision);
}

function ignored(decidedBy: 'person' | 'import', text: string): Outcome {
  return { status: 'ignored', decidedBy, reason: { code: 'ignored', text } };
}

/** A new record was asked for and is not there yet. */
function toBeMade({ weighed }: SiteView, { verb, by }: { verb: string; by: 'person' | 'import' }): Outcome {
  return {
    status: 'unmatched',
    decidedBy: by,
    candidates: weighed.candidates,
    reason: { code: verb, text: 'a person decided to make its record' },
  };
}

/** A match that a person made, or that was imported: it stands, whatever contradicts it. */
function tied(
  run: SiteRun,
  view: SiteView,
  targetId: string,
  decidedBy: Verdict['decidedBy'],
  who: string,
): Outcome {
  const lead: Evidence = { kind: 'decision', value: who, weight: 100 };
  const organization = run.organizations.get(targetId);
  if (!organization)
    return run.input.complete ? gone(view, targetId, decidedBy) : unseen(targetId, decidedBy, [lead]);
  const said = decidedBy === 'import' ? 'a decision that was imported' : 'a person';
  const outcome = matched(certain(view, organization, [lead]), 'decision', `matched by ${said}`);
  return { ...outcome, decidedBy, findings: contradictionsOf(run, view, targetId) };
}
