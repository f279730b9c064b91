import { menus } from '../menus.js';
import { attested, decided, good, reads, suggested, unsure, wrong } from '../rule.js';

export const dedicatedUser = suggested({
  id: 'C-02',
  title: 'Datto RMM has a user of its own for IT Glue, clearly named',
  why: 'Keys that hang on a person die with the account of that person.',
  fix: `${menus.dattoUsers} > New User, named for IT Glue. Its security level does not matter for the API.`,
  after: ['B-17'],
  check: reads(['dattoUsers'], ({ dattoUsers }) =>
    dattoUsers.forItGlue > 0
      ? good(`${dattoUsers.forItGlue} of ${dattoUsers.of} users is named for IT Glue`)
      : unsure(`none of ${dattoUsers.of} users is named for IT Glue; the keys may hang on another one`),
  ),
});

export const apiAccessOn = decided({
  id: 'C-03',
  kind: 'note',
  title: 'API access is switched on in Datto RMM',
  why: 'The API section is missing on the user, so there are no keys.',
  fix: `${menus.dattoAccess} > Enable API Access: on`,
  after: ['C-02'],
  check: reads(['dattoApiAccess'], ({ dattoApiAccess }) =>
    dattoApiAccess.works
      ? good("trilink's own key is accepted, so access is on for the account")
      : wrong('the account refuses API keys'),
  ),
});

export const keysGenerated = attested({
  id: 'C-04',
  title: 'Keys were generated for that user, copied, and the user saved',
  why: 'The integration in IT Glue cannot be connected without URL, key and secret.',
  fix: `${menus.dattoUsers} > the user > Generate API Keys > copy URL, key and secret > Save`,
  after: ['C-03'],
});
