import { describe, expect, test } from 'vitest';
import { SystemUnreachable } from '../../src/errors.js';
import { attestStep, listStatements, revokeStatement } from '../../src/workflows/setup-attest.js';
import { checkSetup, failsAt } from '../../src/workflows/setup-check.js';
import { setupHistory } from '../../src/workflows/setup-history.js';
import { dayMs } from '../domain/setup/support/healthy-facts.js';
import { alter } from '../domain/setup/support/healthy-inputs.js';
import { type SetupSession, setupSession } from './setup-estate.js';

const words = { by: 'Mina', note: null, days: null };
const everything = { hop: null, step: null, subdomain: 'larkspur' };
const statusOf = async (session: SetupSession, step: string) =>
  (await checkSetup(session, { ...everything, step })).check.findings[0]?.status;

describe('a statement', () => {
  test('settles what no API shows, with name and end', async () => {
    const session = await setupSession();
    expect(await statusOf(session, 'B-04')).toBe('unknown');
    const statement = await attestStep(session, { step: 'b-04', ...words });
    expect(statement).toMatchObject({ step: 'B-04', by: 'Mina', expired: false });
    expect(statement.expiresAt - statement.at).toBe(90 * dayMs);
    expect(await statusOf(session, 'B-04')).toBe('attested');
  });

  test.each<[string, number | null, number, string]>([
    ['B-13', null, 90, 'settings are looked at every quarter'],
    ['B-04', 30, 30, 'a person may say less'],
    ['B-04', null, 90, 'nothing that was said holds for ever'],
  ])('on %s with %s days holds %i: %s', async (step, days, expected) => {
    const { at, expiresAt } = await attestStep(await setupSession(), { ...words, step, days });
    expect(expiresAt - at).toBe(expected * dayMs);
  });

  test('ends: the step is open again, and the list says so', async () => {
    const session = await setupSession();
    await attestStep(session, { ...words, step: 'B-04', days: 2 });
    session.clock.days(3);
    expect(await listStatements(session)).toMatchObject([{ step: 'B-04', expired: true }]);
    expect(await statusOf(session, 'B-04')).toBe('unknown');
  });

  test('takes the place of the one before', async () => {
    const session = await setupSession();
    await attestStep(session, { ...words, step: 'B-04' });
    await attestStep(session, { ...words, step: 'B-04', by: 'Ada', note: 'looked again' });
    expect(await listStatements(session)).toMatchObject([{ by: 'Ada', note: 'looked again' }]);
  });

  test.each([
    ['A-18', 'not-attestable', 'the systems show it'],
    ['X-03', 'not-attestable', 'there is nothing to decide in it'],
    ['B-99', 'step-unknown', 'There is no set-up step'],
  ])('on %s is refused: %s', async (step, code, message) => {
    const refusal = attestStep(await setupSession(), { ...words, step });
    await expect(refusal).rejects.toMatchObject({
      code,
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });

  test('can be withdrawn, once', async () => {
    const session = await setupSession();
    await attestStep(session, { ...words, step: 'B-04' });
    expect(await revokeStatement(session, 'b-04')).toMatchObject({ step: 'B-04', by: 'Mina' });
    expect(await listStatements(session)).toEqual([]);
    await expect(revokeStatement(session, 'B-04')).rejects.toMatchObject({
      code: 'not-attested',
      exitCode: 2,
    });
  });

  test('are listed in walking order', async () => {
    const session = await setupSession();
    for (const step of ['P-02', 'B-04', 'A-04']) await attestStep(session, { ...words, step });
    expect((await listStatements(session)).map(({ step }) => step)).toEqual(['A-04', 'B-04', 'P-02']);
  });
});

describe('what was asked for', () => {
  test('one hop or one step has a summary of its own, and the whole is what is saved', async () => {
    const session = await setupSession();
    alter(session.estate.items, 0, { typeId: null });
    session.load();
    const hopB = await checkSetup(session, { ...everything, hop: 'B' });
    expect(hopB.check.findings.every(({ step }) => step.startsWith('B'))).toBe(true);
    expect(hopB.check.summary.counts.fail).toBe(0);
    const whole = await checkSetup(session, everything);
    expect(whole.check.summary.hardStops).toEqual(['A-18']);
    const saved = await session.store.attestations.checks(2);
    expect(saved.map(({ body }) => JSON.parse(body).summary.counts.fail)).toEqual([1, 1]);
  });

  test.each([
    ['none', false],
    ['critical', true],
    ['warning', true],
    ['info', true],
  ] as const)('something critical fails at %s: %s', async (level, expected) => {
    const session = await setupSession();
    alter(session.estate.items, 0, { typeId: null });
    session.load();
    expect(failsAt(level, (await checkSetup(session, everything)).check)).toBe(expected);
  });

  test('a warning does not fail at critical', async () => {
    const session = await setupSession();
    alter(session.estate.companies, 0, { type: 'Lead' });
    session.load();
    const { check } = await checkSetup(session, everything);
    expect([failsAt('critical', check), failsAt('warning', check)]).toEqual([false, true]);
  });

  test('step B-03 brings the pre-connection report, unless a list for it is missing', async () => {
    const session = await setupSession();
    const { report } = await checkSetup(session, { ...everything, step: 'b-03' });
    expect(report?.map(({ company, rows }) => [company, rows.length])).toEqual([
      ['Elm Legal', 4],
      ['Larkspur Dental LLC', 4],
      ['Oak Foundry', 4],
    ]);
    expect((await checkSetup(session, { ...everything, step: 'B-01' })).report).toBeNull();
    session.fail('autotask', new SystemUnreachable('autotask', 'no answer'));
    expect((await checkSetup(session, { ...everything, step: 'B-03' })).report).toBeNull();
  });

  test('a step that does not exist is told before anything is asked', async () => {
    const session = await setupSession();
    await expect(checkSetup(session, { ...everything, step: 'A-99' })).rejects.toMatchObject({
      code: 'step-unknown',
      hint: 'Steps of hop A are A-01 to A-24: trilink setup check --hop A --all',
    });
    expect(session.datto.asked.sites).toBe(0);
  });
});

describe('the history', () => {
  test('tells what got worse and better, newest first', async () => {
    const session = await setupSession();
    await checkSetup(session, everything);
    alter(session.estate.items, 0, { typeId: null });
    session.load();
    await checkSetup(session, everything);
    alter(session.estate.items, 0, { typeId: 't-1' });
    session.load();
    await checkSetup(session, everything);
    const checks = await setupHistory(session, 10);
    expect(checks.map(({ changes }) => changes?.map(({ change, id }) => [change, id]) ?? null)).toEqual([
      [['better', 'A-18']],
      [['worse', 'A-18']],
      null,
    ]);
  });

  test('does not hold against the set-up that a system was away', async () => {
    const session = await setupSession();
    await checkSetup(session, everything);
    session.fail('datto-rmm', new SystemUnreachable('datto-rmm', 'no answer'));
    await checkSetup(session, everything);
    session.fail('datto-rmm', null);
    await checkSetup(session, everything);
    const checks = await setupHistory(session, 10);
    expect(checks.map(({ unseen, changes }) => [unseen, changes])).toEqual([
      [[], []],
      [['datto-rmm'], null],
      [[], null],
    ]);
  });

  test('goes back as far as asked', async () => {
    const session = await setupSession();
    for (let i = 0; i < 3; i++) await checkSetup(session, everything);
    const checks = await setupHistory(session, 1);
    expect(checks.map(({ changes }) => changes)).toEqual([[]]);
  });
});
