import type { Attachment } from '../../domain/estate/target.js';
import type { CurrentRecord, ReadFailure } from '../../ports/system.js';
import { personName } from './lists.js';
import type { Parts } from './parts.js';
import { flagAt, idAt, type Row, textAt, timeAt } from './row.js';
import { fieldsOf, type NameOf } from './target-fields.js';

type Kind = Attachment['type'];

export const attachmentEntities: Readonly<Record<Kind, string>> = {
  location: 'CompanyLocations',
  contact: 'Contacts',
};

/** What either side of a hop wants of them (spec). */
export const attachmentFields: Readonly<Record<Kind, readonly string[]>> = {
  location: [
    ...['companyID', 'name', 'isActive', 'isPrimary', 'address1', 'address2', 'city', 'state'],
    ...['postalCode', 'countryID', 'phone', 'fax'],
  ],
  contact: [
    ...['companyID', 'companyLocationID', 'firstName', 'lastName', 'title', 'emailAddress'],
    ...['phone', 'mobilePhone', 'isActive', 'createDate', 'lastModifiedDate'],
  ],
};

/** Names that locations (countries) or contacts (locations) refer to; no list is read that nobody refers to. */
export async function attachmentNames(
  { lists }: Pick<Parts, 'lists'>,
  kind: Kind,
  rows: readonly Row[],
): Promise<{ nameOf: NameOf; failures: readonly ReadFailure[] }> {
  const field = kind === 'location' ? 'countryID' : 'companyLocationID';
  const ids = [...new Set(rows.flatMap((row) => idAt(row, field) ?? []))];
  if (ids.length === 0) return { nameOf: () => null, failures: [] };
  const entries = kind === 'location' ? await lists.whole('countries') : await lists.byIds('locations', ids);
  return { nameOf: (_among, id) => entries.byId.get(id)?.name || null, failures: entries.failures };
}

export function toAttachment(
  kind: Kind,
  row: Row,
  nameOf: NameOf,
  address: (id: string) => string | null,
): Attachment {
  const { id, organizationId, name, archived, updatedAt, fields } = toCurrentAttachment(kind, row, nameOf);
  const createdAt = timeAt(row, 'createDate');
  return {
    type: kind,
    id,
    organizationId: organizationId ?? '',
    name,
    archived,
    provenance: { createdAt, updatedAt, psaState: 'none', psaIds: [], provider: null },
    url: address(id),
    fields,
  };
}

export function toCurrentAttachment(kind: Kind, row: Row, nameOf: NameOf): CurrentRecord & { type: Kind } {
  const name = (kind === 'contact' ? personName(row) : textAt(row, 'name')) ?? '';
  return {
    type: kind,
    id: idAt(row, 'id') ?? '',
    organizationId: idAt(row, 'companyID'),
    parentId: null,
    name,
    archived: flagAt(row, 'isActive') === false,
    locked: false,
    updatedAt: timeAt(row, 'lastModifiedDate'),
    fields: fieldsOf(kind, row, nameOf),
    keys: { name, serial: null, macs: [] },
  };
}
