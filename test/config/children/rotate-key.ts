import { randomBytes } from 'node:crypto';
import { openSettings } from '../../../src/config/settings.js';
import { systemClock } from '../../../src/system-clock.js';

// Either rotates the key of one system again and again, or sets one preference after another.
const [home = '', job = '', rounds = '0'] = process.argv.slice(2);
const settings = await openSettings({
  env: { TRILINK_HOME: home },
  platform: 'linux',
  cwd: home,
  clock: systemClock,
  randomBytes,
  execPath: process.execPath,
});
for (let round = 1; round <= Number(rounds); round += 1) {
  if (job === 'it-glue')
    await settings.saveConnection('it-glue', { region: 'eu', key: `it-glue-key-${round}` });
  else if (job === 'syncro')
    await settings.saveConnection('syncro', { subdomain: 'alder', key: `syncro-key-${round}` });
  else await settings.set(`integrations.datto-rmm:it-glue.deviceTypes.${job}-${round}`, 'skip');
  console.log(round);
}
