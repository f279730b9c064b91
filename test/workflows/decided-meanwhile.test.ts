import { describe, expect, test } from 'vitest';
import { currentItems } from '../../src/workflows/current-items.js';
import { sync } from '../../src/workflows/sync.js';
import { flags } from '../support/planning.js';
import { runSync, smallEstate } from '../support/runs.js';
import { openTestSession, type TestSession } from '../support/session.js';

const hop = 'datto-rmm:it-glue';

async function opened(count = 3): Promise<TestSession> {
  const session = await openTestSession();
  smallEstate(session, count);
  return session;
}

const ignore = (session: TestSession, kind: 'site' | 'device', sourceId: string) =>
  session.store.matches.decide(hop, [
    {
      kind,
      sourceId,
      verb: 'ignore',
      targetId: null,
      oldTargetId: null,
      by: 'person',
      who: 'ada',
      note: null,
      at: session.clock.now(),
    },
  ]);

const statusOf = async (session: TestSession, sourceId: string) =>
  (await currentItems(session)).find((item) => item.sourceId === sourceId)?.status;

describe('a decision that is made while a run goes on', () => {
  test('shows in the lists as soon as the run has published', async () => {
    const session = await opened();
    const list = session.fakeSource.devices.bind(session.fakeSource);
    session.fakeSource.devices = async (scope) => {
      await ignore(session, 'device', 'device-1');
      return list(scope);
    };
    await runSync(session, {}, true);
    expect(await statusOf(session, 'device-1')).toBe('ignored');
    expect(await statusOf(session, 'device-2')).toBe('matched');
  });

  test('shows in the lists even when the clock was set back', async () => {
    const session = await opened();
    await runSync(session);
    session.clock.days(-3);
    await ignore(session, 'device', 'device-1');
    expect(await statusOf(session, 'device-1')).toBe('ignored');
  });

  test.each([
    ['device', 'device-1', 2],
    ['site', 'site-1', 0],
  ] as const)('on a %s, while it asks, wins over what it planned', async (kind, id, written) => {
    const session = await opened();
    const { document } = await sync(
      session,
      { integrations: [], flags, dryRun: false, canAgree: true },
      {
        confirm: async () => {
          await ignore(session, kind, id);
          return true;
        },
      },
    );
    expect(document.integrations[0]?.changes).toMatchObject({ updated: written, blocked: 3 - written });
    expect(session.fakeTarget.configurationList.filter((one) => one.hostname?.startsWith('PC'))).toHaveLength(
      written,
    );
    const rows = await session.store.journal.ofRun(document.id);
    expect(rows.find((row) => row.state === 'blocked')?.error).toContain('decided on while the run went on');
  });
});
