import { expect } from 'vitest';
import type { AutotaskOptions } from '../../../src/vendors/autotask/index.js';
import { createAutotask } from '../../../src/vendors/index.js';
import { AutotaskServer, type AutotaskSwitches, type Row } from '../support/autotask-server.js';
import { testOptions } from '../support/vendor-options.js';

const closing: (() => Promise<unknown>)[] = [];

const vendors: AutotaskServer[] = [];

/**
 * Closes everything that the test opened. For `afterEach`: whatever the test was about, nothing was ever put or
 * deleted, and nothing was sent anywhere without a version in its path.
 */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
  const asked = vendors.splice(0).flatMap((vendor) => vendor.asked);
  expect(asked.filter(({ method }) => !['GET', 'POST', 'PATCH'].includes(method))).toEqual([]);
  expect(asked.filter(({ path }) => !path.startsWith('/ATServicesRest/V1.0/'))).toEqual([]);
}

/** A server with these rows, and a client for it whose time, chance and memory are the test's. */
export async function setUp(
  entities: Record<string, Row[]> = {},
  switches: AutotaskSwitches = {},
  over: Partial<AutotaskOptions> = {},
) {
  const vendor = await AutotaskServer.start(entities, switches);
  closing.push(() => vendor.close());
  vendors.push(vendor);
  const options = testOptions();
  const { username, secret, code: integrationCode } = vendor;
  const client = await createAutotask({
    ...options,
    address: vendor.url,
    username,
    secret,
    integrationCode,
    ...over,
  });
  closing.push(() => client.close());
  return { vendor, client, source: client.asSource(), target: client.asTarget(), ...options };
}

/** A cache in memory. */
export function memoryCache(stored = new Map<string, string>()) {
  return {
    stored,
    get: async (key: string) => stored.get(key) ?? null,
    put: async (key: string, value: string | null) => {
      if (value === null) stored.delete(key);
      else stored.set(key, value);
    },
  };
}
