import { connector } from '../menus.js';
import { good, many, reads, suggested, unsure, wrong } from '../rule.js';

export const softwareChosen = suggested({
  id: 'C-28',
  severity: 'info',
  title: 'Managed software titles are chosen, and become flexible assets by Auto-Create',
  why: 'All titles are clutter; none, and the software of a device is not documented.',
  fix: `After one finished sync: ${connector('Datto RMM', 'Software')} > choose managed titles only > Auto-Create. Devices of class device only.`,
  after: ['C-15'],
  check: reads(['softwareAssets'], ({ softwareAssets: software }) => {
    if (software.typeName === null)
      return unsure('no flexible asset type is named for software from Datto RMM');
    if (software.records === 0) return unsure(`${software.typeName} exists and holds nothing`);
    return good(`${software.typeName} holds ${many(software.records, 'record')}`);
  }),
});

export const autoCreateStays = suggested({
  id: 'C-29',
  kind: 'warning',
  severity: 'info',
  title: 'Auto-Create was not turned off again',
  why: 'That archives the assets it made, and their links with them.',
  fix: `${connector('Datto RMM', 'Software')} > Auto-Create: on`,
  after: ['C-28'],
  check: reads(['softwareAssets'], ({ softwareAssets: software }) => {
    if (software.typeName === null || software.records === 0) return unsure('there are no such assets');
    const seen = software.seen ?? software.records;
    const counted = `${software.archived} of ${seen < software.records ? `the newest ${seen}` : seen} records`;
    if (software.archived * 2 >= seen) return wrong(`${counted} of ${software.typeName} are archived`);
    return good(`${counted} are archived`);
  }),
});
