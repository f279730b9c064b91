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
