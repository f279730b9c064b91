import { connector } from '../menus.js';
import { attested, many, modeOf, notApplicable, reads, unsure, wrong } from '../rule.js';

export const oneWay = attested({
  id: 'B-13',
  severity: 'critical',
  title: 'Two-way sync is not selected',
  why: 'Whatever changes in IT Glue is pushed over Autotask, and records that existed before do not push at all.',
  fix: `${connector('Autotask', 'Settings')} > Two-way sync: off, for configurations, organizations, locations and contacts. Then say so with: trilink setup attest B-13`,
  after: ['B-10'],
  about: 'data',
  note: 'It is never tried out by writing. A record that IT Glue made in Autotask proves that it was on when that record came.',
  check: reads(['twoWayTraces'], ({ twoWayTraces: traces }, scope) => {
    if (traces.items + traces.contacts > 0) {
      const detail = `IT Glue has made ${many(traces.items, 'configuration item')} and ${many(traces.contacts, 'contact')} in Autotask`;
      return wrong(detail, traces.newestAt);
    }
    if (modeOf(scope, 'B') === 'sync')
      return notApplicable('trilink runs this hop, one way, and nothing in Autotask was made by IT Glue');
    return unsure('the API does not show the setting; nothing in Autotask was made by IT Glue');
  }),
});

export const noPushOfOldRecords = attested({
  id: 'B-14',
  kind: 'warning',
  severity: 'info',
  title: 'Nobody counts on two-way sync to push records that existed on both sides before',
  why: 'Each of them has to be edited and saved one by one: large manual work.',
  fix: 'Keep two-way sync off, and correct such records in Autotask.',
  after: ['B-13'],
});
