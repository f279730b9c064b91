import type { DeviceTypeGroup } from '../catalogue.js';
import { menus } from '../menus.js';
import {
  decided,
  good,
  knowledge,
  missing,
  notApplicable,
  problem,
  reads,
  unsure,
  wrong,
  wrongEach,
} from '../rule.js';

const spread = (group: DeviceTypeGroup): string =>
  group.values.map((value) => `${value.name} (${value.devices})`).join(', ');

export const oneProductEach = decided({
  id: 'A-15',
  title: 'Each Datto RMM device type is mapped to one Autotask product',
  why: 'Devices of one type sit on mixed products, and whatever hangs on the product differs between them.',
  fix: `Where trilink runs this hop: trilink config set integrations.datto-rmm:autotask.options.product.TYPE NAME. Natively: ${menus.dattoAutotask} > Device Mapping > choose a product, or "create new", for the device type. Then change the product of the devices that kept the old one in ${menus.autotaskDevices}.`,
  after: ['A-11'],
  check: reads(['productsByDeviceType'], ({ productsByDeviceType: groups }) => {
    if (groups.length === 0) return unsure('no RMM-linked item tells its device type yet');
    const mixed = groups.filter((group) => group.values.length > 1);
    const problems = mixed.map((group) =>
      problem(group.deviceType, `is spread over several products: ${spread(group)}`),
    );
    return wrongEach(problems, good(`each of ${groups.length} device types has one product`));
  }),
});

function typeProblem(group: DeviceTypeGroup): string | null {
  if (group.values.length === 0) return `none of its ${group.devices} devices has a configuration item type`;
  if (group.values.length > 1) return `is spread over several configuration item types: ${spread(group)}`;
  const [only] = group.values;
  return only && !only.active ? `has the configuration item type ${only.name}, which is inactive` : null;
}

export const oneTypeEach = decided({
  id: 'A-16',
  title: 'Each Datto RMM device type is mapped to one active configuration item type',
  why: 'Devices without a type do not reach IT Glue, or reach it under a generic type that is fixed by hand.',
  fix: `Where trilink runs this hop: trilink config set integrations.datto-rmm:autotask.deviceTypes.TYPE NAME. Natively: ${menus.dattoAutotask} > Device Mapping > choose the configuration item type of the device type; it must exist already (${menus.autotaskItemTypes}).`,
  after: ['A-11', 'A-17'],
  sharesEvidence: ['item-types'],
  check: reads(['typesByDeviceType'], ({ typesByDeviceType: groups }) => {
    if (groups.length === 0) return unsure('no RMM-linked item tells its device type yet');
    const problems = groups.flatMap((group) => {
      const detail = typeProblem(group);
      return detail === null ? [] : [problem(group.deviceType, detail)];
    });
    return wrongEach(
      problems,
      good(`each of ${groups.length} device types has one active configuration item type`),
    );
  }),
});

export const typesExist = decided({
  id: 'A-17',
  kind: 'note',
  title: 'The configuration item types that are wanted exist in Autotask and are active',
  why: 'The device mapping cannot be finished without them.',
  fix: `${menus.autotaskItemTypes} > New, for each type that is missing. Do this before the device mapping.`,
  after: ['A-10'],
  check: reads(['itemTypes'], ({ itemTypes }) => {
    if (itemTypes.missing.length > 0) return wrong(`not there or inactive: ${itemTypes.missing.join(', ')}`);
    if (itemTypes.active === 0) return missing('Autotask has no active configuration item type');
    return good(`${itemTypes.active} active types, ${itemTypes.wanted} of them named by the device-type map`);
  }),
});

export const productShowsNoType = knowledge({
  id: 'A-22',
  title: 'Autotask does not show which device type a product serves; Datto RMM does',
  why: 'Who looks for it in Autotask does not find it.',
  fix: `${menus.dattoAutotask} > Device Mapping`,
  after: ['A-21'],
  check: reads(['productsByDeviceType'], ({ productsByDeviceType }) =>
    notApplicable(
      productsByDeviceType
        .map((group) => `${group.deviceType}: ${spread(group) || 'no product'}`)
        .join('; ') || 'no RMM-linked item tells its device type yet',
    ),
  ),
});
