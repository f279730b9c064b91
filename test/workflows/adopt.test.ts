import { describe, expect, test } from 'vitest';
import type { Configuration, RmmRecord } from '../../src/domain/estate/target.js';
import { adoptMatches, nativeMatches } from '../../src/workflows/adopt.js';
import { currentItems } from '../../src/workflows/current-items.js';
import { hop, laptop, matchedSession, nic, tieBirch } from '../support/open-matches.js';
import { runSync } from '../support/runs.js';
import type { TestSession } from '../support/session.js';

function native(changes: Partial<RmmRecord> = {}): RmmRecord {
  return {
    id: 'r1',
    name: null,
    hostname: null,
    serial: null,
    macs: [],
    url: null,
    lastSeenAt: null,
    ...changes,
  };
}

/** Lays native records over configurations: configuration id → record. */
function overlay(
  natives: Readonly<Record<string, Partial<RmmRecord>>>,
  changes: Readonly<Record<string, Partial<Configuration>>> = {},
) {
  return ({ fakeTarget }: TestSession) => {
    fakeTarget.configurationList = fakeTarget.configurationList.map((one) => {
      const found = natives[one.id];
      return { ...one, ...(found ? { rmmRecords: [native(found)] } : {}), ...changes[one.id] };
    });
  };
}

async function found(session: TestSession) {
  const matches = await nativeMatches(session, null);
  return matches.map(({ configuration, item, verdict, why, adopts }) => [
    configuration.id,
    item?.sourceId ?? null,
    verdict,
    adopts,
    why,
  ]);
}

async function adopted(session: TestSession) {
  await adoptMatches(session, await nativeMatches(session, null), 'ada');
  return session.store.matches.decisions(hop);
}

describe("the native integration's matches", () => {
  test('are taken over where a serial ties them to one device', async () => {
    const session = await matchedSession((open) => {
      open.fakeSource.detailsOf.set('lab-3', { serial: '5CG7000066' });
      overlay(
        { 1006: { serial: '5cg7000066 ', hostname: 'RENAMED' } },
        { 1006: { archived: false, serial: null } },
      )(open);
    });
    expect(await found(session)).toEqual([['1006', 'lab-3', 'new', true, 'tied by serial 5CG7000066']]);
    expect(await adopted(session)).toMatchObject([
      {
        sourceId: 'lab-3',
        verb: 'match',
        targetId: '1006',
        by: 'import',
        who: 'ada',
        note: 'adopted from the native integration',
      },
    ]);
    expect((await currentItems(session)).find((one) => one.sourceId === 'lab-3')).toMatchObject({
      status: 'matched',
      targetId: '1006',
    });
    await runSync(session, {}, true);
    expect((await currentItems(session)).find((one) => one.sourceId === 'lab-3')).toMatchObject({
      status: 'matched',
      decidedBy: 'import',
    });
  });

  test('are taken over where a MAC and the name together do, and not where only one does', async () => {
    const session = await matchedSession((open) => {
      open.fakeSource.deviceList = open.fakeSource.deviceList.map((one) =>
        one.id === 'lab-3' ? { ...one, nics: [nic('a4-5e-60-11-0c-01')] } : one,
      );
      overlay({
        1006: { hostname: 'lab-3', macs: ['A45E60110C01'] },
        1002: { hostname: 'LAB-2', macs: ['A45E60110CFF'] },
        1004: { hostname: 'OTHER', macs: ['A45E60110C01'] },
      })(open);
    });
    expect((await found(session)).map((line) => line.slice(0, 4))).toEqual([
      ['1002', null, 'unclear', false],
      ['1004', null, 'unclear', false],
      ['1006', 'lab-3', 'new', true],
    ]);
  });

  test('that trilink has too are shown as agreements, and become decisions', async () => {
    const session = await matchedSession(overlay({ 1001: { serial: '5CG7000001' } }));
    expect(await found(session)).toEqual([['1001', 'lab-1', 'agrees', true, 'tied by serial 5CG7000001']]);
    await adopted(session);
    expect(await found(session)).toMatchObject([['1001', 'lab-1', 'agrees', false, expect.anything()]]);
    expect(await adopted(session)).toHaveLength(1);
  });

  test.each([
    [
      'the device is matched elsewhere',
      { 1002: { serial: '5CG7000001' } },
      { 1002: { serial: null } },
      'trilink matched the device to LAB-1',
    ],
    [
      'the configuration is another device’s',
      { 1001: { serial: '5CG7000066' } },
      { 1001: { serial: '5CG7000001' } },
      'the configuration has another serial: 5CG7000001',
    ],
    [
      'it is in another organization',
      { 3001: { serial: '5CG7000066' } },
      { 3001: { serial: null } },
      'its device belongs to another organization',
    ],
  ] as const)('are only shown when %s', async (_what, natives, changes, why) => {
    const session = await matchedSession((open) => {
      open.fakeSource.detailsOf.set('lab-3', { serial: '5CG7000066' });
      overlay(natives, changes)(open);
    });
    expect(await found(session)).toMatchObject([
      [Object.keys(natives)[0], expect.anything(), 'disagrees', false, why],
    ]);
    expect(await adopted(session)).toEqual([]);
  });

  test.each([
    ['no device has them', { 1006: { serial: '5CG9999999' } }, /^no device has its serial/],
    ['two devices do', { 1006: { serial: '5CG7000066' } }, /^2 devices have the serial/],
    [
      'the serial is a placeholder',
      { 1006: { serial: 'To be filled by O.E.M.' } },
      /^no device has its serial/,
    ],
    [
      'the site is not settled',
      { 2001: { macs: ['A4:5E:60:22:0C:09'], hostname: 'BIRCH-1' } },
      /is not settled$/,
    ],
  ] as const)('cannot be told when %s', async (_what, natives, why) => {
    const session = await matchedSession((open) => {
      open.fakeSource.deviceList = [...open.fakeSource.deviceList, laptop('twin', 'TWIN', 'larkspur')];
      for (const id of ['lab-3', 'twin']) open.fakeSource.detailsOf.set(id, { serial: '5CG7000066' });
      tieBirch(open);
      overlay(natives)(open);
    });
    expect(await found(session)).toMatchObject([
      [expect.anything(), expect.toBeOneOf([null, 'birch-1']), 'unclear', false, expect.stringMatching(why)],
    ]);
  });

  test('that show one device twice cannot be told', async () => {
    const session = await matchedSession(
      overlay({ 1002: { serial: '5CG7000001' }, 1001: { serial: '5CG7000001' } }, { 1002: { serial: null } }),
    );
    expect((await found(session)).map((line) => line[2])).toEqual(['unclear', 'unclear']);
  });

  test('give way to what a person decided', async () => {
    const session = await matchedSession(overlay({ 1001: { serial: '5CG7000001' } }));
    const { decide } = await import('../../src/workflows/decide.js');
    const rest = {
      integration: null,
      target: '1006',
      note: null,
      who: null,
      evenIfSimilar: false,
      dryRun: false,
    };
    await decide(session, { verb: 'set', item: 'LAB-1', ...rest });
    expect(await found(session)).toMatchObject([
      ['1001', 'lab-1', 'disagrees', false, 'decided otherwise: match'],
    ]);
  });

  test('are corroborated, and no more, by the company names of the native integration', async () => {
    const session = await matchedSession((open) => {
      overlay({ 1001: { serial: '5CG7000001' } })(open);
      open.fakeTarget.organizationList = open.fakeTarget.organizationList.map((one) =>
        one.id === '100'
          ? { ...one, rmmCompanies: ['larkspur  dental'] }
          : { ...one, rmmCompanies: ['Birch and Sons'] },
      );
    });
    expect(await nativeMatches(session, null)).toMatchObject([{ corroborated: true }]);
    expect((await adopted(session)).filter(({ kind }) => kind === 'site')).toEqual([]);
  });
});
