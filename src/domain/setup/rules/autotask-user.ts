import type { EntityAccess } from '../catalogue.js';
import { menus } from '../menus.js';
import { attested, good, modeOf, reads, suggested, unsure, wrong } from '../rule.js';

export const apiUser = suggested({
  id: 'A-01',
  title: 'Autotask has an API user for Datto RMM',
  why: 'Without one nothing can connect.',
  fix: `As an administrator with Resources/Users rights: ${menus.autotaskNewUser}. Give Datto RMM a user of its own.`,
  note: 'Whether the API lists API-only users is not established, so none seen proves nothing.',
  check: reads(['apiUsers'], ({ apiUsers }) =>
    apiUsers.count > 0
      ? good(`${apiUsers.count} API users exist`)
      : unsure('no API user was seen, but Autotask may not list them to an API user'),
  ),
});

const readOften = ['Companies', 'ConfigurationItems', 'Products', 'ConfigurationItemTypes'];

function lacksQuery(access: readonly EntityAccess[]): string[] {
  return access
    .filter((row) => readOften.includes(row.entity) && (row.query === 'none' || row.query === 'restricted'))
    .map((row) => `${row.entity}: ${row.query}`);
}

export const securityLevel = attested({
  id: 'A-02',
  title: 'The API user has the security level "API User (system)" or a custom one that fits',
  why: 'A user who may not see a record gets no row instead of an error, so rows are silently missing.',
  fix: `${menus.autotaskUsers} > the API user > Security Level. Restrict no line of business and no account.`,
  after: ['A-01'],
  about: 'data',
  check: reads(['ownAccess'], ({ ownAccess }) => {
    const lacking = lacksQuery(ownAccess);
    if (lacking.length > 0)
      return wrong(`trilink's own API user may not read everything (${lacking.join(', ')})`);
    return unsure(
      "trilink's own user may read everything needed; the level of Datto RMM's user is not shown by the API",
    );
  }),
});

export const trackingIdentifier = suggested({
  id: 'A-03',
  title: 'The API user carries the tracking identifier of Datto RMM',
  why: 'With another identifier the connection is refused, or its usage is counted for somebody else.',
  fix: `${menus.autotaskUsers} > the API user > API Tracking Identifier > Integration Vendor: Datto RMM`,
  after: ['A-01'],
  check: reads(['rmmItemVendors'], ({ rmmItemVendors }) => {
    const labels = rmmItemVendors.flatMap((row) => (row.label === null ? [] : [row.label]));
    if (labels.some((label) => /datto\s*rmm/i.test(label)))
      return good('Autotask names Datto RMM as the vendor that synced devices');
    if (labels.length === 0) return unsure('no RMM-linked item tells which vendor synced it');
    return wrong(
      `RMM-linked items were synced under ${labels.map((label) => `"${label}"`).join(', ')}, none under Datto RMM`,
    );
  }),
});

export const secretKept = attested({
  id: 'A-04',
  kind: 'note',
  severity: 'info',
  title: "The secret of Datto RMM's API user is kept in a safe place",
  why: 'Autotask never shows it again; once lost, a new secret or user is needed.',
  fix: 'Store username and secret in your password manager when the user is made.',
  after: ['A-01'],
});

export const protectedData = attested({
  id: 'A-05',
  title: "Edit Protected Data is ticked for Datto RMM's API user",
  why: 'Protected fields read ***** without it, and data does not sync properly.',
  fix: `${menus.autotaskProtected} > the API user > Edit`,
  after: ['A-01'],
  about: 'data',
  note: 'The guide asks for Edit for the Datto RMM user, an older IT Glue article for View for the IT Glue user. Used: Edit for the first, at least View for the second.',
  check: reads(['protectedValues'], ({ protectedValues }, scope) => {
    if (protectedValues.masked === 0)
      return unsure("trilink's own user sees no masked value; Datto RMM's user is not shown by the API");
    const detail = `trilink's own API user sees ***** in ${protectedValues.masked} of ${protectedValues.seen} field values`;
    return modeOf(scope, 'A') === 'sync' ? wrong(detail) : unsure(detail);
  }),
});
