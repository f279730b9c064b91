import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Clock } from '../../src/ports/clock.js';
import type { Store } from '../../src/ports/store.js';
import { openStore } from '../../src/store/open-store.js';
import { systemClock } from '../../src/system-clock.js';

const leftovers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean();
});

/** A folder of its own, gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trilink-store-'));
  leftovers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A real store in a file of its own, closed and gone after the test. */
export async function temporaryStore(
  options: { profile?: string; file?: string; clock?: Clock } = {},
): Promise<Store> {
  const file = options.file ?? join(await temporaryFolder(), 'state', 'trilink.db');
  const store = await openStore({
    file,
    profile: options.profile ?? 'default',
    clock: options.clock ?? systemClock,
    random: Math.random,
  });
  leftovers.push(() => store.close());
  return store;
}
