import type { FactValues } from '../catalogue.js';
import { decided, good, modeOf, type Outcome, type RunHop, reads, type SetupScope, wrong } from '../rule.js';

export function judgeUnowned(unowned: FactValues['unowned'], scope: SetupScope, hop: RunHop): Outcome {
  const seen = modeOf(scope, hop) === 'sync' ? unowned.either : unowned.native;
  const lines: string[] = [];
  if (seen.inPsa > 0) lines.push(`${seen.inPsa} that Autotask has too, and so stand twice or soon will`);
  if (seen.notInPsa > 0) lines.push(`${seen.notInPsa} that Autotask does not know`);
  if (lines.length === 0)
    return good(
      'every configuration with RMM data, in an organization that Autotask governs, is linked to Autotask',
    );
  return wrong(
    `configurations with RMM data and no link to Autotask: ${lines.join('; ')}`,
    seen.newestTwinAt,
  );
}

export const notMadeFromRmm = decided({
  id: 'C-26',
  kind: 'warning',
  title: 'No configuration was created from the RMM that the PSA should have had',
  why: 'Such configurations never flow to the PSA unless each is edited and saved by hand.',
  fix: 'In Autotask and twice in IT Glue: match the RMM data to the linked one, archive the other. Unknown to Autotask: let hop A bring it (A-24), let hop B link it, then archive this one.',
  after: ['C-24'],
  needs: ['datto-rmm', 'autotask', 'it-glue'],
  sharesEvidence: ['rmm-before-psa'],
  check: reads(['unowned'], ({ unowned }, scope) => judgeUnowned(unowned, scope, 'C')),
});
