import { expect, test } from 'vitest';
import type { Hop } from '../../src/domain/hops/hop.js';
import { sync } from '../../src/workflows/sync.js';
import { flags, hopC } from '../support/planning.js';
import { smallEstate } from '../support/runs.js';
import { openTestSession } from '../support/session.js';

/** A hop between two systems that nobody has ever heard of, with a table of its own. */
const invented: Hop = {
  id: 'moonbase:almanac',
  letter: 'M',
  source: 'moonbase',
  target: 'almanac',
  kinds: ['site', 'device'],
  options: [],
  authority: [
    {
      type: 'configuration',
      field: 'hostname',
      from: 'call sign',
      mode: 'overwrite',
      whenLocked: 'allowed',
      why: 'The base names its rovers.',
    },
    {
      type: 'configuration',
      field: 'name',
      from: 'call sign',
      mode: 'create-only',
      whenLocked: 'allowed',
      why: '',
    },
    {
      type: 'configuration',
      field: 'serial-number',
      from: 'hull',
      mode: 'fill',
      whenLocked: 'allowed',
      why: '',
    },
  ],
  needsDetail: true,
  respectsPsaLock: false,
  createsOrganizations: true,
  projectDevice: (device, context) => hopC.projectDevice(device, context),
  projectSite: (site) => ({ name: site.name }),
};

test('an invented pair of systems goes through the same workflow: read, matched, written, and nothing the second time', async () => {
  const session = await openTestSession({ integration: 'moonbase:almanac' });
  smallEstate(session, 4);
  const run = () =>
    sync(session, { integrations: [], flags, dryRun: false, canAgree: true }, { confirm: async () => true }, [
      invented,
    ]);
  const first = await run();
  expect(first.failure).toBeNull();
  expect(first.document.integrations).toMatchObject([
    { id: 'moonbase:almanac', status: 'ok', changes: { updated: 4 } },
  ]);
  expect(session.fakeTarget.configurationList.map((one) => one.hostname)).toEqual([
    'PC-1',
    'PC-2',
    'PC-3',
    'PC-4',
  ]);
  const second = await run();
  expect(second.document.integrations[0]?.changes).toMatchObject({ planned: 0, updated: 0 });
});
