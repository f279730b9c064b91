import type { FactValues } from '../catalogue.js';
import { connector } from '../menus.js';
import { decided, good, type Outcome, problem, reads, wrongEach } from '../rule.js';

export function judgeMatches(wrongMatches: FactValues['wrongMatches']): Outcome {
  const problems = wrongMatches.map((match) =>
    problem(match.configuration, match.detail, [{ kind: 'by', value: match.by }]),
  );
  return wrongEach(
    problems,
    good('no match contradicts the serial, the MAC or the client of its configuration'),
  );
}

export const noWrongMatch = decided({
  id: 'C-27',
  severity: 'critical',
  title: 'No device is matched to the wrong configuration',
  why: "Another device's, or another client's, data is shown.",
  fix: `trilink match change ITEM TARGET. Natively: ${connector('Datto RMM', 'Configurations')} > Change Match`,
  sharesEvidence: ['wrong-matches'],
  check: reads(['wrongMatches'], ({ wrongMatches }) => judgeMatches(wrongMatches)),
});
