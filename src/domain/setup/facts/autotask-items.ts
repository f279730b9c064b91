import type { DeviceTypeGroup, FactValues, Share } from '../catalogue.js';
import type { FactTable } from '../fact.js';
import { derive, groupBy } from './derive.js';
import type { EstateIndex } from './estate-index.js';
import type { AutotaskItem } from './inputs.js';

type Facts = Pick<
  FactTable,
  | 'rmmItems'
  | 'rmmItemVendors'
  | 'untypedItems'
  | 'productsByDeviceType'
  | 'typesByDeviceType'
  | 'namesFollowed'
  | 'numbersFollowed'
>;

/** What the RMM-linked configuration items of Autotask tell about the device mapping. */
export function autotaskItemFacts(index: EstateIndex): Facts {
  const autotask = index.inputs.autotask;
  const items = { 'the configuration items of Autotask': autotask?.items };
  const types = { ...items, 'the configuration item types of Autotask': autotask?.itemTypes };
  return {
    rmmItems: derive(
      'rmmItems',
      items,
      () => ({ value: { count: index.rmmItems.length } }),
      (value) => value.count > 0,
    ),
    rmmItemVendors: derive('rmmItemVendors', items, () => ({ value: vendorsOf(index.rmmItems) })),
    untypedItems: derive(
      'untypedItems',
      items,
      () => untyped(index),
      (value) => value.count > 0,
    ),
    productsByDeviceType: derive('productsByDeviceType', items, () => ({ value: productGroups(index) })),
    typesByDeviceType: derive('typesByDeviceType', types, () => ({ value: typeGroups(index) })),
    namesFollowed: derive('namesFollowed', items, () => share(index, followsName)),
    numbersFollowed: derive('numbersFollowed', items, () => share(index, followsNumber)),
  };
}

function vendorsOf(items: readonly AutotaskItem[]): FactValues['rmmItemVendors'] {
  const counts = new Map<string | null, number>();
  for (const item of items) counts.set(item.vendor, (counts.get(item.vendor) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, count }));
}

/** `LARK-PC-02 (Larkfield Dental)`: how a person finds the item. */
export function itemName(item: AutotaskItem, index: EstateIndex): string {
  const company = index.companies.get(item.companyId)?.name ?? `company ${item.companyId}`;
  return `${item.title ?? item.rmmHostname ?? `item ${item.id}`} (${company})`;
}

function productName(id: string | null, index: EstateIndex): string {
  const product = index.inputs.autotask?.products?.records.find((one) => one.id === id);
  return product?.name ?? (id === null ? 'no product' : `product ${id}`);
}

function untyped(index: EstateIndex): { value: FactValues['untypedItems']; examples: string[] } {
  const bare = index.rmmItems.filter((item) => item.typeId === null);
  const byDeviceType = [...groupBy(bare, (item) => item.rmmDeviceType ?? 'Unknown device type')];
  const byProduct = [...groupBy(index.rmmItems, (item) => item.productId)];
  return {
    value: {
      count: bare.length,
      of: index.rmmItems.length,
      byDeviceType: byDeviceType.map(([deviceType, items]) => ({ deviceType, count: items.length })),
      byProduct: byProduct.flatMap(([id, items]) => {
        const count = items.filter((item) => item.typeId === null).length;
        return count > 0 ? [{ product: productName(id, index), untyped: count, of: items.length }] : [];
      }),
    },
    examples: bare.map((item) => itemName(item, index)),
  };
}

function groups(
  index: EstateIndex,
  idOf: (item: AutotaskItem) => string | null,
  describe: (id: string) => { name: string; active: boolean },
): DeviceTypeGroup[] {
  return [...groupBy(index.rmmItems, (item) => item.rmmDeviceType)].map(([deviceType, items]) => ({
    deviceType,
    devices: items.length,
    values: [...groupBy(items, idOf)].map(([id, holders]) => ({
      id,
      ...describe(id),
      devices: holders.length,
    })),
    blank: items.filter((item) => idOf(item) === null).length,
  }));
}

function productGroups(index: EstateIndex): DeviceTypeGroup[] {
  const products = new Map(
    (index.inputs.autotask?.products?.records ?? []).map((product) => [product.id, product]),
  );
  return groups(
    index,
    (item) => item.productId,
    (id) => ({
      name: products.get(id)?.name ?? `product ${id}`,
      active: products.get(id)?.active ?? true,
    }),
  );
}

function typeGroups(index: EstateIndex): DeviceTypeGroup[] {
  const types = new Map((index.inputs.autotask?.itemTypes?.records ?? []).map((type) => [type.id, type]));
  return groups(
    index,
    (item) => item.typeId,
    (id) => ({
      name: types.get(id)?.name ?? `type ${id}`,
      active: types.get(id)?.active ?? false,
    }),
  );
}

/** Whether an item's field follows the RMM: `null` when there is nothing to compare with. */
type Follows = (
  item: AutotaskItem,
  device: { hostname: string; ids: readonly string[] } | undefined,
) => boolean | null;

const sameText = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();

const followsName: Follows = (item, device) => {
  if (item.rmmHostname === null && !device) return null;
  return sameText(item.title, item.rmmHostname) || sameText(item.title, device?.hostname ?? null);
};

const followsNumber: Follows = (item, device) => {
  if (item.rmmId === null && !device) return null;
  return sameText(item.number, item.rmmId) || (device?.ids ?? []).some((id) => sameText(item.number, id));
};

function share(index: EstateIndex, follows: Follows): { value: Share; examples: string[] } {
  const devices = new Map(
    (index.inputs.dattoRmm?.devices?.records ?? []).map((device) => [
      device.id,
      { hostname: device.hostname, ids: device.otherIds },
    ]),
  );
  const seen = index.rmmItems.map((item) => ({
    item,
    follows: follows(item, devices.get(item.rmmUid ?? '')),
  }));
  const compared = seen.filter((one) => one.follows !== null);
  const apart = compared.filter((one) => one.follows === false);
  return {
    value: { count: compared.length - apart.length, of: compared.length },
    examples: apart.map(
      ({ item }) =>
        `${itemName(item, index)}: number ${item.number ?? 'none'}, hostname ${item.rmmHostname ?? 'unknown'}`,
    ),
  };
}
