import type { Device, Site } from '../../../../src/domain/estate/source.js';
import type { Configuration, Organization } from '../../../../src/domain/estate/target.js';
import { deviceVotes } from '../../../../src/domain/matching/devices/device-votes.js';
import type { SiteMatchInput } from '../../../../src/domain/matching/inputs.js';
import { type EstateOptions, makeEstate } from '../../../../src/simulator/index.js';
import { configuration, device } from '../devices/estate.js';
import { input, organization, site } from './estate.js';

type Estate = ReturnType<typeof makeEstate>;
const now = 1_800_000_000_000;

/** The simulator's estate as a hop's sites, organizations and votes: with or without its PSA read. */
export function demoInput(options: Partial<EstateOptions> & { readonly psa: boolean }): SiteMatchInput {
  const estate = makeEstate({ seed: 1, now, ...options });
  const companies = [...estate.psa.companies.values()].filter((company) => company.active);
  return input({
    sites: [...estate.rmm.sites.values()].map(siteOf),
    organizations: [...estate.documentation.collections.organizations.all()].map(organizationOf),
    activeCompanies: options.psa ? new Set(companies.map(({ id }) => id)) : null,
    votes: deviceVotes(devicesOf(estate), configurationsOf(estate)),
  });
}

function siteOf(one: Estate['rmm']['sites'] extends ReadonlyMap<string, infer T> ? T : never): Site {
  const mapped = one.companyId !== null && one.companyId !== undefined && !/^0?$/.test(one.companyId);
  const company = mapped ? (one.companyName ?? null) : null;
  return site(one.uid, one.name, {
    otherNames: company === null ? [] : [company],
    psaCompanyId: mapped ? (one.companyId ?? null) : null,
    psaCompanyName: company,
    skip: one.system ? 'system site' : null,
  });
}

function organizationOf(record: {
  id: string;
  attributes: Record<string, unknown>;
  psaIds: string[];
}): Organization {
  return organization(record.id, String(record.attributes.name), { psa: record.psaIds });
}

function devicesOf(estate: Estate): Device[] {
  return [...estate.rmm.devices.values()].map((one) =>
    device(one.uid, {
      siteId: one.siteUid,
      hostname: one.hostname,
      lastSeenAt: one.lastSeen,
      serial: one.audited ? one.hardware.serial : null,
      macs: one.hardware.nics.flatMap((nic) => nic.mac ?? []),
    }),
  );
}

function configurationsOf(estate: Estate): Configuration[] {
  const { collections } = estate.documentation;
  return [...collections.configurations.all()].map((record) =>
    configuration(record.id, {
      organizationId: String(record.attributes['organization-id']),
      name: String(record.attributes.name),
      serial: textOf(record.attributes['serial-number']),
      macs: [textOf(record.attributes['mac-address'])].flatMap((mac) => mac ?? []),
      archived: record.attributes.archived === true,
    }),
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
