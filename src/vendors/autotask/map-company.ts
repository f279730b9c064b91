import type { Site } from '../../domain/estate/source.js';
import type { Organization } from '../../domain/estate/target.js';
import type { FieldTable } from './metadata.js';
import { flagAt, idAt, type Row, textAt, timeAt } from './row.js';

export interface CompanyContext {
  readonly fields: FieldTable;
  /** Names of companies and countries by id. */
  readonly companyName: (id: string) => string | null;
  readonly countryName: (id: string) => string | null;
  readonly address: (id: string) => string | null;
}

/** The MSP's own company has this id (doc). */
export const OWN_COMPANY = '0';

export function toSite(row: Row, context: CompanyContext): Site {
  const id = idAt(row, 'id') ?? '';
  const name = textAt(row, 'companyName') ?? '';
  return {
    id,
    otherIds: [],
    name,
    otherNames: [],
    psaCompanyId: id,
    psaCompanyName: name,
    deviceCount: null,
    domains: domainsOf(row),
    phones: phonesOf(row),
    skip: null,
    active: flagAt(row, 'isActive') !== false,
    url: context.address(id),
    createdAt: timeAt(row, 'createDate'),
    facts: factsOf(row, context),
  };
}

function factsOf(row: Row, { fields, companyName, countryName }: CompanyContext): Site['facts'] {
  const parent = idAt(row, 'parentCompanyID');
  const country = idAt(row, 'countryID');
  return {
    'company-type': fields.label('companyType', idAt(row, 'companyType')),
    classification: fields.label('classification', idAt(row, 'classification')),
    'company-number': textAt(row, 'companyNumber'),
    parent: parent === null ? null : companyName(parent),
    active: flagAt(row, 'isActive') !== false,
    'address-1': textAt(row, 'address1'),
    'address-2': textAt(row, 'address2'),
    city: textAt(row, 'city'),
    region: textAt(row, 'state'),
    'postal-code': textAt(row, 'postalCode'),
    country: country === null ? null : countryName(country),
    phone: textAt(row, 'phone'),
    fax: textAt(row, 'fax'),
  };
}

export function toOrganization(row: Row, context: CompanyContext): Organization {
  const id = idAt(row, 'id') ?? '';
  const name = textAt(row, 'companyName') ?? '';
  const active = flagAt(row, 'isActive') !== false;
  const typeName = context.fields.label('companyType', idAt(row, 'companyType'));
  return {
    id,
    name,
    shortName: textAt(row, 'companyNumber'),
    otherNames: [],
    active,
    primary: id === OWN_COMPANY,
    typeName,
    statusName: active ? 'Active' : 'Inactive',
    domains: domainsOf(row),
    phones: phonesOf(row),
    rmmCompanies: [],
    provenance: {
      createdAt: timeAt(row, 'createDate'),
      updatedAt: timeAt(row, 'lastTrackedModifiedDateTime'),
      psaState: 'none',
      psaIds: [id],
      provider: null,
    },
    url: context.address(id),
    fields: { name, 'organization-type': typeName, active },
  };
}

function phonesOf(row: Row): readonly string[] {
  const names = ['phone', 'alternatePhone1', 'alternatePhone2'];
  return [...new Set(names.flatMap((name) => textAt(row, name) ?? []))];
}

/** The host in the company's web address, without `www.`: people type it with and without `https://`. */
function domainsOf(row: Row): readonly string[] {
  const text = textAt(row, 'webAddress');
  if (text === null) return [];
  const address = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(address)) return [];
  const host = new URL(address).hostname.toLowerCase().replace(/^www\./, '');
  return host.includes('.') ? [host] : [];
}
