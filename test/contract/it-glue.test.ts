import { createItGlue } from '../../src/vendors/index.js';
import {
  catalogueRows,
  configuration,
  ItGlueServer,
  organization,
} from '../vendors/support/it-glue-server.js';
import { testOptions } from '../vendors/support/vendor-options.js';
import { targetContract } from './target-contract.js';

targetContract('it-glue', async () => {
  let isBroken = false;
  const organizations = [organization(1), organization(2), organization(3)];
  const configurations = organizations.flatMap(({ id }, place) =>
    Array.from({ length: 130 }, (_, n) => configuration(place * 1_000 + n, id, { archived: n === 3 })),
  );
  const vendor = await ItGlueServer.start(
    { organizations, configurations, ...catalogueRows() },
    {
      omitsArchived: true,
      after: (body) => (isBroken && Array.isArray(body.data) ? { ...body, data: body.data.slice(1) } : body),
    },
  );
  const port = await createItGlue({ ...testOptions(), address: vendor.url, key: vendor.key });
  return {
    port,
    fieldsFor: (name, serial) => ({ name, 'serial-number': serial, 'configuration-type': 'Workstation' }),
    textField: 'notes',
    breakLists: () => {
      isBroken = true;
    },
    close: () => Promise.all([port.close(), vendor.close()]),
  };
});
