import type { Coverage } from '../catalogue.js';
import { menus } from '../menus.js';
import {
  decided,
  good,
  many,
  missing,
  modeOf,
  notApplicable,
  outOf,
  percent,
  reads,
  type SetupScope,
  suggested,
  wrong,
} from '../rule.js';

export const mapDevicesOff = suggested({
  id: 'A-11',
  title: 'Map Devices stays off until the device mapping is finished',
  why: 'Devices land in Autotask without a type or on the wrong product.',
  fix: `${menus.dattoAutotask} > Device Mapping > Map Devices: off, until A-12 to A-23 are done.`,
  after: ['A-10'],
  sharesEvidence: ['item-types'],
  check: reads(
    ['rmmItems'],
    ({ rmmItems, typesByDeviceType }) => {
      if (rmmItems.count === 0) return good('no device has been mapped into Autotask yet');
      const groups = typesByDeviceType ?? [];
      if (groups.length > 0 && groups.every((group) => group.values.length === 0)) {
        return wrong(
          `${many(rmmItems.count, 'device')} in Autotask although no device type is mapped to a configuration item type: it was switched on early`,
        );
      }
      return notApplicable(`this was a step of the first set-up; devices in Autotask: ${rmmItems.count}`);
    },
    ['typesByDeviceType'],
  ),
});

/** How many count as there: trilink's own matches do where trilink runs the hop. */
export function covered(coverage: Coverage, scope: SetupScope, hop: 'A' | 'B' | 'C' | 'S'): number {
  return modeOf(scope, hop) === 'sync' ? coverage.either : coverage.native;
}

export const mapDevicesOn = decided({
  id: 'A-24',
  title: 'Map Devices is on and the devices are in Autotask',
  why: 'Autotask has no devices to pass on to IT Glue.',
  fix: `Where trilink runs this hop: trilink sync start datto-rmm:autotask --create configurations. Natively: ${menus.dattoAutotask} > Device Mapping > Map Devices: on > Save. Devices of an unmapped site never come: map the site first.`,
  after: ['A-12', 'A-13', 'A-14', 'A-15', 'A-16', 'A-17', 'A-18', 'A-19', 'A-21', 'A-23'],
  check: reads(['devicesInAutotask'], ({ devicesInAutotask: devices }, scope) => {
    const there = covered(devices, scope, 'A');
    const share = { count: there, of: devices.of };
    if (devices.of === 0) return missing('no device is at a site that is mapped to an Autotask company');
    if (there === 0) return missing(`none of the ${devices.of} devices at mapped sites is in Autotask`);
    if (there / devices.of < scope.thresholds.coverage) {
      return wrong(
        `only ${outOf(share)} devices at mapped sites (${percent(there, devices.of)}) are in Autotask`,
      );
    }
    return good(`${outOf(share)} devices at mapped sites are in Autotask`);
  }),
});
