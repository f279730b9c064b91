import type { Entity, Field } from './entities.js';
import type { Row } from './tables.js';

/** `entityInformation`: what our own API user may do with the entity. */
export function entityInformation({ name, canCreate, canUpdate, hasUdfs }: Entity, hidden: boolean): unknown {
  const access = hidden ? 'None' : 'All';
  return {
    info: {
      name,
      canCreate,
      canUpdate,
      canDelete: false,
      canQuery: true,
      hasUserDefinedFields: hasUdfs,
      supportsWebhookCallouts: false,
      userAccessForCreate: canCreate ? access : 'None',
      userAccessForDelete: 'None',
      userAccessForQuery: access,
      userAccessForUpdate: canUpdate ? access : 'None',
    },
  };
}

/** `entityInformation/fields`. Picklist values are texts although the entity's own values are numbers (observed). */
export function fieldInformation({ fields }: Entity): unknown {
  return { fields: fields.map(describeField) };
}

function describeField(field: Field): unknown {
  return {
    name: field.name,
    dataType: field.dataType,
    length: field.length,
    isRequired: field.isRequired,
    isReadOnly: field.isReadOnly,
    isQueryable: field.isQueryable,
    isReference: field.reference !== null,
    referenceEntityType: field.reference ?? '',
    isPickList: field.picklist !== null,
    picklistValues:
      field.picklist?.map(({ value, label }, index) => ({
        value,
        label,
        isDefaultValue: false,
        sortOrder: index + 1,
        parentValue: '',
        isActive: true,
        isSystem: false,
      })) ?? null,
    picklistParentValueField: '',
    isSupportedWebhookField: false,
  };
}

export function udfInformation(definitions: readonly Row[]): unknown {
  return {
    fields: definitions.map(({ name, isProtected }) => ({
      name,
      label: name,
      type: 'string',
      length: 255,
      isRequired: false,
      isReadOnly: false,
      isQueryable: true,
      isPickList: false,
      picklistValues: null,
      defaultValue: null,
      isProtected,
    })),
  };
}
