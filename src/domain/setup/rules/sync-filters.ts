import type { SyncedKind } from '../catalogue.js';
import { connector } from '../menus.js';
import { good, many, problem, reads, suggested, unsure, wrongEach } from '../rule.js';

/** Account types whose members are rarely managed (labels as usual in Autotask, observed). */
const unmanaged = /^(lead|prospect|dead|cancell?ation|vendor)s?$/i;

function doubt(kind: SyncedKind): string | null {
  if (kind.members > 0 && kind.inactive === kind.members)
    return `every linked member is inactive or archived (${kind.members})`;
  if (kind.kind === 'account type' && unmanaged.test(kind.name))
    return `${many(kind.members, 'linked organization')} of this account type`;
  return null;
}

export const onlyManagedKinds = suggested({
  id: 'B-11',
  kind: 'recommendation',
  severity: 'info',
  title:
    'Only account types, classifications, configuration item types and queues that are really managed are synced',
  why: 'Too much is clutter; too little and records are missing.',
  fix: `${connector('Autotask', 'Settings')} > untick what nobody manages. What is unticked stays in IT Glue as disabled.`,
  after: ['B-10'],
  sharesEvidence: ['account-types'],
  check: reads(['syncedKinds'], ({ syncedKinds }) => {
    if (syncedKinds.length === 0) return unsure('nothing is linked to Autotask yet');
    const problems = syncedKinds.flatMap((kind) => {
      const detail = doubt(kind);
      return detail === null ? [] : [problem(`${kind.kind} ${kind.name}`, detail)];
    });
    const few = syncedKinds.filter((kind) => kind.members < 3).map((kind) => kind.name);
    const hint = few.length > 0 ? `; few members: ${few.join(', ')}` : '';
    return wrongEach(
      problems,
      good(`${many(syncedKinds.length, 'kind')} of record with active members${hint}`),
    );
  }),
});
