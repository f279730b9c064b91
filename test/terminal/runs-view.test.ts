import { expect, test } from 'vitest';
import type { RunRow } from '../../src/ports/store.js';
import { openScreen } from '../../src/terminal/screen.js';
import { render } from '../../src/terminal/show.js';
import { runsView } from '../../src/terminal/views/runs-view.js';
import { fakeIo } from '../support/fake-io.js';

test.each<[RunRow['kind'], boolean, string]>([
  ['sync', false, 'sync'],
  ['sync', true, 'dry run'],
  ['undo', false, 'undo'],
  ['undo', true, 'undo (dry run)'],
  ['plan', true, 'plan'],
  ['apply', false, 'apply'],
])('%s, dry run %s, is listed as %s', async (kind, dryRun, expected) => {
  const { io, remove } = fakeIo();
  const about = { id: 'RUN', kind, dryRun, status: 'ok' as const, exitCode: 0, reason: null, about: null };
  const run = { ...about, startedAt: 0, finishedAt: 1_000, integrations: [] };
  const screen = () =>
    openScreen({ stream: io.stdout, env: io.env, platform: 'linux', color: false, utc: true });
  const [, line = ''] = (await render({ runs: [run] }, runsView, 'table', screen, [])).split('\n');
  remove();
  expect(line.split(/ {2,}/)[1]).toBe(expected);
});
