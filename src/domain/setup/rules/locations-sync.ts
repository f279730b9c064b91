import { connector } from '../menus.js';
import { good, reads, suggested, unsure, wrong } from '../rule.js';

export const locationsSynced = suggested({
  id: 'B-12',
  title: 'Locations Sync is enabled',
  why: 'Configurations come without their location.',
  fix: `${connector('Autotask', 'Settings')} > Locations Sync`,
  after: ['B-10'],
  note: 'One IT Glue overview leaves Autotask out of the list; its mapping page and the guide include locations and a switch. Used: supported, verified by what arrived.',
  check: reads(
    ['locationsSync'],
    ({ locationsSync, psaLinks }) => {
      if (!psaLinks || psaLinks.organizations === 0)
        return unsure('no organization is linked to Autotask yet');
      if (locationsSync.companiesWithLocations === 0)
        return unsure('no linked company has a location in Autotask');
      if (locationsSync.linkedLocations > 0)
        return good(`${locationsSync.linkedLocations} locations are linked to Autotask`);
      return wrong(
        `no location is linked to Autotask, although ${locationsSync.companiesWithLocations} linked companies have some`,
      );
    },
    ['psaLinks'],
  ),
});
