import { openStore } from '../../../src/store/open-store.js';
import { systemClock } from '../../../src/system-clock.js';

const [file = '', wanted = '0', limit = '0', windowMs = '0'] = process.argv.slice(2);
const store = await openStore({ file, profile: 'default', clock: systemClock, random: Math.random });
let left = Number(wanted);
while (left > 0) {
  const now = Date.now();
  const block = Math.min(left, 1 + (left % 4));
  const { granted, waitMs } = await store.permits.reserve(
    'acme/writes',
    block,
    Number(limit),
    Number(windowMs),
    now,
  );
  left -= granted;
  if (granted === 0) await systemClock.sleep(waitMs);
}
await store.close();
