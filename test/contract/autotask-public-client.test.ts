import { AutotaskApiError, AutotaskRestApi } from '@apigrate/autotask-restapi';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalSimulators, startSimulators } from '../../src/simulator/index.js';

let simulators: LocalSimulators;

beforeEach(async () => {
  simulators = await startSimulators({
    seed: 11,
    devices: 80,
    systems: ['datto-rmm', 'it-glue', 'autotask'],
  });
});
afterEach(() => simulators.close());

/** A client that knows nothing of ours: somebody else's reading of Autotask's documentation. */
function publicClient(changes: Record<string, string> = {}): AutotaskRestApi {
  const env: Record<string, string> = { ...simulators.env, ...changes };
  const { TRILINK_AUTOTASK_USERNAME: user = '', TRILINK_AUTOTASK_SECRET: secret = '' } = env;
  const { TRILINK_AUTOTASK_INTEGRATION_CODE: code = '', TRILINK_AUTOTASK_URL: url = '' } = env;
  return new AutotaskRestApi(user, secret, code, { base_url: `${url}/ATServicesRest/` });
}

const everything = { filter: [{ op: 'gte', field: 'id', value: 0 }] };

describe('an independent public client, against the simulated Autotask', () => {
  test('finds its zone and lists the companies', async () => {
    const { items, pageDetails } = await publicClient().Companies.query(everything);
    const names = [...simulators.estate.psa.companies.values()].map(({ name }) => name);
    expect(items.map(({ companyName }) => companyName).sort()).toEqual(names.sort());
    expect(pageDetails).toMatchObject({ count: names.length, nextPageUrl: null });
    const paths = (await simulators.requests()).log.map(({ path }) => path.toLowerCase());
    expect(paths).toEqual(['/atservicesrest/v1.0/zoneinformation', '/atservicesrest/v1.0/companies/query']);
  });

  test('queries the configuration items of one company, and counts the same', async () => {
    const { ConfigurationItems } = publicClient();
    const company = Number([...simulators.estate.psa.items.values()][0]?.companyId);
    const search = { filter: [{ op: 'eq', field: 'companyID', value: company }] };
    const { items } = await ConfigurationItems.query(search);
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ companyID }) => companyID === company)).toBe(true);
    expect(await ConfigurationItems.count(search)).toEqual({ queryCount: items.length });
  });

  test('updates one item by PATCH, and every field that it left out stays', async () => {
    const { ConfigurationItems } = publicClient();
    const [before] = (await ConfigurationItems.query({ ...everything, maxRecords: 1 })).items;
    const id = before?.id ?? 0;
    expect(await ConfigurationItems.update({ id, referenceTitle: 'RENAMED-01' })).toEqual({ itemId: id });
    const after = (await ConfigurationItems.get(id))?.item;
    const lastModifiedTime = after?.lastModifiedTime;
    expect(after).toEqual({ ...before, referenceTitle: 'RENAMED-01', lastModifiedTime });
    expect(await simulators.violations()).toEqual([]);
  });

  test('reads from the metadata what it may not write', async () => {
    const { fields } = await publicClient().ConfigurationItems.fieldInfo();
    const readOnly = fields.filter((field) => field.isReadOnly).map(({ name }) => name);
    expect(readOnly).toEqual(expect.arrayContaining(['id', 'apiVendorID', 'rmmDeviceUID']));
  });

  test('takes refusals as its vendor documents them: 401 for the user, 500 with errors for content', async () => {
    const stranger = publicClient({ TRILINK_AUTOTASK_SECRET: 'wrong' });
    await expect(stranger.Companies.query(everything)).rejects.toMatchObject({ status: 401 });
    const wrong = publicClient().ConfigurationItems.update({ id: 1, productID: 1 });
    await expect(wrong).rejects.toBeInstanceOf(AutotaskApiError);
    await expect(wrong).rejects.toMatchObject({ status: 500, details: { errors: [expect.any(String)] } });
  });
});
