import { describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/workflows/apply-plan.js';
import { storeDecisions } from '../../src/workflows/decide.js';
import { parsePlan, planDocument } from '../../src/workflows/plan-file.js';
import { planSync } from '../../src/workflows/sync.js';
import { flags } from '../support/planning.js';
import { smallEstate } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

async function saved(changes = {}): Promise<{ session: TestSession; text: string }> {
  const session = await openTestSession();
  smallEstate(session);
  const { plan } = await planSync(session, { integrations: [], flags: { ...flags, ...changes } });
  return { session, text: JSON.stringify(planDocument(plan), null, 2) };
}

const apply = async (session: TestSession, text: string) =>
  applyPlan(session, await parsePlan(text, 'plan.json'), { canAgree: true }, async () => true);

describe('a saved plan', () => {
  test('is applied exactly, and only once', async () => {
    const { session, text } = await saved();
    session.fakeSource.deviceList = session.fakeSource.deviceList.map((one) => ({
      ...one,
      hostname: 'DRIFTED',
    }));
    const { document } = await apply(session, text);
    expect(document).toMatchObject({
      status: 'ok',
      exitCode: 0,
      integrations: [{ changes: { updated: 3 } }],
    });
    expect(session.fakeTarget.configurationList.map((one) => one.hostname)).toEqual(['PC-1', 'PC-2', 'PC-3']);
    const again = await apply(session, text);
    expect(again.failure).toMatchObject({ exitCode: 8, code: 'plan-applied' });
    expect(session.fakeTarget.writes).toHaveLength(1);
  });

  test('says the same twice, but for its id and time', async () => {
    const { session, text } = await saved();
    const { plan } = await planSync(session, { integrations: [], flags });
    const strip = ({ id: _id, createdAt: _at, fingerprint: _name, ...rest }: Record<string, unknown>) => rest;
    expect(strip(JSON.parse(JSON.stringify(planDocument(plan))))).toEqual(strip(JSON.parse(text)));
  });

  test.each<[string, (session: TestSession) => unknown, string]>([
    [
      'a value has changed',
      (session) => session.fakeTarget.edit('conf-2', { hostname: 'BY-HAND' }),
      'changed since: hostname',
    ],
    [
      'a lock has come',
      (session) => {
        session.fakeTarget.configurationList = session.fakeTarget.configurationList.map((one) => ({
          ...one,
          provenance: { ...one.provenance, psaState: 'enabled' as const },
        }));
      },
      'locked by the PSA',
    ],
    [
      'the authority table has changed',
      (session) => session.change({ authority: { hostname: 'never' } }),
      'authority table',
    ],
    [
      'a person decided otherwise',
      (session) =>
        storeDecisions(session, 'datto-rmm:it-glue', [
          {
            kind: 'device',
            sourceId: 'device-1',
            verb: 'ignore',
            targetId: null,
            oldTargetId: null,
            by: 'person',
            who: null,
            note: null,
            at: session.clock.now(),
          },
        ]),
      'match has changed',
    ],
    [
      'a record is gone',
      (session) => {
        session.fakeTarget.configurationList = session.fakeTarget.configurationList.slice(1);
      },
      'not there any more',
    ],
  ])('is refused whole when %s', async (_what, happens, why) => {
    const { session, text } = await saved();
    await happens(session);
    const { failure, document } = await apply(session, text);
    expect(failure).toMatchObject({ exitCode: 8, code: 'plan-stale' });
    expect(failure?.message).toContain(why);
    expect(document.status).toBe('refused');
    expect(session.fakeTarget.writes).toEqual([]);
  });

  test('goes through the guard again', async () => {
    const session = await openTestSession();
    smallEstate(session, 40);
    const { plan } = await planSync(session, { integrations: [], flags: { ...flags, maxOverwrites: '40' } });
    const text = JSON.stringify(planDocument({ ...plan }));
    const { document } = await apply(session, text);
    expect(document.exitCode).toBe(0);
  });

  test.each([
    ['truncated', (text: string) => text.slice(0, -10), 2],
    ['not JSON', () => 'hello', 2],
    ['not a plan', () => '{"schema":"run/1"}', 2],
    ['of a newer format', (text: string) => text.replace('plan/1', 'plan/7'), 2],
    ['edited', (text: string) => text.replace('PC-2', 'PC-666'), 8],
    ['given another id', (text: string) => text.replace(/"id": "RUN\d+"/, '"id": "RUN999999"'), 8],
  ] as const)('%s is refused before any request', async (_what, spoil, exitCode) => {
    const { session, text } = await saved();
    await expect(apply(session, spoil(text))).rejects.toMatchObject({ exitCode });
    expect(session.fakeTarget.writes).toEqual([]);
  });

  test('of another profile, or for a hop that may not write, is refused', async () => {
    const { session, text } = await saved();
    const plan = await parsePlan(text, 'plan.json');
    const other = { ...session, profile: 'other' } as TestSession;
    await expect(applyPlan(other, plan, { canAgree: true }, async () => true)).rejects.toMatchObject({
      exitCode: 8,
    });
    session.mode('audit');
    await expect(apply(session, text)).rejects.toMatchObject({ exitCode: 8, code: 'mode-audit' });
  });
});
