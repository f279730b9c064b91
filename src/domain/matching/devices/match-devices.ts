import type { MatchDevices } from '../inputs.js';
import { openRun } from './run.js';
import { Verdicts } from './verdicts.js';

/**
 * Decides which configuration each device is (PRODUCT.md section 4): a person's decision, the RMM's own ids, the earlier
 * match, serial and MACs; a name only suggests. Gives no configuration twice. The answer is ordered by device id
 * and the same for any order of the inputs. Devices that standing matches know and the source no longer has are `gone`,
 * when the read was complete.
 */
export const matchDevices: MatchDevices = (input) => {
  return new Verdicts(openRun(input)).all();
};
