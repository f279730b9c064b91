import { connector, menus } from '../menus.js';
import { attested, good, missing, reads, suggested } from '../rule.js';

/** A record linked to Autotask can only come from the integration. */
const linked = reads(['psaLinks'], ({ psaLinks }) =>
  psaLinks.organizations + psaLinks.configurations > 0
    ? good(
        `${psaLinks.organizations} organizations and ${psaLinks.configurations} configurations are linked to Autotask`,
      )
    : missing('nothing in IT Glue is linked to Autotask, so the integration has not run'),
);

export const integrationAdded = suggested({
  id: 'B-09',
  title: 'The Autotask integration is added in IT Glue',
  why: 'There is no hop from Autotask to IT Glue without it.',
  fix: `${menus.itGlueNew} > Autotask, in the section for business management`,
  after: ['B-08'],
  sharesEvidence: ['hop-b-connected'],
  check: linked,
});

export const integrationConnected = suggested({
  id: 'B-10',
  title: 'The credentials of the second API user are entered in IT Glue and connected',
  why: 'There is no hop from Autotask to IT Glue without them.',
  fix: `${menus.itGlueNew} > Autotask > Username, Secret > Connect`,
  after: ['B-09'],
  sharesEvidence: ['hop-b-connected'],
  check: linked,
});

export const syncQueued = suggested({
  id: 'B-15',
  title: 'The sync settings are saved and a first sync was queued',
  why: 'Nothing flows until they are saved.',
  fix: `${connector('Autotask', 'Settings')} > Save`,
  after: ['B-11', 'B-12', 'B-13'],
  sharesEvidence: ['hop-b-connected'],
  check: linked,
});

export const manualSync = attested({
  id: 'B-16',
  kind: 'note',
  severity: 'info',
  title: 'Whoever is in a hurry started the sync by hand',
  why: 'A manual sync gets priority; otherwise the wait is longer.',
  fix: connector('Autotask', 'Start manual sync'),
  after: ['B-15'],
});
