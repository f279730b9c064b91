import type { FactValues } from '../catalogue.js';
import { menus } from '../menus.js';
import {
  attested,
  decided,
  good,
  many,
  type Outcome,
  problem,
  reads,
  unsure,
  wrong,
  wrongEach,
} from '../rule.js';

/** One finding for all of them: there is one thing to do. */
function judgeTypes(
  untyped: FactValues['untypedItems'],
  shown: FactValues['defaultTyped'] | undefined,
): Outcome {
  const kinds = untyped.byDeviceType.map(({ deviceType, count }) => `${deviceType} ${count}`).join(', ');
  const bare = `${many(untyped.count, 'device')} in Autotask without a configuration item type (${kinds})`;
  const generic = `${many(shown?.count ?? 0, 'configuration')} in IT Glue of type Autotask Default`;
  const faults = [...(untyped.count > 0 ? [bare] : []), ...((shown?.count ?? 0) > 0 ? [generic] : [])];
  if (faults.length > 0) return wrong(faults.join('; '));
  if (untyped.of === 0) return unsure('no RMM-linked item is in Autotask yet');
  return good(`all ${untyped.of} RMM-linked items have a configuration item type`);
}

export const everyDeviceTyped = decided({
  id: 'A-18',
  kind: 'warning',
  severity: 'critical',
  title: 'Every synced device in Autotask has a configuration item type',
  why: 'Devices without one do not reach IT Glue, or come under a special option as "Autotask Default" and are fixed by hand.',
  fix: `${menus.autotaskDevices} > filter on an empty type > set the type. Then finish the device mapping, so that it stays: ${menus.dattoAutotask} > Device Mapping.`,
  after: ['A-16'],
  sharesEvidence: ['item-types'],
  needs: ['autotask'],
  concerns: ['A', 'B'],
  check: reads(['untypedItems'], ({ untypedItems, defaultTyped }) => judgeTypes(untypedItems, defaultTyped), [
    'defaultTyped',
  ]),
});

export const productDefaultType = attested({
  id: 'A-23',
  title: 'Each linked product has a default configuration item type',
  why: 'New devices on a product without one come in untyped.',
  fix: `${menus.autotaskProducts} > the product > Default Configuration Item Type (newer: Default Device Type)`,
  after: ['A-21'],
  sharesEvidence: ['item-types'],
  note: "The API has no field for it. defaultInstalledProductCategoryID is the device's category, which is another thing.",
  check: reads(['untypedItems'], ({ untypedItems }) => {
    const bare = untypedItems.byProduct.filter((row) => row.of > 1 && row.untyped === row.of);
    const problems = bare.map((row) =>
      problem(row.product, `none of its ${row.of} devices has a configuration item type`),
    );
    return wrongEach(
      problems,
      unsure('the API does not show it; no product leaves all of its devices untyped'),
    );
  }),
});
