/**
 * Where to click, in one place. Menus were renamed over the years, so both names are shown: IT Glue's "Admin" was
 * "Account" and its "New" a green "+ New"; Datto RMM was Autotask Endpoint Management, AEM (setup-steps C-34, doc);
 * its settings lay under Setup > Autotask in the legacy interface (doc). Autotask's users and protected data lie under
 * Company Settings & Users (doc); the other pages of its Admin menu are named without the folder they lie in, because
 * that is not established.
 */
const autotaskUsersPage =
  'Autotask > Admin > Company Settings & Users (newer: Organization Settings & Users) > Resources/Users (HR)';
const datto = 'Datto RMM (older: AEM)';
const itGlueAdmin = 'IT Glue > Admin (older: Account)';

export const menus = {
  autotaskUsers: `${autotaskUsersPage} > Resources/Users`,
  autotaskNewUser: `${autotaskUsersPage} > Resources/Users > New > New API User`,
  autotaskProtected: `${autotaskUsersPage} > Security > Protected Data Permission`,
  autotaskItemTypes:
    'Autotask > Admin > Features & Settings > Configuration Item Types (newer: Device Types)',
  autotaskProducts: 'Autotask > Admin > Features & Settings > Products',
  autotaskDevices: 'Autotask > CRM > Devices (older: Configuration Items)',
  autotaskCompanies: 'Autotask > CRM > Organizations (older: Companies, Accounts)',
  autotaskItGlue: 'Autotask > Admin > Extensions & Integrations > Kaseya Integrations > IT Glue',
  autotaskCategories:
    'Autotask > Admin > Features & Settings > Device Categories (older: Configuration Item Categories)',
  autotaskTicketCategories: 'Autotask > Admin > Features & Settings > Ticket Categories',
  dattoAutotask: `${datto} > Setup > Integrations > Autotask (legacy interface: Setup > Autotask)`,
  dattoItGlue: `${datto} > Setup > Integrations > IT Glue`,
  dattoUsers: `${datto} > Setup > Users`,
  dattoAccess: `${datto} > Setup > Global Settings (older: Account Settings) > Access Control`,
  dattoSite: `${datto} > Sites > the site > Settings`,
  itGlueIntegrations: `${itGlueAdmin} > Integrations`,
  itGlueNew: `${itGlueAdmin} > Integrations > New (older: the green + New)`,
  itGlueSettings: `${itGlueAdmin} > Settings`,
  itGlueOrganizations: 'IT Glue > Organizations',
  syncroItGlue: 'Syncro > App Center > IT Glue > Configure',
  syncroUsers: 'Syncro > Administration > Users',
} as const;

/** The connector's own menu in IT Glue, by the name of the integration. */
export const connector = (integration: string, entry: string): string =>
  `${menus.itGlueIntegrations} > ${integration} > ${entry}`;
