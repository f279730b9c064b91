import type { FactValues } from '../catalogue.js';
import { menus } from '../menus.js';
import { decided, good, notApplicable, reads, unsure, wrong } from '../rule.js';

function counts(pre: FactValues['preConnection']): string {
  return [
    `${pre.willMatch} of ${pre.items} items will match`,
    `${pre.willDuplicate} will be duplicated`,
    `${pre.withoutSerial} have no serial`,
    `${pre.withoutType} no type`,
    `${pre.withoutLocation} no location`,
    `${pre.companiesWithoutOrganization} companies have no organization of their name`,
  ].join(', ');
}

/** Without a serial an item can only match by its name: that many may be so before it is worth stopping for. */
const bareLimit = 0.1;

export const reviewedBefore = decided({
  id: 'B-03',
  kind: 'recommendation',
  title: 'Device data in Autotask is filled, and equal to what IT Glue holds, before the two are connected',
  why: 'What differs in a letter is created a second time, or matched to the wrong record.',
  fix: `Work through the rows of the pre-connection report: fill serial, type and location in ${menus.autotaskDevices}, and rename one side where both name the same device.`,
  after: ['A-24', 'A-18', 'B-01'],
  about: 'native',
  check: reads(
    ['preConnection'],
    ({ preConnection: pre, psaLinks }) => {
      if (psaLinks && psaLinks.organizations > 0)
        return notApplicable('Autotask is connected to IT Glue already: B-17 and C-25 show the result');
      if (pre.items === 0) return unsure('Autotask holds no device yet');
      if (pre.willDuplicate > 0 || pre.withoutSerial / pre.items > bareLimit) return wrong(counts(pre));
      return good(counts(pre));
    },
    ['psaLinks'],
  ),
});
