import type { FactValues, Recency } from '../catalogue.js';
import { connector, menus } from '../menus.js';
import { good, missing, type Outcome, reads, suggested, unsure, wrong } from '../rule.js';

const dayMs = 86_400_000;
const date = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
/** RMM data may be this much behind the RMM itself before the sync counts as stopped (setup-steps C-16). */
const behindLimitMs = 2 * dayMs;

/** The RMM's own youngest sighting is the measure; without one, the time of reading. */
export function judgeAge(recency: Recency & { readonly deviceSeenAt?: number | null }): Outcome {
  if (recency.newestAt === null) return unsure('no RMM data says when its device was last seen');
  const measure = recency.deviceSeenAt ?? recency.readAt;
  const days = Math.floor((measure - recency.newestAt) / dayMs);
  const newest = `the youngest RMM data in IT Glue is of ${date(recency.newestAt)}`;
  if (measure - recency.newestAt > behindLimitMs) {
    return wrong(`${newest}, ${days} days behind ${recency.deviceSeenAt ? 'the RMM itself' : 'now'}`);
  }
  return good(newest);
}

function judgeSync({
  rmmRecords,
  rmmRecordRecency,
}: Pick<FactValues, 'rmmRecords' | 'rmmRecordRecency'>): Outcome {
  return rmmRecords.count === 0 ? missing('no configuration shows RMM data') : judgeAge(rmmRecordRecency);
}

export const rmmSyncOk = suggested({
  id: 'C-15',
  title: 'A sync from Datto RMM has run, and its status is OK',
  why: 'What IT Glue shows on top of a configuration is stale.',
  fix: `${connector('Datto RMM', 'Start manual sync')}; its history is under Logs`,
  after: ['C-05', 'C-07'],
  sharesEvidence: ['rmm-data-age'],
  check: reads(['rmmRecords', 'rmmRecordRecency'], judgeSync),
});

export const credentialsAlive = suggested({
  id: 'C-16',
  kind: 'note',
  title: 'The Datto RMM credentials in IT Glue still work',
  why: 'Credentials that fail stop the sync until they are entered again, and nobody is told.',
  fix: `New keys: ${menus.dattoUsers} > the user > Generate API Keys; then ${connector('Datto RMM', 'Edit')} > key and secret`,
  after: ['C-15'],
  sharesEvidence: ['rmm-data-age'],
  check: reads(['rmmRecordRecency'], ({ rmmRecordRecency }) => judgeAge(rmmRecordRecency)),
});
