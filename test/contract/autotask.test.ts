import { createAutotask } from '../../src/vendors/index.js';
import { AutotaskServer, company, item, refused } from '../vendors/support/autotask-server.js';
import { testOptions } from '../vendors/support/vendor-options.js';
import { sourceContract } from './source-contract.js';
import { targetContract } from './target-contract.js';

async function setUp() {
  let isBroken = false;
  const companies = [0, 1, 2, 3].map((n) => company(n));
  const items = companies.flatMap(({ id }, place) =>
    place === 3
      ? []
      : Array.from({ length: 300 }, (_, n) => item(place * 1_000 + n, id, { isActive: n !== 3 })),
  );
  const vendor = await AutotaskServer.start(
    { Companies: companies, ConfigurationItems: items },
    {
      before: ({ path }) => (isBroken && /Items\/query$/.test(path) ? refused('Something went wrong') : null),
    },
  );
  const { username, secret, code: integrationCode } = vendor;
  const client = await createAutotask({
    ...testOptions(),
    address: vendor.url,
    username,
    secret,
    integrationCode,
  });
  return {
    client,
    vendor,
    breakLists: () => {
      isBroken = true;
    },
    close: () => Promise.all([client.close(), vendor.close()]),
  };
}

sourceContract('autotask', async () => {
  const { client, vendor, breakLists, close } = await setUp();
  return { port: client.asSource(), breakLists, close, writes: () => vendor.writes.length };
});

targetContract('autotask', async () => {
  const { client, breakLists, close } = await setUp();
  return {
    port: client.asTarget(),
    fieldsFor: (name, serial) => ({
      'reference-name': name,
      'serial-number': serial,
      product: 'RMM_Laptop',
      'configuration-item-type': 'Workstation',
      active: true,
    }),
    textField: 'reference-number',
    breakLists,
    close,
  };
});
