import { menus } from '../menus.js';
import {
  attested,
  decided,
  good,
  knowledge,
  many,
  problem,
  reads,
  suggested,
  unsure,
  wrongEach,
} from '../rule.js';

export const alertsBecomeTickets = suggested({
  id: 'P-01',
  severity: 'info',
  title: 'Alerts of Datto RMM raise tickets in Autotask',
  why: 'Nobody gets a ticket for an alert.',
  fix: `${menus.dattoAutotask} > tickets, and the ticket response of the monitors (policies)`,
  after: ['A-24'],
  needs: ['datto-rmm', 'autotask'],
  concerns: ['A'],
  check: reads(['rmmTickets'], ({ rmmTickets }) =>
    rmmTickets.count > 0
      ? good(`${many(rmmTickets.count, 'ticket')} with an RMM alert`)
      : unsure('no ticket carries an RMM alert; there may have been none'),
  ),
});

export const paneOpenedOnce = attested({
  id: 'P-02',
  severity: 'info',
  title: "Each user has authenticated once from a device's IT Glue pane",
  why: 'The pane stays empty.',
  fix: 'Datto RMM > a device > IT Glue > Authenticate',
  after: ['C-12'],
  needs: ['datto-rmm', 'it-glue'],
  concerns: ['C'],
});

export const checklistsConnected = attested({
  id: 'P-03',
  severity: 'info',
  title: 'Autotask and IT Glue accounts are connected on the Checklists tab',
  why: 'There are no checklists on tickets.',
  fix: 'Autotask > a ticket > Checklists > connect the IT Glue account',
  after: ['B-07', 'B-17'],
  needs: ['autotask', 'it-glue'],
  concerns: ['B'],
});

export const udfsMapped = suggested({
  id: 'P-04',
  severity: 'info',
  title: 'The user-defined fields that matter are mapped on the Datto Devices tab',
  why: 'Their data stays in the RMM.',
  fix: `${menus.dattoAutotask} > Datto Devices > choose the UDFs > Save`,
  after: ['A-24'],
  about: 'data',
  needs: ['datto-rmm', 'autotask'],
  concerns: ['A'],
  check: reads(['udfMapping'], ({ udfMapping }) =>
    udfMapping.itemsWithValues > 0
      ? good(
          `${udfMapping.itemsWithValues} RMM-linked items carry values in: ${udfMapping.fields.join(', ')}`,
        )
      : unsure('no RMM-linked item carries a value in a user-defined field'),
  ),
});

export const udfsShown = decided({
  id: 'P-05',
  severity: 'info',
  title: 'The device categories in use show the mapped user-defined fields',
  why: 'The values are there and nobody sees them.',
  fix: `${menus.autotaskCategories} > the category > User-Defined Fields, then Details: place them > Save`,
  after: ['P-04'],
  needs: ['autotask'],
  concerns: ['A'],
  note: 'Where a field stands on the page is not shown by the API.',
  check: reads(['udfAssociations'], ({ udfAssociations }) => {
    const problems = udfAssociations.missing.map((gap) =>
      problem(gap.category, `does not show ${gap.udf}, which has values`),
    );
    return wrongEach(
      problems,
      good(`${udfAssociations.categories} categories show every field that has values`),
    );
  }),
});

export const deviceInsight = attested({
  id: 'P-06',
  severity: 'info',
  title: 'The Datto RMM device insight is visible, at the top, in the ticket categories in use',
  why: 'There are no device actions from a ticket.',
  fix: `${menus.autotaskTicketCategories} > the category > Insights > move Datto RMM Device to visible, top`,
  after: ['A-24'],
  needs: ['datto-rmm', 'autotask'],
  concerns: ['A'],
});

export const documentsInsight = attested({
  id: 'P-07',
  severity: 'info',
  title: 'The IT Glue Documents insight is visible in the ticket categories in use',
  why: 'There are no suggested documents on a ticket.',
  fix: `${menus.autotaskTicketCategories} > the category > Insights > IT Glue Documents: visible`,
  after: ['B-07', 'B-17'],
  needs: ['autotask', 'it-glue'],
  concerns: ['B'],
});

export const ticketRule = attested({
  id: 'P-08',
  severity: 'info',
  title: 'An IT Glue ticket rule exists and is enabled',
  why: 'Nothing suggests a document without one.',
  fix: 'IT Glue ticket rules > New: name, conditions, actions, review > Enable',
  after: ['P-07'],
  needs: ['autotask', 'it-glue'],
  concerns: ['B'],
});

export const passwordsRecorded = suggested({
  id: 'P-09',
  severity: 'info',
  title: 'Passwords for Web Remote are recorded in IT Glue, on the configuration',
  why: 'The tool in Web Remote is empty.',
  fix: 'IT Glue > the configuration > Embedded Passwords > New; rights are per user, one-time codes are supported',
  after: ['C-12'],
  about: 'data',
  needs: ['datto-rmm', 'it-glue'],
  concerns: ['C'],
  note: 'They are counted. Their values are never read.',
  check: reads(['configurationPasswords'], ({ configurationPasswords }) =>
    configurationPasswords.count > 0
      ? good(`${many(configurationPasswords.count, 'password')} on configurations`)
      : unsure('no password tied to a configuration is visible to this key'),
  ),
});

export const vaultGranted = attested({
  id: 'P-10',
  severity: 'info',
  title: 'For vaulted passwords the Vault is on, and access is granted per user',
  why: 'They cannot be decrypted. Copies of vaulted passwords are logged.',
  fix: 'IT Glue > Vault > grant access to the users who need it',
  after: ['P-09'],
  needs: ['datto-rmm', 'it-glue'],
  concerns: ['C'],
});

export const vaultedNotes = attested({
  id: 'P-11',
  kind: 'note',
  severity: 'info',
  title: 'Nobody looks for vaulted quick notes in the pane',
  why: 'They are not shown there, so a note seems to be missing.',
  fix: 'Read them in IT Glue, or keep what the pane must show out of the Vault.',
  after: ['P-09'],
  needs: ['datto-rmm', 'it-glue'],
  concerns: ['C'],
});

export const goFurther = knowledge({
  id: 'P-12',
  kind: 'note',
  title: 'Advanced workflows, suggested documents and single sign-on links are there to explore',
  why: 'They are the use of what was set up.',
  fix: 'Autotask > a ticket > IT Glue tab; Datto RMM > a device > IT Glue pane',
  needs: ['autotask', 'it-glue'],
  concerns: ['B', 'C'],
});
