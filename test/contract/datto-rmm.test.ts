import { createDattoRmm } from '../../src/vendors/index.js';
import { DattoServer, deviceRow, estateOf, siteRow } from '../vendors/support/datto-server.js';
import { testOptions } from '../vendors/support/vendor-options.js';
import { sourceContract } from './source-contract.js';

sourceContract('datto-rmm', async () => {
  let isBroken = false;
  const estate = estateOf(3, 120);
  estate.sites.push(siteRow(4, 0), siteRow(5, 1));
  estate.devices.push(deviceRow(9, 5, { deviceClass: 'rmmnetworkdevice' }));
  const audits = { 'device-10000': { bios: { serialNumber: 'S' } } };
  const nics = { 'device-10000': [{ instance: 'eth0', macAddress: 'AA:BB:CC:DD:EE:01' }] };
  const vendor = await DattoServer.start(
    { ...estate, audits, nics },
    { before: ({ path }) => (isBroken && path.includes('page=1') ? { status: 500 } : null) },
  );
  const port = await createDattoRmm({
    ...testOptions(),
    address: vendor.url,
    key: vendor.key,
    secret: vendor.secret,
  });
  return {
    port,
    breakLists: () => {
      isBroken = true;
    },
    writes: () =>
      vendor.asked.filter(({ method, path }) => method !== 'GET' && !path.includes('token')).length,
    close: () => Promise.all([port.close(), vendor.close()]),
  };
});
