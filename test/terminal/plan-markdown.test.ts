import { expect, test } from 'vitest';
import { render } from '../../src/terminal/show.js';
import { planView } from '../../src/terminal/views/plan-view.js';
import { planDocument } from '../../src/workflows/plan-file.js';
import { planSync } from '../../src/workflows/sync.js';
import { flags } from '../support/planning.js';
import { smallEstate } from '../support/runs.js';
import { openTestSession } from '../support/session.js';

test('a plan as Markdown is a page for a ticket, and a name breaks neither its table nor its lines', async () => {
  const session = await openTestSession();
  smallEstate(session, 2);
  session.fakeTarget.configurationList = session.fakeTarget.configurationList.map((one, i) =>
    i === 0
      ? { ...one, name: 'PC|1 <b>`x`', hostname: 'A|B\nC', fields: { ...one.fields, hostname: 'A|B\nC' } }
      : { ...one, provenance: { ...one.provenance, psaState: 'enabled' as const } },
  );
  const { plan, document } = await planSync(session, { integrations: [], flags });
  const page = await render(
    { ...planDocument(plan), run: document, brief: false },
    planView,
    'markdown',
    () => Promise.reject(new Error('no screen is needed')),
    [],
  );
  const lines = page.split('\n');
  expect(lines.slice(0, 3)).toEqual([
    `# Plan ${plan.id}`,
    '',
    `Made ${plan.createdAt} with profile default: **1 to write**, 1 blocked.`,
  ]);
  expect(lines).toContain('## datto-rmm:it-glue');
  expect(lines).toContain('| Action | Record | Change |');
  expect(page).toContain('| update | PC\\|1 &lt;b>\\`x\\` | hostname: A\\|B');
  expect(page).toContain(' → PC-1');
  expect(page).toMatch(/### 1 blocked by autotask: synced from the PSA/);
  const tables = lines.filter((line) => line.startsWith('|'));
  for (const line of tables) expect(line.replaceAll('\\|', '').split('|'), line).toHaveLength(5);
});
