import { describe, expect, test } from 'vitest';
import { currentItems } from '../../src/workflows/current-items.js';
import { type DecideRequest, type DecideVerb, decide } from '../../src/workflows/decide.js';
import { acceptAll } from '../../src/workflows/decide-many.js';
import {
  deviceKey,
  hop,
  laptop,
  matchedSession,
  nic,
  record,
  siteKey,
  tieBirch,
} from '../support/open-matches.js';
import { runSync } from '../support/runs.js';
import type { TestSession } from '../support/session.js';

function say(session: TestSession, verb: DecideVerb, item: string, rest: Partial<DecideRequest> = {}) {
  return decide(session, {
    ...{
      verb,
      item,
      integration: null,
      target: null,
      note: null,
      who: 'ada',
      evenIfSimilar: false,
      dryRun: false,
    },
    ...rest,
  });
}

async function statusOf(session: TestSession, name: string) {
  const item = (await currentItems(session)).find((one) => one.name === name);
  return [item?.status, item?.targetId ?? null];
}

const rows = async (session: TestSession) => session.store.matches.decisions(hop);

describe('a decision', () => {
  test('to accept takes what is suggested and holds at once', async () => {
    const session = await matchedSession();
    const [decided] = await say(session, 'accept', 'LAB-2', { note: 'asked Ben' });
    expect(decided).toMatchObject({ targetName: 'LAB-2', stored: true, unchanged: false });
    expect(await rows(session)).toMatchObject([
      { verb: 'match', sourceId: 'lab-2', targetId: '1002', by: 'person', who: 'ada', note: 'asked Ben' },
    ]);
    expect(await statusOf(session, 'LAB-2')).toEqual(['matched', '1002']);
  });

  test('said twice is stored once', async () => {
    const session = await matchedSession();
    await say(session, 'accept', 'LAB-2');
    const [again] = await say(session, 'set', 'LAB-2', { target: '1002' });
    expect(again).toMatchObject({ unchanged: true, stored: false });
    expect(await rows(session)).toHaveLength(1);
  });

  test('of a dry run stores nothing', async () => {
    const session = await matchedSession();
    await say(session, 'accept', 'LAB-2', { dryRun: true });
    expect(await rows(session)).toEqual([]);
  });

  test('on an ambiguous item wants to know which, and takes an id among those suggested', async () => {
    const session = await matchedSession();
    await expect(say(session, 'accept', 'LAB-4')).rejects.toMatchObject({
      code: 'item-ambiguous',
      exitCode: 2,
    });
    await expect(say(session, 'accept', 'LAB-4', { target: '1002' })).rejects.toMatchObject({
      code: 'not-suggested',
    });
    await say(session, 'accept', 'LAB-4', { target: '1005' });
    expect(await statusOf(session, 'LAB-4')).toEqual(['matched', '1005']);
  });

  test.each<[DecideVerb, string, string | null, string, string]>([
    ['accept', 'LAB-3', null, 'nothing-suggested', 'nothing fits'],
    ['set', 'LAB-3', '1001', 'target-taken', 'another device has it'],
    ['set', 'LAB-3', '3001', 'other-organization', 'it belongs to another client'],
    ['set', 'LAB-3', '9999', 'target-unknown', 'there is no such record'],
    ['set', 'LAB-3', 'LAB-4', 'target-ambiguous', 'two records have that name'],
    ['set', 'LAB-3', null, 'target-missing', 'it must say to what'],
    ['set', 'BIRCH-1', '2001', 'site-unsettled', 'its site is not settled'],
    ['change', 'LAB-3', '1006', 'not-matched', 'there is nothing to change'],
    ['create', 'LAB-1', null, 'matched-already', 'it has a record'],
    ['create', 'LAB-2', null, 'plausible-exists', 'a record of that name exists'],
    ['move', 'LAB-1', null, 'not-moved', 'it has not moved'],
    ['replace', 'Larkspur Dental', '100', 'not-a-device', 'a site is not replaced'],
    ['accept', 'LAB-9', null, 'item-unknown', 'nothing is called so'],
  ])('to %s %s with %s is refused as %s: %s', async (verb, item, target, code) => {
    const session = await matchedSession();
    await expect(say(session, verb, item, { target })).rejects.toMatchObject({ code, exitCode: 2 });
    expect(await rows(session)).toEqual([]);
  });

  test('may name an archived record', async () => {
    const session = await matchedSession();
    await say(session, 'set', 'LAB-3', { target: 'OLD-RECEPTION' });
    expect(await statusOf(session, 'LAB-3')).toEqual(['matched', '1006']);
  });

  test('to create goes ahead where nothing is near, or when told so', async () => {
    const session = await matchedSession();
    await say(session, 'create', 'LAB-3');
    await say(session, 'create', 'LAB-2', { evenIfSimilar: true });
    expect((await rows(session)).map((row) => [row.sourceId, row.verb])).toEqual([
      ['lab-3', 'create'],
      ['lab-2', 'create'],
    ]);
  });

  test('to create lists a record of another client that has the same serial', async () => {
    const session = await matchedSession(({ fakeSource }) => {
      fakeSource.detailsOf.set('lab-3', { serial: '5CG7000031' });
    });
    await expect(say(session, 'create', 'LAB-3')).rejects.toMatchObject({
      message: expect.stringMatching(/3001 {2}CEDAR-1 {2}\(same serial, in Cedar Clinic\)/),
    });
  });

  test('to change keeps the old record in mind, so that what was written there is put back', async () => {
    const session = await matchedSession();
    const [decided] = await say(session, 'change', 'LAB-1', { target: '1006' });
    expect(decided?.decision).toMatchObject({ verb: 'match', targetId: '1006', oldTargetId: '1001' });
  });

  test('to forget a match lets another device have the record', async () => {
    const session = await matchedSession();
    await say(session, 'accept', 'LAB-2');
    await expect(say(session, 'set', 'LAB-3', { target: '1002' })).rejects.toMatchObject({
      hint: `Withdraw that first with: trilink match forget ${deviceKey('lab-2')}`,
    });
    await say(session, 'forget', 'LAB-2');
    await say(session, 'set', 'LAB-3', { target: '1002' });
    expect(await statusOf(session, 'LAB-3')).toEqual(['matched', '1002']);
    expect((await statusOf(session, 'LAB-2'))[0]).toBe('unmatched');
  });

  test('to forget an automatic match lets it be decided anew, by the same identifiers', async () => {
    const session = await matchedSession();
    await say(session, 'forget', 'LAB-1');
    expect(await statusOf(session, 'LAB-1')).toEqual(['matched', '1001']);
  });

  test('to create overrules an automatic match when told so twice', async () => {
    const session = await matchedSession();
    await say(session, 'create', 'LAB-1', { evenIfSimilar: true });
    expect(await statusOf(session, 'LAB-1')).toEqual(['matched', null]);
  });

  test('to forget what a person said opens the item again', async () => {
    const session = await matchedSession();
    await say(session, 'ignore', 'LAB-2', { note: 'spare' });
    expect((await statusOf(session, 'LAB-2'))[0]).toBe('ignored');
    await say(session, 'forget', 'LAB-2');
    expect(await statusOf(session, 'LAB-2')).toEqual(['suggested', null]);
    const [again] = await say(session, 'forget', 'LAB-2');
    expect(again).toMatchObject({ unchanged: true });
  });

  test('to replace also ignores the device that had the old record', async () => {
    const session = await matchedSession(({ fakeSource }) => {
      fakeSource.deviceList = [...fakeSource.deviceList, laptop('lab-1-new', 'LAB-1', 'larkspur')];
      fakeSource.detailsOf.set('lab-1-new', { serial: '5CG7000077' });
    });
    const decided = await say(session, 'replace', deviceKey('lab-1-new'), { target: '1001' });
    expect(decided.map(({ decision }) => decision)).toMatchObject([
      { sourceId: 'lab-1-new', verb: 'replace', oldTargetId: '1001' },
      { sourceId: 'lab-1', verb: 'ignore', note: 'replaced by LAB-1 (lab-1-new)' },
    ]);
  });

  test('about a site lets its devices be matched without another run', async () => {
    const session = await matchedSession(tieBirch);
    expect((await statusOf(session, 'BIRCH-1'))[0]).toBe('waiting');
    await say(session, 'set', siteKey('birch'), { target: '200' });
    expect((await statusOf(session, 'BIRCH-1'))[0]).toBe('suggested');
    await say(session, 'accept', 'BIRCH-1');
    expect(await statusOf(session, 'BIRCH-1')).toEqual(['matched', '2001']);
    await say(session, 'ignore', siteKey('birch'));
    expect((await statusOf(session, 'BIRCH-1'))[0]).toBe('ignored');
  });

  test('made anew after an undo lifts what the undo holds back', async () => {
    const session = await matchedSession();
    await say(session, 'create', 'LAB-3');
    const hold = {
      integration: hop,
      item: deviceKey('lab-3'),
      field: '*',
      type: 'configuration',
      targetId: null,
    };
    await session.store.journal.setHolds([{ ...hold, runId: 'RUN' }], []);
    const [again] = await say(session, 'create', 'LAB-3');
    expect(again).toMatchObject({ stored: true });
    expect(await session.store.journal.holds(hop)).toEqual([]);
  });
});

describe('accepting all above a confidence', () => {
  const request = {
    ...{
      minConfidence: 0.3,
      nameOnly: true,
      site: null,
      integration: null,
      who: 'ada',
      note: null,
      dryRun: false,
    },
  };

  test('leaves what has a rival, and says how many', async () => {
    const session = await matchedSession();
    const { accepted, skipped } = await acceptAll(session, request);
    expect(accepted.map((one) => one.item.name)).toEqual(['LAB-2']);
    expect(skipped).toEqual({ 'below-confidence': 0, contradiction: 0, rival: 1, 'name-only': 0, taken: 0 });
  });

  test('leaves what only a name speaks for, unless told otherwise', async () => {
    const session = await matchedSession();
    const { accepted, skipped } = await acceptAll(session, { ...request, nameOnly: false });
    expect([accepted.length, skipped['name-only']]).toEqual([0, 1]);
  });

  test('leaves what is below the confidence, or contradicted', async () => {
    const session = await matchedSession(({ fakeSource, fakeTarget }) => {
      fakeSource.deviceList = fakeSource.deviceList.map((one) =>
        one.id === 'lab-2' ? { ...one, nics: [nic('A4:5E:60:11:0C:01')] } : one,
      );
      fakeTarget.configurationList = fakeTarget.configurationList.map((one) =>
        one.id === '1002' ? { ...one, mac: 'A4:5E:60:11:0C:02' } : one,
      );
    });
    const high = await acceptAll(session, { ...request, minConfidence: 0.99 });
    expect(high.accepted).toEqual([]);
    const { skipped, accepted } = await acceptAll(session, { ...request, minConfidence: 0 });
    expect([accepted.length, skipped.contradiction]).toEqual([0, 1]);
  });

  test('leaves both of two devices that would get one record', async () => {
    const session = await matchedSession(({ fakeSource }) => {
      fakeSource.deviceList = [...fakeSource.deviceList, laptop('lab-2b', 'LAB-2', 'larkspur')];
    });
    const { accepted } = await acceptAll(session, { ...request, minConfidence: 0 });
    expect(accepted.filter((one) => one.item.name === 'LAB-2')).toEqual([]);
  });

  test('accepts nothing twice, and nothing in a dry run', async () => {
    const session = await matchedSession();
    await acceptAll(session, { ...request, dryRun: true });
    expect(await rows(session)).toEqual([]);
    await acceptAll(session, request);
    const again = await acceptAll(session, request);
    expect(again.accepted).toEqual([]);
    expect(await rows(session)).toHaveLength(1);
  });
});

describe('a standing decision', () => {
  test('survives new names on both sides', async () => {
    const session = await matchedSession();
    await say(session, 'set', 'LAB-3', { target: '1006' });
    await runSync(session);
    session.fakeSource.deviceList = session.fakeSource.deviceList.map((one) =>
      one.id === 'lab-3' ? { ...one, hostname: 'FRONT-DESK' } : one,
    );
    session.fakeTarget.configurationList = session.fakeTarget.configurationList.map((one) =>
      one.id === '1006' ? record('1006', 'RECEPTION-NEW', '100', '5CG7000099', true) : one,
    );
    await runSync(session);
    expect(await statusOf(session, 'FRONT-DESK')).toEqual(['matched', '1006']);
  });

  test('whose record disappears is gone, and offered again', async () => {
    const session = await matchedSession();
    await say(session, 'accept', 'LAB-2');
    await runSync(session);
    session.fakeTarget.configurationList = session.fakeTarget.configurationList.filter(
      (one) => one.id !== '1002',
    );
    await runSync(session);
    expect(await statusOf(session, 'LAB-2')).toEqual(['gone', '1002']);
    await expect(say(session, 'set', 'LAB-2', { target: '1002' })).rejects.toMatchObject({
      code: 'target-unknown',
    });
    await say(session, 'set', 'LAB-2', { target: '1006' });
    await runSync(session);
    expect(await statusOf(session, 'LAB-2')).toEqual(['matched', '1006']);
  });

  test('whose device disappears is gone until it is forgotten', async () => {
    const session = await matchedSession();
    await say(session, 'accept', 'LAB-2');
    await runSync(session);
    session.fakeSource.deviceList = session.fakeSource.deviceList.filter((one) => one.id !== 'lab-2');
    await runSync(session);
    expect(await statusOf(session, 'LAB-2')).toEqual(['gone', '1002']);
    await say(session, 'forget', 'LAB-2');
    await runSync(session);
    expect(await statusOf(session, 'LAB-2')).toEqual([undefined, null]);
  });
});
