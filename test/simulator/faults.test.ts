import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Fault,
  type FaultRule,
  type LocalSimulators,
  startSimulators,
} from '../../src/simulator/index.js';
import { HandClock } from './support/hand-clock.js';
import { DattoTalk, GlueTalk } from './support/talk.js';

let simulators: LocalSimulators;
let datto: DattoTalk;
let glue: GlueTalk;
let clock: HandClock;

beforeEach(async () => {
  clock = new HandClock();
  simulators = await startSimulators({ clock });
  datto = new DattoTalk(simulators);
  glue = new GlueTalk(simulators);
  await datto.login();
});
afterEach(() => simulators.close());

const onOrganizations = (fault: Fault, more: Partial<FaultRule> = {}): Promise<readonly number[]> =>
  simulators.faults.add({ system: 'it-glue', path: '^/organizations', fault, ...more });

/** The status of a call, or `cut` when the connection broke instead. */
async function outcome(call: () => Promise<{ status: number }>): Promise<number | 'cut'> {
  try {
    return (await call()).status;
  } catch {
    return 'cut';
  }
}

async function statusesOf(count: number): Promise<(number | 'cut')[]> {
  const statuses: (number | 'cut')[] = [];
  for (let call = 0; call < count; call += 1) statuses.push(await outcome(() => glue.get('/organizations')));
  return statuses;
}

describe('a rule', () => {
  test('strikes once, at the first request that fits', async () => {
    await onOrganizations({ kind: 'status', status: 503 });
    expect((await glue.get('/manufacturers')).status).toBe(200);
    expect(await statusesOf(2)).toEqual([503, 200]);
  });

  test('lets the first ones pass, and strikes as often as it says', async () => {
    await onOrganizations({ kind: 'status', status: 504 }, { after: 1, times: 2 });
    expect(await statusesOf(4)).toEqual([200, 504, 504, 200]);
  });

  test('can strike for ever, until the board is cleared', async () => {
    await onOrganizations({ kind: 'status', status: 500 }, { times: null });
    expect(await statusesOf(3)).toEqual([500, 500, 500]);
    await simulators.faults.clear();
    expect(await statusesOf(1)).toEqual([200]);
  });

  test('looks at the method, and counts what it saw', async () => {
    const [id] = await onOrganizations({ kind: 'status', status: 500 }, { method: 'patch' });
    expect(await statusesOf(1)).toEqual([200]);
    expect(await simulators.faults.list()).toMatchObject([{ id, matched: 0, struck: 0 }]);
  });

  test('can be there from the start', async () => {
    await simulators.close();
    simulators = await startSimulators({
      clock,
      faults: [{ system: 'it-glue', fault: { kind: 'status', status: 502 } }],
    });
    glue = new GlueTalk(simulators);
    expect(await statusesOf(2)).toEqual([502, 200]);
  });
});

describe('an answer instead of the real one', () => {
  test.each([
    ['seconds', '7'],
    ['date', new Date(Date.UTC(2026, 10, 30, 12, 0, 7)).toUTCString()],
  ] as const)('carries Retry-After as %s', async (as, expected) => {
    await onOrganizations({ kind: 'status', status: 429, retryAfter: { seconds: 7, as } });
    expect((await glue.get('/organizations')).headers.get('retry-after')).toBe(expected);
  });

  test.each([
    ['json', /^\{/],
    ['html', /^<html>/],
    ['empty', /^$/],
  ] as const)('has a body of %s', async (body, shape) => {
    await onOrganizations({ kind: 'status', status: 500, body });
    expect((await glue.get('/organizations')).text).toMatch(shape);
  });

  test('is a proxy page with status 200', async () => {
    await onOrganizations({ kind: 'html-200' });
    const answer = await glue.get('/organizations');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
  });

  test('comes late', async () => {
    await onOrganizations({ kind: 'slow', ms: 5_000 });
    expect(await statusesOf(1)).toEqual([200]);
    expect(clock.waits).toEqual([5_000]);
  });

  test('breaks off in the middle', async () => {
    await onOrganizations({ kind: 'truncate' });
    expect(await statusesOf(1)).toEqual(['cut']);
  });
});

describe('a write whose answer is lost', () => {
  const organization = (): unknown => ({ type: 'organizations', attributes: { name: 'Made in the dark' } });
  const exists = async (): Promise<boolean> =>
    JSON.stringify(await simulators.snapshot()).includes('Made in the dark');

  test.each([
    ['reset-before', false],
    ['reset-after', true],
    ['truncate', true],
  ] as const)('by %s has landed: %s', async (kind, landed) => {
    await onOrganizations({ kind });
    expect(await outcome(() => glue.send('POST', '/organizations', organization()))).toBe('cut');
    expect(await exists()).toBe(landed);
  });

  test.each([true, false])('by hanging has landed: %s', async (commit) => {
    await onOrganizations({ kind: 'hang', commit });
    const arrival = simulators.waitForRequest({ system: 'it-glue', method: 'POST' });
    const call = outcome(() => glue.send('POST', '/organizations', organization()));
    expect((await arrival).status).toBeNull();
    expect(await exists()).toBe(commit);
    await simulators.close();
    expect(await call).toBe('cut');
  });
});

describe('a bulk write that stops half way', () => {
  test.each([
    [422, 422],
    [504, 504],
    ['reset', 'cut'],
  ] as const)('lands in part and answers %s', async (then, expected) => {
    await simulators.faults.add({
      system: 'it-glue',
      method: 'POST',
      fault: { kind: 'commit-some', commit: 2, then },
    });
    const { organizations, 'configuration-types': types } = simulators.estate.documentation.collections;
    const owner = organizations.all().find(({ attributes }) => attributes['psa-integration'] === null)?.id;
    const before = simulators.estate.documentation.collections.configurations.size;
    const rows = ['A', 'B', 'C', 'D'].map((name) => ({
      type: 'configurations',
      attributes: { name, 'configuration-type-id': types.all()[0]?.id },
    }));
    expect(
      await outcome(() => glue.send('POST', `/organizations/${owner}/relationships/configurations`, rows)),
    ).toBe(expected);
    expect(simulators.estate.documentation.collections.configurations.size).toBe(before + 2);
  });
});

describe('a list that lies', () => {
  const rows = async (page: number): Promise<string[]> =>
    (await datto.get(`/v2/account/devices?max=50&page=${page}`)).json.devices.map(
      ({ uid }: { uid: string }) => uid,
    );
  const twist = (fault: Fault, after = 1): Promise<readonly number[]> =>
    simulators.faults.add({ system: 'datto-rmm', path: '/account/devices', after, fault });

  test('repeats a page', async () => {
    await twist({ kind: 'list', twist: 'repeat-page' });
    expect(await rows(0)).toEqual(await rows(1));
  });

  test('moves rows between pages', async () => {
    await twist({ kind: 'list', twist: 'shift-rows', rows: 3 });
    const [first, second, truth] = [await rows(0), await rows(1), await rows(1)];
    expect(second.slice(0, 47)).toEqual(truth.slice(3));
    expect(first).toHaveLength(50);
  });

  test('leaves rows out that the total still counts', async () => {
    await twist({ kind: 'list', twist: 'shortfall', rows: 4 }, 0);
    const { json } = await datto.get('/v2/account/devices?max=50');
    expect([json.devices.length, json.pageDetails.totalCount]).toEqual([46, 120]);
  });

  test('is empty all at once', async () => {
    await onOrganizations({ kind: 'list', twist: 'empty' });
    const { json } = await glue.get('/organizations');
    expect([json.data, json.meta['total-count']]).toEqual([[], 0]);
  });

  test('sends on to a stranger, who reports whoever comes with credentials', async () => {
    await twist({ kind: 'list', twist: 'foreign-next' }, 0);
    const next = (await datto.get('/v2/account/devices')).json.pageDetails.nextPageUrl;
    expect(new URL(next).origin).not.toBe(simulators.env.TRILINK_DATTO_RMM_URL);
    await datto.get(next);
    expect(await simulators.violations()).toMatchObject([
      { system: 'datto-rmm', why: 'credentials were sent to a foreign host' },
    ]);
  });
});

describe('credentials that end in the middle', () => {
  test('expire, and a new token helps', async () => {
    await simulators.faults.add({ system: 'datto-rmm', path: 'page=1', fault: { kind: 'expire-token' } });
    expect((await datto.get('/v2/account/devices?page=0')).status).toBe(200);
    expect((await datto.get('/v2/account/devices?page=1')).status).toBe(401);
    await datto.login();
    expect((await datto.get('/v2/account/devices?page=1')).status).toBe(200);
  });

  test('are revoked, and nothing helps', async () => {
    await onOrganizations({ kind: 'revoke-key' }, { after: 1 });
    expect(await statusesOf(3)).toEqual([200, 401, 401]);
  });
});

describe('bad weather', () => {
  test('is the same for the same seed', async () => {
    const storm = {
      seed: 7,
      faults: [{ probability: 0.3, fault: { kind: 'status', status: 504 } }],
    } as const;
    await simulators.faults.chaos(storm);
    const first = await statusesOf(20);
    await simulators.faults.chaos(storm);
    expect(await statusesOf(20)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 504]));
  });

  test('ends when told to', async () => {
    await simulators.faults.chaos({ seed: 1, faults: [{ probability: 1, fault: { kind: 'reset-before' } }] });
    expect(await statusesOf(1)).toEqual(['cut']);
    await simulators.faults.chaos(null);
    expect(await statusesOf(1)).toEqual([200]);
  });
});
