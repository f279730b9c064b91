import { menus } from '../menus.js';
import { attested, good, missing, outOf, reads, suggested, unsure } from '../rule.js';

/** A mapped site can only come from the integration: it proves that it was connected once. */
const mapped = reads(['mappedSites'], ({ mappedSites }) =>
  mappedSites.count > 0
    ? good(`${outOf(mappedSites)} sites with devices are mapped to an Autotask company`)
    : missing('no Datto RMM site is mapped to an Autotask company, so the integration has not run'),
);

export const credentialsOn = suggested({
  id: 'A-06',
  title: 'API credentials are turned on in the Autotask integration of Datto RMM',
  why: 'There is no hop from Datto RMM to Autotask without them.',
  fix: `${menus.dattoAutotask} > turn on API credentials. The Datto RMM user who does it needs Administrator as default security level.`,
  after: ['A-05'],
  sharesEvidence: ['hop-a-connected'],
  check: mapped,
});

export const credentialsEntered = suggested({
  id: 'A-07',
  title: 'Username and secret of the Autotask API user are entered in Datto RMM',
  why: 'There is no hop from Datto RMM to Autotask without them.',
  fix: `${menus.dattoAutotask} > Username (key) and Secret`,
  after: ['A-06'],
  sharesEvidence: ['hop-a-connected'],
  check: mapped,
});

export const firstSyncWaited = attested({
  id: 'A-09',
  kind: 'note',
  severity: 'info',
  title: 'The first sync after Save and check now has ended',
  why: 'The other tabs of the integration stay locked until then.',
  fix: `${menus.dattoAutotask} > Save and check now, then wait.`,
  after: ['A-08'],
  check: reads(['mappedSites'], ({ mappedSites }) =>
    mappedSites.count > 0
      ? good('sites are mapped, so a first sync has ended')
      : unsure('no site is mapped yet'),
  ),
});

export const authenticated = suggested({
  id: 'A-10',
  title: 'Datto RMM says "Saved and authenticated" for Autotask',
  why: 'Until it does, every later step works on nothing: stop here.',
  fix: `${menus.dattoAutotask} > Save and check now. If it refuses: the API user's password must not expire, and its e-mail domain must be the primary domain of the Autotask database.`,
  after: ['A-09'],
  sharesEvidence: ['hop-a-connected'],
  check: mapped,
});
