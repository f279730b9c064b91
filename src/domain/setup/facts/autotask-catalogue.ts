import type { FactValues } from '../catalogue.js';
import type { FactTable } from '../fact.js';
import { derive, given, groupBy } from './derive.js';
import type { EstateIndex } from './estate-index.js';

type Facts = Pick<
  FactTable,
  | 'apiUsers'
  | 'ownAccess'
  | 'protectedValues'
  | 'materialCodes'
  | 'rmmProducts'
  | 'itemTypes'
  | 'twoWayTraces'
  | 'rmmTickets'
  | 'udfMapping'
  | 'udfAssociations'
>;

/** What Autotask's own lists tell: users, products, billing codes, types, user-defined fields. */
export function autotaskCatalogueFacts(index: EstateIndex): Facts {
  const autotask = index.inputs.autotask;
  const items = { 'the configuration items of Autotask': autotask?.items };
  const products = { ...items, 'the products of Autotask': autotask?.products };
  const codes = { ...products, 'the billing codes of Autotask': autotask?.billingCodes };
  const resources = { 'the resources of Autotask': autotask?.resources };
  const apiUsers = (autotask?.resources?.records ?? []).filter((one) => one.apiOnly);
  return {
    apiUsers: derive('apiUsers', resources, () => ({
      value: { count: apiUsers.length },
      examples: apiUsers.map((one) => one.name),
    })),
    ownAccess: given('ownAccess', autotask?.access, "what trilink's Autotask user may do was not read"),
    protectedValues: derive('protectedValues', items, () => ({ value: masked(index) })),
    materialCodes: derive('materialCodes', codes, () => ({ value: materialCodes(index) })),
    rmmProducts: derive('rmmProducts', products, () => ({ value: rmmProducts(index) })),
    itemTypes: derive(
      'itemTypes',
      { 'the configuration item types of Autotask': autotask?.itemTypes },
      () => ({ value: itemTypes(index) }),
    ),
    twoWayTraces: derive(
      'twoWayTraces',
      items,
      () => traces(index),
      (value) => value.items + value.contacts > 0,
    ),
    rmmTickets: given(
      'rmmTickets',
      countOf(autotask?.rmmTicketCount),
      'tickets of Autotask were not counted',
    ),
    udfMapping: derive('udfMapping', items, () => ({ value: udfMapping(index) })),
    udfAssociations: derive(
      'udfAssociations',
      { ...items, 'the device categories of Autotask': autotask?.categories },
      () => ({ value: udfGaps(index) }),
    ),
  };
}

const countOf = (count: number | undefined) => (count === undefined ? undefined : { count });

function masked(index: EstateIndex): FactValues['protectedValues'] {
  const items = index.inputs.autotask?.items?.records ?? [];
  const hidden = items.reduce((sum, item) => sum + item.maskedUdfs, 0);
  return { masked: hidden, seen: hidden + items.reduce((sum, item) => sum + item.filledUdfs.length, 0) };
}

function materialCodes(index: EstateIndex): FactValues['materialCodes'] {
  const codes = new Map((index.inputs.autotask?.billingCodes?.records ?? []).map((code) => [code.id, code]));
  const used = new Set(index.rmmItems.map((item) => item.productId));
  const products = (index.inputs.autotask?.products?.records ?? []).filter((product) => used.has(product.id));
  return [...groupBy(products, (product) => product.billingCodeId ?? 'none')].map(([id, holders]) => {
    const code = codes.get(id);
    const name = code?.name ?? (id === 'none' ? null : `code ${id}`);
    return {
      name,
      active: code?.active ?? false,
      material: code?.material ?? null,
      products: holders.length,
    };
  });
}

/** Datto RMM names the products that it creates `RMM_` and the device type (doc). */
const ownPrefix = /^RMM_/i;

function rmmProducts(index: EstateIndex): FactValues['rmmProducts'] {
  const listed = new Map(
    (index.inputs.autotask?.products?.records ?? []).map((product) => [product.id, product]),
  );
  const used = groupBy(index.rmmItems, (item) => item.productId);
  const unused = [...listed.values()].filter(
    (product) => ownPrefix.test(product.name) && !used.has(product.id),
  );
  const rows = [...used].map(([id, items]) => {
    const product = listed.get(id);
    return {
      name: product?.name ?? `product ${id}`,
      exists: product !== undefined,
      active: product?.active ?? false,
      devices: items.length,
    };
  });
  return [
    ...rows,
    ...unused.map((product) => ({ name: product.name, exists: true, active: product.active, devices: 0 })),
  ];
}

function itemTypes(index: EstateIndex): FactValues['itemTypes'] {
  const active = (index.inputs.autotask?.itemTypes?.records ?? []).filter((type) => type.active);
  const names = new Set(active.map((type) => type.name.trim().toLowerCase()));
  const wanted = [...new Set(index.inputs.wantedItemTypes ?? [])].filter((name) => name !== 'skip');
  return {
    active: active.length,
    wanted: wanted.length,
    missing: wanted.filter((name) => !names.has(name.trim().toLowerCase())),
  };
}

/** Its tracking identifier reads "IT Glue – Documentation Management" (doc). */
const itGlueName = /it[\s._-]*glue/i;

function traces(index: EstateIndex): { value: FactValues['twoWayTraces']; examples: string[] } {
  const autotask = index.inputs.autotask;
  const people = (autotask?.resources?.records ?? []).filter(
    (one) => one.apiOnly && itGlueName.test(one.name),
  );
  const ids = new Set(people.map((one) => one.id));
  const isTrace = (record: { vendor: string | null; createdById: string | null }) =>
    itGlueName.test(record.vendor ?? '') || (record.createdById !== null && ids.has(record.createdById));
  const items = (autotask?.items?.records ?? []).filter(isTrace);
  const contacts = (autotask?.contacts?.records ?? []).filter(isTrace);
  const times = [...items, ...contacts].flatMap((record) => record.createdAt ?? []);
  return {
    value: {
      items: items.length,
      contacts: contacts.length,
      newestAt: times.length > 0 ? Math.max(...times) : null,
    },
    examples: items.map(
      (item) =>
        `${item.title ?? `item ${item.id}`}${item.createdAt === null ? '' : `, made ${new Date(item.createdAt).toISOString().slice(0, 10)}`}`,
    ),
  };
}

function udfMapping(index: EstateIndex): FactValues['udfMapping'] {
  const filled = index.rmmItems.filter((item) => item.filledUdfs.length > 0);
  return {
    fields: [...new Set(filled.flatMap((item) => item.filledUdfs))].sort(),
    itemsWithValues: filled.length,
  };
}

function udfGaps(index: EstateIndex): FactValues['udfAssociations'] {
  const categories = new Map((index.inputs.autotask?.categories?.records ?? []).map((one) => [one.id, one]));
  const inUse = groupBy(index.rmmItems, (item) => item.categoryId);
  const missing = [...inUse].flatMap(([id, items]) => {
    const category = categories.get(id);
    if (!category) return [];
    const shown = new Set(category.udfs);
    const filled = new Set(items.flatMap((item) => item.filledUdfs));
    return [...filled].filter((udf) => !shown.has(udf)).map((udf) => ({ category: category.name, udf }));
  });
  return { categories: inUse.size, missing };
}
