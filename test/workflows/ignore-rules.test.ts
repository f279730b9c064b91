import { describe, expect, test } from 'vitest';
import { currentItems } from '../../src/workflows/current-items.js';
import {
  addIgnoreRule,
  listIgnoreRules,
  type RuleRequest,
  removeIgnoreRule,
} from '../../src/workflows/ignore-rules.js';
import { listMatches } from '../../src/workflows/list-matches.js';
import { hop, matchedSession } from '../support/open-matches.js';
import { runSync } from '../support/runs.js';
import type { TestSession } from '../support/session.js';

const bare: RuleRequest = {
  ...{
    kind: 'device',
    site: null,
    deviceClass: null,
    namePattern: null,
    integration: null,
    note: null,
    dryRun: false,
  },
};

async function ignored(session: TestSession): Promise<readonly string[]> {
  const items = await currentItems(session);
  return items
    .filter((item) => item.status === 'ignored')
    .map((item) => item.name)
    .sort();
}

const withPrinter = ({ fakeSource }: TestSession) => {
  fakeSource.deviceList = fakeSource.deviceList.map((one) =>
    one.id === 'lab-3' ? { ...one, deviceClass: 'printer' } : one,
  );
};

describe('a rule that ignores', () => {
  test.each<[Partial<RuleRequest>, readonly string[], number, string]>([
    [{ site: 'Birch and Sons' }, ['BIRCH-1', 'Birch and Sons'], 1, 'a site takes its devices along'],
    [{ site: 'birch' }, ['BIRCH-1', 'Birch and Sons'], 1, 'a site may be named by its id'],
    [{ deviceClass: 'printer' }, ['LAB-3'], 1, 'a class of devices'],
    [{ namePattern: 'lab-?' }, ['LAB-1', 'LAB-2', 'LAB-3', 'LAB-4'], 4, 'names in any case'],
    [{ namePattern: 'LAB-*', site: 'Birch and Sons' }, [], 0, 'every condition must hold'],
    [
      { namePattern: '*', kind: 'site' },
      ['BIRCH-1', 'Birch and Sons', 'LAB-1', 'LAB-2', 'LAB-3', 'LAB-4', 'Larkspur Dental'],
      2,
      'sites by name',
    ],
  ])('by %j takes out %j: %s', async (request, names, count) => {
    const session = await matchedSession(withPrinter);
    const [added] = await addIgnoreRule(session, { ...bare, ...request });
    expect(added).toMatchObject({ stored: true, items: count });
    expect(await ignored(session)).toEqual(names);
  });

  test('holds at once and after the next run alike', async () => {
    const session = await matchedSession(withPrinter);
    await addIgnoreRule(session, { ...bare, deviceClass: 'printer', note: 'printers live elsewhere' });
    const before = await ignored(session);
    await runSync(session, {}, true);
    expect(await ignored(session)).toEqual(before);
  });

  test('leaves what it takes out in the list of ignored items, with the reason', async () => {
    const session = await matchedSession();
    await addIgnoreRule(session, { ...bare, site: 'Birch and Sons', note: 'not ours any more' });
    const request = { statuses: ['ignored' as const], site: null, integration: null };
    const [sites, devices] = [
      await listMatches(session, { kind: 'site', ...request }),
      await listMatches(session, { kind: 'device', ...request }),
    ];
    expect(sites.items.map(({ name, reason }) => [name, reason?.text])).toEqual([
      ['Birch and Sons', 'not ours any more'],
    ]);
    expect(devices.items.map(({ name, reason }) => [name, reason?.text])).toEqual([
      ['BIRCH-1', 'its site is ignored'],
    ]);
  });

  test('is listed with its reason and taken back by its id, and what it took out is open again', async () => {
    const session = await matchedSession(withPrinter);
    await addIgnoreRule(session, { ...bare, namePattern: 'LAB-3', note: 'a spare' });
    await runSync(session, {}, true);
    const [line] = await listIgnoreRules(session, null);
    expect(line).toMatchObject({
      integration: hop,
      items: 1,
      rule: { note: 'a spare', namePattern: 'LAB-3' },
    });
    await removeIgnoreRule(session, line?.rule.id ?? '', false);
    expect(await listIgnoreRules(session, null)).toEqual([]);
    expect(await ignored(session)).toEqual([]);
  });

  test('said twice stands once', async () => {
    const session = await matchedSession();
    await addIgnoreRule(session, { ...bare, namePattern: 'LAB-3' });
    const [again] = await addIgnoreRule(session, { ...bare, namePattern: 'LAB-3' });
    expect(again).toMatchObject({ unchanged: true, stored: false });
    expect(await listIgnoreRules(session, null)).toHaveLength(1);
  });

  test('of a dry run says what it would take out, and stands not', async () => {
    const session = await matchedSession();
    const [added] = await addIgnoreRule(session, { ...bare, namePattern: 'LAB-*', dryRun: true });
    expect(added).toMatchObject({ items: 4, stored: false });
    expect(await listIgnoreRules(session, null)).toEqual([]);
  });

  test.each([
    [{ site: 'Nobody' }, 'site-unknown'],
  ] as const)('about %j is refused as %s', async (request, code) => {
    const session = await matchedSession();
    await expect(addIgnoreRule(session, { ...bare, ...request })).rejects.toMatchObject({
      code,
      exitCode: 2,
    });
  });

  test('that is not there cannot be removed', async () => {
    await expect(removeIgnoreRule(await matchedSession(), 'R1', false)).rejects.toMatchObject({
      code: 'rule-unknown',
    });
  });

  test('lets a decision about one item stand against it', async () => {
    const session = await matchedSession();
    const { decide } = await import('../../src/workflows/decide.js');
    const rest = {
      integration: null,
      target: null,
      note: null,
      who: null,
      evenIfSimilar: false,
      dryRun: false,
    };
    await decide(session, { verb: 'accept', item: 'LAB-2', ...rest });
    await addIgnoreRule(session, { ...bare, namePattern: 'LAB-*' });
    expect(await ignored(session)).toEqual(['LAB-1', 'LAB-3', 'LAB-4']);
  });
});
