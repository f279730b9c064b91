import { describe, expect, test } from 'vitest';
import { decide } from '../../src/workflows/decide.js';
import { runSync, smallEstate } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

const rest = { integration: null, note: null, who: 'ada', evenIfSimilar: false, dryRun: false };

/** Three laptops matched and written; then a fourth record turns out to be what PC-1 is. */
async function written(): Promise<TestSession> {
  const session = await openTestSession();
  smallEstate(session);
  await runSync(session);
  const [first] = session.fakeTarget.configurationList;
  if (!first) throw new Error('no record');
  session.fakeTarget.configurationList = [
    ...session.fakeTarget.configurationList,
    {
      ...first,
      id: 'conf-9',
      name: 'SPARE',
      hostname: 'SPARE',
      serial: null,
      fields: { ...first.fields, hostname: 'SPARE', 'serial-number': null, 'primary-ip': null, model: null },
    },
  ];
  await runSync(session);
  return session;
}

const record = (session: TestSession, id: string) =>
  session.fakeTarget.configurationList.find((one) => one.id === id);

describe('a match that a person moves', () => {
  test('gives the old record back what it showed before, and writes the new one, in one run', async () => {
    const session = await written();
    expect(record(session, 'conf-1')?.fields).toMatchObject({
      hostname: 'PC-1',
      'primary-ip': '10.0.0.1',
      model: 'Latitude 5440',
    });
    await decide(session, { verb: 'change', item: 'PC-1', target: 'conf-9', ...rest });
    const { document } = await runSync(session);
    expect(document).toMatchObject({ status: 'ok', integrations: [{ changes: { planned: 2, updated: 2 } }] });
    expect(record(session, 'conf-1')?.fields).toMatchObject({
      hostname: 'OLD-1',
      'primary-ip': null,
      model: null,
    });
    expect(record(session, 'conf-9')?.fields).toMatchObject({ hostname: 'PC-1', 'primary-ip': '10.0.0.1' });
  });

  test('leaves nothing to do after that', async () => {
    const session = await written();
    await decide(session, { verb: 'change', item: 'PC-1', target: 'conf-9', ...rest });
    await runSync(session);
    const { document } = await runSync(session);
    expect(document.integrations[0]?.changes).toMatchObject({ planned: 0, blocked: 0 });
  });

  test('leaves alone what somebody changed on the old record since', async () => {
    const session = await written();
    session.fakeTarget.edit('conf-1', { hostname: 'BY-HAND' });
    await decide(session, { verb: 'change', item: 'PC-1', target: 'conf-9', ...rest });
    await runSync(session);
    expect(record(session, 'conf-1')?.fields).toMatchObject({ hostname: 'BY-HAND', 'primary-ip': null });
  });

  test('and moves back again leaves the first record as it was written', async () => {
    const session = await written();
    await decide(session, { verb: 'change', item: 'PC-1', target: 'conf-9', ...rest });
    await runSync(session);
    await decide(session, { verb: 'change', item: 'PC-1', target: 'conf-1', ...rest });
    await runSync(session);
    expect(record(session, 'conf-1')?.fields).toMatchObject({ hostname: 'PC-1', 'primary-ip': '10.0.0.1' });
    expect(record(session, 'conf-9')?.fields).toMatchObject({ hostname: 'SPARE', 'primary-ip': null });
    expect((await runSync(session)).document.integrations[0]?.changes.planned).toBe(0);
  });

  test('can be undone like everything else', async () => {
    const session = await written();
    await decide(session, { verb: 'change', item: 'PC-1', target: 'conf-9', ...rest });
    const before = session.fakeTarget.snapshot();
    const { document } = await runSync(session);
    const { undoRun } = await import('../../src/workflows/undo.js');
    await undoRun(session, { run: document.id, dryRun: false, canAgree: true }, async () => true);
    expect(session.fakeTarget.snapshot()).toEqual(before);
  });
});
