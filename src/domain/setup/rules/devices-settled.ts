import type { FactValues } from '../catalogue.js';
import { connector } from '../menus.js';
import {
  good,
  knowledge,
  modeOf,
  notApplicable,
  type Outcome,
  percent,
  type RunHop,
  reads,
  type SetupScope,
  suggested,
  unsure,
  wrong,
} from '../rule.js';
import { settlementOf } from './organizations-settled.js';

/** What was ignored natively is not shown, so a few open ones prove nothing there; in trilink's ledger they do. */
export function judgeDevices(settled: FactValues['devicesSettled'], scope: SetupScope, hop: RunHop): Outcome {
  const devices = settlementOf(settled, scope, hop);
  if (devices === null)
    return unsure('trilink has not matched the devices yet: trilink sync plan does it without writing');
  if (devices.of === 0) return unsure('no device is at a settled site');
  const open = `${devices.open} of ${devices.of} devices (${percent(devices.open, devices.of)}) are not settled`;
  const own = modeOf(scope, hop) === 'sync';
  if (!own && devices.matched === 0) return unsure('the native integration has matched no device yet');
  const tolerated = own ? 0 : 1 - scope.thresholds.coverage;
  if (devices.open / devices.of > tolerated) return wrong(own ? open : `${open}, or were ignored`);
  return good(
    `${devices.matched} of ${devices.of} devices are matched, ${devices.ignored} ignored${devices.open > 0 ? `, ${devices.open} open or ignored natively` : ''}`,
  );
}

export const ladder = knowledge({
  id: 'C-23',
  kind: 'fact',
  title: 'IT Glue matches devices on MAC and serial, then MAC, then serial; an equal name only suggests',
  why: 'Whoever expects names to match waits in vain.',
  fix: 'See the evidence of one device: trilink match explain ITEM',
  after: ['C-22'],
  check: reads(['deviceLadder'], ({ deviceLadder: rung }) =>
    notApplicable(
      `MAC and serial: ${rung.both} devices, MAC: ${rung.mac}, serial: ${rung.serial}, name alone: ${rung.name}, nothing: ${rung.none}`,
    ),
  ),
});

export const devicesTreated = suggested({
  id: 'C-24',
  title: 'Every unmatched device was treated: accepted, searched, created or ignored, site by site',
  why: 'Devices without a configuration are gaps in the documentation.',
  fix: `trilink match review devices. Natively: ${connector('Datto RMM', 'Configurations')} > Unmatched`,
  after: ['C-23'],
  about: 'data',
  check: reads(['devicesSettled'], ({ devicesSettled }, scope) => judgeDevices(devicesSettled, scope, 'C')),
});

export const anyDevice = knowledge({
  id: 'C-31',
  title: 'Any Datto RMM device may become a configuration, network devices with their SNMP data included',
  why: 'They are taken for strays and ignored.',
  fix: 'Decide by device type: trilink config set integrations.datto-rmm:it-glue.deviceTypes…',
});
