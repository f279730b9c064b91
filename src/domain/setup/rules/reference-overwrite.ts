import type { Share } from '../catalogue.js';
import { menus } from '../menus.js';
import {
  good,
  type Outcome,
  outOf,
  percent,
  reads,
  type SetupScope,
  suggested,
  unsure,
  wrong,
} from '../rule.js';

function enough(share: Share, scope: SetupScope, what: string): Outcome {
  if (share.of === 0) return unsure('no RMM-linked item can be compared yet');
  if (share.count / share.of >= scope.thresholds.names) return good(`${outOf(share)} ${what}`);
  return wrong(`only ${outOf(share)} (${percent(share.count, share.of)}) ${what}`);
}

export const namesOverwritten = suggested({
  id: 'A-13',
  kind: 'recommendation',
  title: 'The reference name is overwritten when it differs from the hostname',
  why: 'Stale names reach IT Glue, and matching by name fails.',
  fix: `${menus.dattoAutotask} > Device Mapping > overwrite the reference name when different from the hostname: on`,
  after: ['A-11'],
  check: reads(['namesFollowed'], ({ namesFollowed }, scope) =>
    enough(namesFollowed, scope, 'reference names are the hostname'),
  ),
});

export const numbersOverwritten = suggested({
  id: 'A-14',
  kind: 'recommendation',
  title: 'The reference number is overwritten when it differs from the device id',
  why: 'The asset tag in IT Glue is taken from it and would be wrong.',
  fix: `${menus.dattoAutotask} > Device Mapping > overwrite the reference number when different from the device id: on`,
  after: ['A-11'],
  check: reads(['numbersFollowed'], ({ numbersFollowed }, scope) =>
    enough(numbersFollowed, scope, "reference numbers are the RMM's device id"),
  ),
});
