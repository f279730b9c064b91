import type { DuplicateGroup } from '../catalogue.js';
import { menus } from '../menus.js';
import { decided, good, type Outcome, problem, reads, wrongEach } from '../rule.js';

export function judgeDuplicates(groups: readonly DuplicateGroup[], what: string): Outcome {
  const problems = groups.map((group) =>
    problem(`${group.by} ${group.value}`, `${group.members.length} ${what} share it`, [
      { kind: 'example', value: group.members.slice(0, 5).join('; ') },
    ]),
  );
  return wrongEach(problems, good(`no two ${what} look like the same one`));
}

export const noDuplicateOrganization = decided({
  id: 'C-21',
  kind: 'warning',
  title: 'No organization exists twice; before one is created, somebody looked for it',
  why: 'Duplicate organizations split the documentation of a client and cannot be undone by the integration.',
  fix: `${menus.itGlueOrganizations} > search by part of the name first. Merge the listed ones: move what the newer one holds, then archive it.`,
  after: ['C-20'],
  needs: ['it-glue'],
  concerns: ['B', 'C', 'S'],
  sharesEvidence: ['duplicate-organizations'],
  check: reads(['duplicateOrganizations'], ({ duplicateOrganizations }) =>
    judgeDuplicates(duplicateOrganizations, 'organizations'),
  ),
});
