import { describe, expect, test } from 'vitest';
import { decide } from '../../src/workflows/decide.js';
import { explainItem } from '../../src/workflows/explain-item.js';
import { laptop, matchedSession, nic, siteKey, tieBirch } from '../support/open-matches.js';

describe('an explanation', () => {
  test('names every identifier, kept or dropped, and why', async () => {
    const session = await matchedSession(({ fakeSource }) => {
      fakeSource.deviceList = fakeSource.deviceList.map((one) =>
        one.id === 'lab-3' ? { ...one, nics: [nic('02:00:00:00:00:01'), nic('A4:5E:60:11:0C:01')] } : one,
      );
      fakeSource.detailsOf.set('lab-3', {
        serial: 'Default string',
        nics: [nic('02:00:00:00:00:01'), nic('A4:5E:60:11:0C:01')],
      });
    });
    const { identifiers } = await explainItem(session, 'LAB-3', null);
    expect(identifiers.map(({ kind, received, kept }) => [kind, received, kept])).toEqual([
      ['serial', 'Default string', false],
      ['mac', '02:00:00:00:00:01', false],
      ['mac', 'A4:5E:60:11:0C:01', true],
      ['name', 'LAB-3', true],
    ]);
    expect(identifiers.filter(({ kept }) => !kept).map(({ why }) => why)).not.toContain('');
  });

  test('weighs candidates that matching dropped, too, and says who has them', async () => {
    const session = await matchedSession(({ fakeSource }) => {
      fakeSource.deviceList = [...fakeSource.deviceList, laptop('lab-1b', 'LAB-1', 'larkspur')];
      fakeSource.detailsOf.set('lab-1b', { serial: '5CG7000088' });
    });
    const { candidates, item } = await explainItem(session, 'datto-rmm:it-glue/device/lab-1b', null);
    expect(item.status).not.toBe('matched');
    expect(candidates.find((one) => one.id === '1001')).toMatchObject({
      role: 'vetoed',
      heldByName: 'LAB-1',
    });
  });

  test('of an ambiguous device shows what fits as well, and what would settle it', async () => {
    const { candidates, whatWouldChange } = await explainItem(await matchedSession(), 'LAB-4', null);
    expect(candidates.map((one) => one.id)).toEqual(expect.arrayContaining(['1004', '1005']));
    expect(whatWouldChange.length).toBeGreaterThan(0);
  });

  test('shows the decision that holds', async () => {
    const session = await matchedSession();
    const rest = {
      integration: null,
      target: null,
      note: 'asked Ben',
      who: 'ada',
      evenIfSimilar: false,
      dryRun: false,
    };
    await decide(session, { verb: 'accept', item: 'LAB-2', ...rest });
    expect(await explainItem(session, 'LAB-2', null)).toMatchObject({
      item: { status: 'matched', targetId: '1002' },
      decision: { verb: 'match', who: 'ada', note: 'asked Ben' },
    });
  });

  test('of a site names what it has to go by, and what it lacks', async () => {
    const session = await matchedSession((open) => {
      tieBirch(open);
      const { fakeSource, fakeTarget } = open;
      fakeSource.siteList = fakeSource.siteList.map((one) =>
        one.id === 'birch' ? { ...one, psaCompanyId: '77', domains: ['birch.example'] } : one,
      );
      fakeTarget.organizationList = fakeTarget.organizationList.map((one) => ({ ...one, domains: [] }));
    });
    const { identifiers, whatWouldChange } = await explainItem(session, siteKey('birch'), null);
    expect(identifiers.map(({ kind, received, kept }) => [kind, received, kept])).toEqual([
      ['psa-id', '77', false],
      ['name', 'Birch and Sons', true],
      ['domain', 'birch.example', false],
      ['device-votes', '1 of 1 devices', true],
    ]);
    expect(identifiers.filter(({ kept }) => !kept).map(({ why }) => why)).not.toContain('');
    expect(whatWouldChange.at(-1)).toMatch(/^A decision: trilink match set datto-rmm:it-glue\/site\/birch /);
  });

  test('asks no vendor', async () => {
    const session = await matchedSession();
    const before = { ...session.fakeSource.asked };
    await explainItem(session, 'LAB-1', null);
    await explainItem(session, siteKey('birch'), null);
    expect(session.fakeSource.asked).toEqual(before);
  });
});
