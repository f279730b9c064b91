import type { Coverage } from '../catalogue.js';
import { connector } from '../menus.js';
import {
  decided,
  good,
  missing,
  modeOf,
  outOf,
  percent,
  reads,
  type SetupScope,
  suggested,
  unsure,
  wrong,
} from '../rule.js';
import { covered } from './map-devices.js';

interface Reach {
  readonly lines: readonly string[];
  readonly low: readonly string[];
  readonly none: boolean;
}

function reachOf(organizations: Coverage, items: Coverage | undefined, scope: SetupScope): Reach {
  const parts = [{ what: 'customer companies have an organization', coverage: organizations }];
  if (items) parts.push({ what: 'devices in Autotask have a configuration', coverage: items });
  const seen = parts
    .filter(({ coverage }) => coverage.of > 0)
    .map(({ what, coverage }) => ({ what, count: covered(coverage, scope, 'B'), of: coverage.of }));
  const line = (part: { what: string; count: number; of: number }) =>
    `${outOf(part)} ${part.what} (${percent(part.count, part.of)})`;
  return {
    lines: seen.map(line),
    low: seen.filter((part) => part.count / part.of < scope.thresholds.coverage).map(line),
    none: seen.every((part) => part.count === 0),
  };
}

export const psaSyncDone = decided({
  id: 'B-17',
  severity: 'critical',
  title: 'The sync from Autotask to IT Glue has finished: its status is OK',
  why: 'A hop from the RMM that starts on incomplete data leaves unmatched or duplicate configurations.',
  fix: `Where trilink runs this hop: trilink sync start autotask:it-glue --create all. Natively: ${connector('Autotask', 'status')}: wait until Syncing turns into OK. If it is OK and records are missing, compare the filters of B-11 and the types of A-18.`,
  after: ['B-15'],
  sharesEvidence: ['psa-coverage'],
  check: reads(
    ['organizationCoverage'],
    ({ organizationCoverage, itemCoverage }, scope) => {
      const reach = reachOf(organizationCoverage, itemCoverage, scope);
      if (reach.lines.length === 0) return unsure('Autotask holds no active customer company');
      if (reach.none) return missing('no customer company has an organization that is linked to it');
      if (reach.low.length > 0) return wrong(`only ${reach.low.join('; only ')}`);
      return good(reach.lines.join('; '));
    },
    ['itemCoverage'],
  ),
});

export const rmmLast = suggested({
  id: 'C-01',
  kind: 'recommendation',
  severity: 'critical',
  title: 'Datto RMM was connected to IT Glue last, after the Autotask sync was OK',
  why: 'Devices are created in IT Glue that the PSA does not know.',
  fix: `Turn the RMM sync off (${connector('Datto RMM', 'Disable')}) until B-17 is good, then turn it on again.`,
  after: ['B-17'],
  about: 'data',
  needs: ['datto-rmm', 'autotask', 'it-glue'],
  sharesEvidence: ['psa-coverage'],
  check: reads(
    ['organizationCoverage', 'rmmRecords'],
    ({ organizationCoverage, rmmRecords, itemCoverage, devicesSettled }, scope) => {
      const started =
        rmmRecords.count > 0 || (modeOf(scope, 'C') === 'sync' && (devicesSettled?.ledger?.matched ?? 0) > 0);
      if (!started) return unsure('the hop from Datto RMM to IT Glue has not run yet');
      const reach = reachOf(organizationCoverage, itemCoverage, scope);
      if (reach.low.length > 0) return wrong(`it has run, and only ${reach.low.join('; only ')}`);
      return good(reach.lines.join('; ') || 'Autotask holds no active customer company');
    },
    ['itemCoverage', 'devicesSettled'],
  ),
});
