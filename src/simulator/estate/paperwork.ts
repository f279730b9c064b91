import { type Catalogues, stamps } from './catalogues.js';
import { CITIES, personName } from './client-names.js';
import type { AttributeValue, DocumentationRecord } from './documentation.js';
import type { Draft } from './draft.js';
import type { PsaCompany } from './estate.js';
import type { Random } from './random.js';

/** What every organization has besides configurations: locations, contacts, passwords, documents. */
export function addPaperwork(draft: Draft, catalogues: Catalogues): void {
  const random = draft.random.fork('paperwork');
  for (const organization of draft.estate.documentation.collections.organizations.all()) {
    const company = draft.estate.psa.companies.get(organization.psaIds[0] ?? '') ?? null;
    const locationId = addLocation(draft, random, organization, company);
    addContacts(draft, catalogues, random, { organization, company, locationId });
    addPasswords(draft, catalogues, random, organization);
    draft.record('documents', {
      'organization-id': organization.id,
      name: random.pick(['Onboarding', 'Network diagram', 'Backup runbook']),
      public: false,
      restricted: false,
      archived: false,
      'document-folder-id': null,
      'published-at': draft.daysAgo(120),
      ...stamps(draft),
    });
  }
  addFlexibleAssetTypes(draft);
}

function addLocation(
  draft: Draft,
  random: Random,
  organization: DocumentationRecord,
  company: PsaCompany | null,
): string {
  const address = {
    address1: `${random.between(10, 990)} ${random.pick(['Main St', 'Oak Ave', 'Market St', 'River Rd'])}`,
    city: random.pick(CITIES),
    postalCode: String(random.between(43_001, 45_899)),
    phone: company?.phone ?? null,
  };
  const psaIds: string[] = [];
  if (company !== null) {
    const id = String(draft.number('psa-location', 1_203));
    draft.estate.psa.locations.set(id, {
      id,
      companyId: company.id,
      name: 'Main office',
      primary: true,
      active: true,
      state: 'OH',
      ...address,
    });
    psaIds.push(id);
  }
  const location = draft.record(
    'locations',
    {
      'organization-id': organization.id,
      name: 'Main office',
      primary: true,
      'address-1': address.address1,
      'address-2': null,
      city: address.city,
      'postal-code': address.postalCode,
      'region-id': null,
      'region-name': 'Ohio',
      'country-id': null,
      'country-name': 'United States',
      phone: address.phone,
      fax: null,
      'formatted-phone': address.phone,
      'formatted-fax': null,
      notes: null,
      restricted: false,
      'psa-integration': company === null ? null : 'enabled',
      ...stamps(draft),
    },
    { psaIds },
  );
  return location.id;
}

function addContacts(
  draft: Draft,
  catalogues: Catalogues,
  random: Random,
  {
    organization,
    company,
    locationId,
  }: { organization: DocumentationRecord; company: PsaCompany | null; locationId: string },
): void {
  for (let count = random.between(0, 2); count > 0; count -= 1) {
    const { given, family } = personName(random);
    const domain = company?.web?.replace(/^https:\/\/www\./, '') ?? 'customer.example';
    const email = `${given}.${family}@${domain}`.toLowerCase();
    const psaIds: string[] = [];
    if (company !== null) {
      const id = String(draft.number('psa-contact', 30_750));
      const contact = {
        id,
        companyId: company.id,
        locationId: null,
        firstName: given,
        lastName: family,
        title: null,
        email,
        phone: company.phone,
        active: true,
      };
      draft.estate.psa.contacts.set(id, contact);
      psaIds.push(id);
    }
    draft.record(
      'contacts',
      {
        'organization-id': organization.id,
        name: `${given} ${family}`,
        'first-name': given,
        'last-name': family,
        title: random.pick([null, 'Office manager', 'Owner']),
        'contact-type-id': random.chance(0.5) ? (catalogues.contactTypes.get('End User') ?? null) : null,
        'location-id': locationId,
        important: false,
        notes: null,
        'contact-emails': [{ value: email, primary: true, 'label-name': 'Work' }],
        'contact-phones': [],
        'psa-integration': company === null ? null : 'enabled',
        ...stamps(draft),
      },
      { psaIds },
    );
  }
}

function addPasswords(
  draft: Draft,
  catalogues: Catalogues,
  random: Random,
  organization: DocumentationRecord,
): void {
  for (const name of ['Domain administrator', 'Firewall'].slice(0, random.between(1, 2))) {
    draft.record('passwords', {
      'organization-id': organization.id,
      name,
      username: name === 'Firewall' ? 'admin' : 'administrator',
      _password: draft.canary('password-value') ?? `simulated-${random.code(10)}`,
      url: null,
      notes: null,
      'password-category-id':
        catalogues.passwordCategories.get(name === 'Firewall' ? 'Network' : 'Administrator') ?? null,
      'resource-id': null,
      'resource-type': null,
      archived: false,
      restricted: false,
      'otp-enabled': false,
      'vault-id': null,
      'password-updated-at': draft.daysAgo(200),
      ...stamps(draft),
    });
  }
}

interface FieldPlan {
  readonly name: string;
  readonly kind: string;
  readonly tag?: string;
  readonly title?: boolean;
}

const assetTypes: readonly { name: string; icon: string; fields: readonly FieldPlan[] }[] = [
  {
    name: 'Device Details',
    icon: 'desktop',
    fields: [
      { name: 'Name', kind: 'Text', title: true },
      { name: 'Device', kind: 'Tag', tag: 'Configurations' },
      { name: 'CPU', kind: 'Text' },
      { name: 'Memory', kind: 'Text' },
      { name: 'Disks', kind: 'Textbox' },
      { name: 'Last user', kind: 'Text' },
      { name: 'Last reboot', kind: 'Text' },
      { name: 'Last seen', kind: 'Text' },
      { name: 'Patch state', kind: 'Text' },
      { name: 'Remarks', kind: 'Textbox' },
    ],
  },
  {
    name: 'Installed Software',
    icon: 'cubes',
    fields: [
      { name: 'Name', kind: 'Text', title: true },
      { name: 'Version', kind: 'Text' },
      { name: 'Installed on', kind: 'Tag', tag: 'Configurations' },
      { name: 'Licence key', kind: 'Password' },
    ],
  },
  {
    name: 'LAN',
    icon: 'sitemap',
    fields: [
      { name: 'Title', kind: 'Text', title: true },
      { name: 'Subnet', kind: 'Text' },
      { name: 'Notes', kind: 'Textbox' },
    ],
  },
];

function addFlexibleAssetTypes(draft: Draft): void {
  for (const { name, icon, fields } of assetTypes) {
    const type = draft.record('flexible-asset-types', {
      name,
      description: null,
      icon,
      enabled: true,
      'show-in-menu': true,
      ...stamps(draft),
    });
    fields.forEach((field, order) => {
      draft.record('flexible-asset-fields', fieldAttributes(draft, type.id, field, order + 1));
    });
  }
}

function fieldAttributes(
  draft: Draft,
  typeId: string,
  field: FieldPlan,
  order: number,
): Record<string, AttributeValue> {
  return {
    'flexible-asset-type-id': typeId,
    order,
    name: field.name,
    kind: field.kind,
    hint: null,
    decimals: null,
    'tag-type': field.tag ?? null,
    required: field.title === true,
    'use-for-title': field.title === true,
    expiration: false,
    'show-in-list': true,
    'default-value': null,
    'name-key': field.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    ...stamps(draft),
  };
}
