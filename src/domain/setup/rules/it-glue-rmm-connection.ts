import { connector, menus } from '../menus.js';
import {
  attested,
  decided,
  good,
  knowledge,
  missing,
  outOf,
  problem,
  reads,
  suggested,
  unsure,
  wrongEach,
} from '../rule.js';

export const rmmIntegrationAdded = suggested({
  id: 'C-05',
  title: 'The Datto RMM integration is added in IT Glue and connected',
  why: 'There is no hop from Datto RMM to IT Glue without it.',
  fix: `As administrator or manager: ${menus.itGlueNew} > Datto RMM > platform, key, secret > Connect`,
  after: ['C-04', 'C-33'],
  check: reads(['rmmRecords'], ({ rmmRecords }) =>
    rmmRecords.count > 0
      ? good(`${outOf(rmmRecords)} configurations show RMM data`)
      : missing('no configuration shows RMM data, so the integration has not run'),
  ),
});

export const platformKnown = decided({
  id: 'C-06',
  kind: 'note',
  severity: 'info',
  title: 'The platform chosen in IT Glue is the first word of the API host',
  why: 'The connection fails on another platform.',
  fix: `${menus.itGlueNew} > Datto RMM > Platform: the first word of the address shown with the API keys (concord-api… is Concord)`,
  after: ['C-04'],
  about: 'native',
  check: reads(['dattoPlatform'], ({ dattoPlatform }) =>
    good(`the account is on ${dattoPlatform.name}: choose that one`),
  ),
});

export const certificateTrusted = suggested({
  id: 'C-33',
  kind: 'note',
  title: 'The hosts that IT Glue connects to have valid certificates of a public authority',
  why: 'IT Glue refuses the connection; servers of your own are the usual case.',
  fix: 'Install a certificate of a public authority on the host, with its intermediate ones.',
  sharesEvidence: ['certificates'],
  check: reads(['certificates'], ({ certificates }) => {
    if (certificates.length === 0) return unsure('no host was called over TLS');
    const problems = certificates
      .filter((certificate) => !certificate.trusted)
      .map((certificate) => problem(certificate.host, 'has a certificate that is not trusted'));
    return wrongEach(
      problems,
      good(`trusted: ${certificates.map((certificate) => certificate.host).join(', ')}`),
    );
  }),
});

export const managerSees = attested({
  id: 'C-17',
  kind: 'note',
  severity: 'info',
  title: 'Whoever reviews matches as Manager has access to every organization',
  why: 'The role sees match data for granted organizations only, so unmatched items are overlooked.',
  fix: 'Review as Administrator, or grant the organizations: IT Glue > Admin (older: Account) > Users > the user',
  after: ['C-15'],
});

export const oldNames = knowledge({
  id: 'C-34',
  title: 'Old names: Autotask Endpoint Management and AEM are Datto RMM; the menu Account is now Admin',
  why: 'Readers of older instructions look for the wrong menu. An old form asked for an account UID as well.',
  fix: 'Read AEM as Datto RMM, Account as Admin, and + New as New.',
  note: 'Menus are shown under both names throughout.',
});

export const takesAnHour = knowledge({
  id: 'C-35',
  title: 'The hop takes about an hour, and may be repeated for new sites at any time',
  why: 'It is taken for stuck, or not repeated when a client comes.',
  fix: `For a new client: trilink setup guide --new-client NAME. Natively: ${connector('Datto RMM', 'Start manual sync')}`,
});
