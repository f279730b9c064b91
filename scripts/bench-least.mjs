// The fewest requests that a run can do with, by the estate itself and not by what the program asked.
const pages = (rows, size) => Math.max(1, Math.ceil(rows / size));

/** Log-in, rate and account; sites and devices in full pages; each site's adapters; one audit a device asked about. */
export function leastOfDattoRmm(sites, devices, audited) {
  const adapters = sites
    .filter((site) => !site.system && site.devices > 0)
    .reduce((sum, site) => sum + pages(site.devices, 250), 0);
  return 3 + pages(sites.length, 250) + pages(devices.length, 250) + adapters + audited;
}

/**
 * The MSP's own organization, all organizations, all configurations, the four lists that fields are named in; then what
 * was written, fifty records a request: new configurations by organization (their adapters might come along), new
 * adapters by configuration, changed configurations from anywhere.
 */
export function leastOfItGlue(before, after) {
  const count = (type) => Object.keys(before[type] ?? {}).length;
  return (
    1 +
    pages(count('organizations'), 1000) +
    pages(count('configurations'), 250) +
    4 +
    leastWrites(before, after)
  );
}

function leastWrites(before, after) {
  const isNew = (type, id) => before[type]?.[id] === undefined;
  const configurations = Object.entries(after.configurations ?? {});
  const made = configurations.filter(([id]) => isNew('configurations', id));
  const changed = configurations.filter(
    ([id, record]) =>
      !isNew('configurations', id) && JSON.stringify(record) !== JSON.stringify(before.configurations[id]),
  );
  const adapters = Object.entries(after['configuration-interfaces'] ?? {}).filter(
    ([id, { primary, '_configuration-id': owner }]) =>
      isNew('configuration-interfaces', id) && primary !== true && !isNew('configurations', String(owner)),
  );
  return (
    requests(made.map(([, record]) => record['organization-id'])) +
    requests(adapters.map(([, record]) => record['_configuration-id'])) +
    Math.ceil(changed.length / 50)
  );
}

/** Fifty of one place a request. */
function requests(places) {
  const counts = new Map();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + pages(count, 50), 0);
}

/** So many devices are looked up by their Autotask id at most. */
const sample = 20;

/**
 * What a set-up check cannot do without. Datto RMM: log-in, rate, account, sites, devices, users, and the adapters of the
 * sites that hold a device which no item in Autotask identifies. Autotask: zone, threshold, own company; eleven lists
 * and what the API user may see of each, picklists of five, tickets counted. IT Glue: own organization, organizations,
 * configurations, locations, asset types, passwords; software where there is any; look-ups of what no list shows.
 */
export function leastOfSetup(snapshot, sites, devices) {
  return (
    leastOfSetupRmm(snapshot, sites, devices) +
    leastOfSetupPsa(snapshot) +
    leastOfSetupDocumentation(snapshot)
  );
}

const rowsOf = (snapshot, entity) => Object.values(snapshot[`autotask/${entity}`] ?? {});
const linkedItems = (snapshot) =>
  rowsOf(snapshot, 'ConfigurationItems').filter((row) => row.isActive === true && row.rmmDeviceUID != null);

function leastOfSetupRmm(snapshot, sites, devices) {
  const told = new Set(
    linkedItems(snapshot)
      .filter((row) => row.serialNumber != null || row.rmmDeviceAuditMacAddress != null)
      .map((row) => row.rmmDeviceUID),
  );
  const places = new Set(sites.filter(({ system }) => !system).map(({ uid }) => uid));
  const open = devices.filter(({ uid, siteUid }) => places.has(siteUid) && !told.has(uid));
  const asked = new Set(open.map(({ siteUid }) => siteUid));
  const adapters = sites
    .filter(({ uid }) => asked.has(uid))
    .reduce((sum, site) => sum + pages(site.devices, 250), 0);
  return 4 + pages(sites.length, 250) + pages(devices.length, 250) + adapters;
}

/** More than one page is counted once, to know that none was passed over. */
function leastOfSetupPsa(snapshot) {
  const list = (rows) => pages(rows, 500) + (rows > 500 ? 1 : 0);
  const lists = [
    ...['Companies', 'Products', 'BillingCodes', 'ConfigurationItemTypes', 'Resources', 'CompanyLocations'],
    ...[
      'ConfigurationItemCategories',
      'ConfigurationItemCategoryUdfAssociations',
      'UserDefinedFieldDefinitions',
    ],
  ].reduce((sum, entity) => sum + list(rowsOf(snapshot, entity).length), 0);
  const items = rowsOf(snapshot, 'ConfigurationItems').filter(({ isActive }) => isActive === true).length;
  const contacts = rowsOf(snapshot, 'Contacts').filter(({ apiVendorID }) => apiVendorID != null).length;
  return 3 + lists + list(items) + list(contacts) + 11 + 5 + 1;
}

function leastOfSetupDocumentation(snapshot) {
  const count = (type) => Object.keys(snapshot[type] ?? {}).length;
  const isArchived = Object.values(snapshot.configurations ?? {}).some(({ archived }) => archived === true);
  const hasSoftware = Object.values(snapshot['flexible-asset-types'] ?? {}).some(({ name }) =>
    /rmm/i.test(name),
  );
  const linked = new Set(
    Object.values(snapshot.configurations ?? {}).flatMap((record) => record['_psa-ids'] ?? []),
  );
  const open = linkedItems(snapshot).filter(({ id }) => !linked.has(String(id))).length;
  return (
    1 +
    pages(count('organizations'), 1000) +
    pages(count('configurations'), 250) +
    // Whether the list leaves out archived ones shows only where there is one.
    (isArchived ? 0 : 1) +
    pages(count('locations'), 500) +
    2 +
    (hasSoftware ? 1 : 0) +
    Math.min(sample, open)
  );
}

/**
 * Zone, threshold and user; what the user may do and which fields there are, of the five entities that are read or
 * written whole, and whether it may see all products; companies, item types, products, billing codes, locations and contacts in full pages; items before hop
 * A writes, and once more when it has. One request a record written: there is no bulk call.
 */
export function leastOfAutotask(before, changes) {
  const rows = (entity) => Object.keys(before[`autotask/${entity}`] ?? {}).length;
  const written = changes.filter(({ outcome, target }) => outcome === 'done' && target.system === 'autotask');
  const lists = [
    'Companies',
    'ConfigurationItemTypes',
    'Products',
    'BillingCodes',
    'CompanyLocations',
    'Contacts',
  ];
  const items = pages(rows('ConfigurationItems'), 500) * (written.length > 0 ? 2 : 1);
  return 3 + 10 + lists.reduce((sum, entity) => sum + pages(rows(entity), 500), 0) + items + written.length;
}

/**
 * The MSP's own organization; organizations and configurations before hop B writes, and once more for hop C when it has;
 * the seven lists that fields are named in; locations and contacts. Then what each hop wrote, fifty records a request:
 * new records by the place they belong to, changed ones from anywhere.
 */
export function leastOfItGlueChain(before, after, changes) {
  const rows = (type) => Object.keys(before[type] ?? {}).length;
  const done = changes.filter(({ outcome, target }) => outcome === 'done' && target.system === 'it-glue');
  const again = done.some(({ integration }) => integration === 'autotask:it-glue') ? 2 : 1;
  const reads =
    1 +
    (pages(rows('organizations'), 1000) + pages(rows('configurations'), 250)) * again +
    7 +
    pages(rows('locations'), 1000) +
    pages(rows('contacts'), 1000);
  const groups = new Map();
  for (const change of done) {
    const place = change.action === 'create' ? placeOf(change.target, after) : '';
    const key = [change.integration, change.action, change.target.type, place].join(' ');
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return reads + [...groups.values()].reduce((sum, count) => sum + pages(count, 50), 0);
}

function placeOf({ type, id }, after) {
  const record = after[`${type}s`]?.[id] ?? {};
  return String(record['_configuration-id'] ?? record['organization-id'] ?? '');
}
