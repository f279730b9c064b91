import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  connectSimulators,
  type LocalSimulators,
  type Simulators,
  spawnSimulators,
  startSimulators,
} from '../../src/simulator/index.js';
import { HandClock } from './support/hand-clock.js';
import { DattoTalk, GlueTalk } from './support/talk.js';

let simulators: LocalSimulators;
let datto: DattoTalk;
let glue: GlueTalk;

beforeEach(async () => {
  simulators = await startSimulators({ clock: new HandClock() });
  datto = new DattoTalk(simulators);
  glue = new GlueTalk(simulators);
  await datto.login();
});
afterEach(() => simulators.close());

async function agent(): Promise<Awaited<ReturnType<Simulators['devices']>>[number]> {
  const found = (await simulators.devices()).find(
    ({ deviceClass, audited, serial }) => deviceClass === 'device' && audited && serial !== null,
  );
  if (found === undefined) throw new Error('the estate has no agent');
  return found;
}

describe('the log', () => {
  test('tells reads from writes, with status and time', async () => {
    await glue.get('/organizations?page[size]=1');
    await glue.send('PATCH', '/organizations/0', { type: 'organizations', attributes: {} });
    const { counts, log } = await simulators.requests();
    expect(counts['it-glue']).toEqual({ total: 2, reads: 1, writes: 1, byStatus: { 200: 1, 404: 1 } });
    expect(log.at(-2)).toMatchObject({
      system: 'it-glue',
      method: 'GET',
      path: '/organizations',
      status: 200,
      read: true,
    });
    expect((await simulators.nonReads()).map(({ path }) => path)).toEqual(['/organizations/0']);
  });

  test('holds no credentials', async () => {
    await glue.get('/organizations');
    const text = JSON.stringify(await simulators.requests());
    for (const secret of [
      simulators.env.TRILINK_IT_GLUE_KEY,
      simulators.env.TRILINK_DATTO_RMM_SECRET,
      datto.token,
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  test('can be waited for: the next request, or the how-manieth', async () => {
    const next = simulators.waitForRequest({ path: '^/models' });
    await glue.get('/models');
    await glue.get('/models');
    expect((await next).path).toBe('/models');
    expect((await simulators.waitForRequest({ path: '^/models', nth: 2 })).number).toBe(3);
  });

  test('can be emptied', async () => {
    await simulators.forgetRequests();
    expect(await simulators.requests()).toEqual({ counts: {}, log: [] });
  });
});

describe('what happens behind everybody’s back', () => {
  test('a device is renamed, and every list says so at once', async () => {
    const { uid } = await agent();
    await datto.get('/v2/account/devices');
    await simulators.mutate({ do: 'rename-device', device: uid, hostname: 'RENAMED' });
    const { json } = await datto.get('/v2/account/devices');
    expect(json.devices.find((device: { uid: string }) => device.uid === uid).hostname).toBe('RENAMED');
  });

  test('a device moves to another site', async () => {
    const { uid, siteUid } = await agent();
    const other = (await simulators.sites()).find((site) => site.uid !== siteUid && !site.system);
    await simulators.mutate({ do: 'move-device', device: uid, site: other?.uid ?? '' });
    expect((await datto.get(`/v2/device/${uid}`)).json.siteUid).toBe(other?.uid);
  });

  test('a machine is reimaged: a new agent of the same hardware, the old one offline', async () => {
    const old = await agent();
    const [fresh] = await simulators.mutate({ do: 'reimage-device', device: old.uid });
    const devices = await simulators.devices();
    expect(devices.find(({ uid }) => uid === fresh)).toMatchObject({
      serial: old.serial,
      macs: old.macs,
      hostname: old.hostname,
    });
    expect((await datto.get(`/v2/device/${old.uid}`)).json.online).toBe(false);
  });

  test('a machine is replaced under the same name', async () => {
    const old = await agent();
    const [fresh] = await simulators.mutate({ do: 'replace-device', device: old.uid });
    const devices = await simulators.devices();
    const made = devices.find(({ uid }) => uid === fresh);
    expect(made?.hostname).toBe(old.hostname);
    expect(made?.serial).not.toBe(old.serial);
    expect(devices.some(({ uid }) => uid === old.uid)).toBe(false);
  });

  test('addresses change, on the device and its adapter', async () => {
    const [uids] = await simulators.mutate({ do: 'change-ips', count: 3 });
    expect(uids).toHaveLength(3);
    const [uid] = uids as readonly string[];
    const { intIpAddress } = (await datto.get(`/v2/device/${uid}`)).json;
    const { nics } = (await datto.get(`/v2/audit/device/${uid}`)).json;
    expect(intIpAddress).toMatch(/^10\.252\./);
    expect(nics.map(({ ipv4 }: { ipv4: string }) => ipv4)).toContain(intIpAddress);
  });

  test('devices and sites go', async () => {
    const { uid, siteUid } = await agent();
    await simulators.mutate({ do: 'remove-device', device: uid });
    expect((await datto.get(`/v2/device/${uid}`)).status).toBe(404);
    await simulators.mutate({ do: 'remove-site', site: siteUid });
    expect((await datto.get(`/v2/site/${siteUid}`)).status).toBe(404);
    expect((await simulators.devices()).some((device) => device.siteUid === siteUid)).toBe(false);
  });

  test('somebody edits, locks and unlocks a configuration by hand', async () => {
    const configuration = simulators.estate.documentation.collections.configurations
      .all()
      .find(({ attributes }) => attributes['psa-integration'] === null);
    const id = configuration?.id ?? '';
    await simulators.mutate(
      { do: 'edit-configuration', id, attributes: { notes: 'by hand' } },
      { do: 'lock-configuration', id },
    );
    expect((await glue.get(`/configurations/${id}`)).json.data.attributes).toMatchObject({
      notes: 'by hand',
      'psa-integration': 'enabled',
    });
    await simulators.mutate({ do: 'unlock-configuration', id });
    expect((await glue.get(`/configurations/${id}`)).json.data.attributes['psa-integration']).toBeNull();
  });

  test('the same address answers for another account', async () => {
    const before = (await datto.get('/v2/account')).json.uid;
    await simulators.mutate(
      { do: 'switch-account', system: 'datto-rmm' },
      { do: 'switch-account', system: 'it-glue' },
    );
    expect((await datto.get('/v2/account')).json.uid).not.toBe(before);
    const { data } = (await glue.get('/organizations?filter[primary]=true')).json;
    expect(data.map(({ attributes }: { attributes: { name: string } }) => attributes.name)).toEqual([
      'Another MSP',
    ]);
  });

  test('a name that fits nothing is an error', async () => {
    await expect(simulators.mutate({ do: 'remove-device', device: 'none' })).rejects.toThrow(
      'the RMM has no device none',
    );
  });
});

describe('a snapshot', () => {
  test('is equal when values are put back, whatever the times say', async () => {
    const before = await simulators.snapshot();
    const id = Object.keys(before.configurations ?? {})[0] ?? '';
    const { notes = null } = before.configurations?.[id] ?? {};
    await simulators.mutate({ do: 'edit-configuration', id, attributes: { notes: 'changed' } });
    expect(await simulators.snapshot()).not.toEqual(before);
    await simulators.mutate({ do: 'edit-configuration', id, attributes: { notes } });
    expect(await simulators.snapshot()).toEqual(before);
  });

  test('does not change with later writes', async () => {
    const before = await simulators.snapshot();
    const copy = structuredClone(before);
    await simulators.mutate({ do: 'add-organization', name: 'Later' });
    expect(before).toEqual(copy);
  });
});

describe('canaries', () => {
  test('stand in every field that can hold a secret, in echoed errors, and are listed with the keys', async () => {
    await simulators.close();
    simulators = await startSimulators({ clock: new HandClock(), canaries: true, sites: 60 });
    datto = new DattoTalk(simulators);
    glue = new GlueTalk(simulators);
    await datto.login();
    const texts = [
      (await datto.get('/v2/account/sites')).text,
      (await datto.get('/v2/account/devices')).text,
      (await datto.get(`/v2/site/${(await simulators.sites())[0]?.uid}/variables`)).text,
      (await glue.get('/organizations')).text,
      (await glue.get('/configurations')).text,
      (await glue.get(`/passwords/${simulators.estate.documentation.collections.passwords.all()[0]?.id}`))
        .text,
      (await datto.login()).text,
    ].join();
    for (const kind of [
      'proxy-password',
      'site-notes',
      'udf',
      'site-variable',
      'quick-notes',
      'configuration-notes',
      'password-value',
      'token',
    ]) {
      expect(texts, kind).toContain(`CANARY-${kind}`);
    }
    expect(simulators.canaries).toContain(simulators.env.TRILINK_DATTO_RMM_SECRET);
    expect((await datto.login('wrong-secret')).text).toContain('wrong-secret');
    const seen = new Set(texts.match(/CANARY-[a-z-]+-[0-9a-f]{12}/g));
    expect([...seen].filter((text) => !simulators.canaries.includes(text))).toEqual([]);
  });

  test('are absent unless asked for', async () => {
    expect(simulators.canaries).toEqual([]);
    expect((await datto.get('/v2/account/sites')).text).not.toContain('CANARY');
  });
});

describe('the control address', () => {
  test('serves another process as the handle serves this one', async () => {
    const remote = await connectSimulators(simulators.controlUrl);
    expect(remote.env).toEqual(simulators.env);
    await remote.faults.add({ system: 'it-glue', fault: { kind: 'status', status: 503 } });
    expect((await glue.get('/organizations')).status).toBe(503);
    expect(await remote.snapshot()).toEqual(await simulators.snapshot());
    await expect(remote.mutate({ do: 'remove-site', site: 'none' })).rejects.toThrow(
      'the RMM has no site none',
    );
  });

  test('can be read with nothing but a browser', async () => {
    const counts = (await (await fetch(`${simulators.controlUrl}/requests`)).json()) as { log: unknown[] };
    expect(counts.log).toHaveLength(1);
  });
});

describe('a process of their own', () => {
  let folder = '';
  let entry = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    entry = join(folder, 'simulator-child.mjs');
    await build({
      entryPoints: ['src/simulator/child.ts'],
      outfile: entry,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('serves the same estate, answers the same calls, and ends when closed', async () => {
    const now = Date.UTC(2026, 10, 30, 12);
    const child = await spawnSimulators({ now }, { execPath: process.execPath, entry });
    const remote = new GlueTalk(child);
    expect((await remote.get('/organizations')).json.meta['total-count']).toBe(
      simulators.estate.documentation.collections.organizations.size,
    );
    expect(await child.snapshot()).toEqual(await simulators.snapshot());
    await expect(child.mutate({ do: 'remove-site', site: 'none' })).rejects.toThrow(
      'the RMM has no site none',
    );
    await child.close();
    await expect(remote.get('/organizations')).rejects.toThrow();
    await expect(child.requests()).rejects.toThrow('the simulators have ended');
  });

  test('ends by itself when its parent is killed', async () => {
    const parentFile = join(folder, 'parent.mjs');
    await build({
      stdin: {
        contents: `import { spawnSimulators } from './src/simulator/index.js';
          const simulators = await spawnSimulators({}, { execPath: process.execPath, entry: ${JSON.stringify(entry)} });
          process.stdout.write(simulators.controlUrl + '\\n');`,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      outfile: parentFile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    const parent = spawn(process.execPath, [parentFile], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const url = line.toString().trim();
    expect((await fetch(`${url}/env`)).status).toBe(200);
    // A request that is never answered ends when the process does.
    const open = fetch(`${url}/call`, { method: 'POST', body: JSON.stringify({ name: 'wait-for-request' }) });
    parent.kill('SIGKILL');
    await expect(open).rejects.toThrow();
  });

  test('says why it could not start', async () => {
    const port = Number(new URL(simulators.controlUrl).port);
    const start = spawnSimulators({ ports: { control: port } }, { execPath: process.execPath, entry });
    await expect(start).rejects.toThrow(/could not start: .*EADDRINUSE/);
  });
});
