import { describe, expect, test } from 'vitest';
import type { MatchStatus } from '../../src/domain/matching/verdict.js';
import type { Change } from '../../src/domain/reconcile/plan.js';
import type { RunDocument } from '../../src/domain/run.js';
import type { PublishedItem } from '../../src/ports/store.js';
import { openScreen } from '../../src/terminal/screen.js';
import { render } from '../../src/terminal/show.js';
import type { View } from '../../src/terminal/view.js';
import { hopView } from '../../src/terminal/views/hop-view.js';
import { matchesView } from '../../src/terminal/views/matches-view.js';
import { planView } from '../../src/terminal/views/plan-view.js';
import { runLineView, runView } from '../../src/terminal/views/run-view.js';
import { statusView } from '../../src/terminal/views/status-view.js';

const at = Date.UTC(2026, 2, 5, 14, 2);

function item(
  kind: 'site' | 'device',
  name: string,
  status: MatchStatus,
  more: Partial<PublishedItem> = {},
): PublishedItem {
  return {
    integration: 'datto-rmm:it-glue',
    kind,
    sourceId: name.toLowerCase(),
    status,
    decidedBy: status === 'matched' ? 'auto' : null,
    targetId: status === 'matched' ? '4711' : null,
    candidates: [],
    reason: null,
    findings: [],
    name,
    siteId: 's1',
    siteName: kind === 'site' ? name : 'Alder Dental',
    targetName: status === 'matched' ? name : null,
    organizationId: null,
    engine: 1,
    runId: 'r1',
    at,
    ...more,
  };
}

const serial = { kind: 'serial', value: 'PF2XK91A', weight: 16 };
const sites = [
  item('site', 'Alder Dental', 'matched', {
    candidates: [
      {
        id: '4711',
        name: 'Alder Dental Ltd',
        confidence: 1,
        evidence: [{ kind: 'psa-id', value: '1203', weight: 20 }],
      },
    ],
    targetName: 'Alder Dental Ltd',
  }),
  item('site', 'Birch & Co', 'suggested', {
    candidates: [
      {
        id: '4712',
        name: 'Birch and Company',
        confidence: 0.83,
        evidence: [{ kind: 'name', value: 'birch company', weight: 8 }],
      },
    ],
    reason: { code: 'name-only', text: 'only the name agrees' },
  }),
  item('site', 'Warehouse 7', 'unmatched', {
    reason: { code: 'none', text: 'no organization is called so' },
  }),
];
const devices = [
  item('device', 'ALDER-LT-07', 'matched', {
    candidates: [
      {
        id: '9',
        name: 'ALDER-LT-07',
        confidence: 1,
        evidence: [
          serial,
          { kind: 'mac', value: 'F0:D4:1A:E2:F4:7D', weight: 8 },
          { kind: 'name', value: 'alder-lt-07 / old-lt-07', weight: -8 },
        ],
      },
    ],
  }),
  item('device', 'ALDER-SW-01', 'suggested', {
    candidates: [
      {
        id: '10',
        name: 'ALDER-SW-01',
        confidence: 0.5,
        evidence: [{ kind: 'name', value: 'alder-sw-01', weight: 8 }],
      },
    ],
    reason: { code: 'name-only', text: 'only the name agrees' },
  }),
  item('device', 'BIRCH-PC-1', 'waiting', { siteName: 'Birch & Co' }),
  item('device', 'BIRCH-PC-2', 'waiting', { siteName: 'Birch & Co' }),
  item('device', 'evil \u001b[31mred\u202e', 'unmatched', {
    reason: { code: 'none', text: 'no configuration of the organization fits' },
  }),
];

function change(
  action: Change['action'],
  name: string,
  fields: Change['fields'],
  blocked: Change['blocked'] = null,
): Change {
  return {
    id: name,
    integration: 'datto-rmm:it-glue',
    item: `datto-rmm:it-glue/device/${name}`,
    action,
    target: { system: 'it-glue', type: 'configuration', id: '9', name, organizationId: '4711', parent: null },
    dependsOn: [],
    source: { system: 'datto-rmm', id: name, name },
    fields,
    blocked,
    volatile: [],
    keys: null,
  };
}

const changes = [
  change('update', 'ALDER-LT-07', [
    { name: 'hostname', before: 'OLD-LT-07', after: 'ALDER-LT-07', authority: 'overwrite' },
    { name: 'primary-ip', before: null, after: '10.0.0.7', authority: 'fill' },
  ]),
  change('create', 'ALDER-NAS-01', [
    { name: 'name', before: null, after: 'ALDER-NAS-01', authority: 'create-only' },
  ]),
  change(
    'update',
    'ALDER-SRV-01',
    [{ name: 'serial-number', before: null, after: 'PF2XK91A', authority: 'fill' }],
    {
      by: 'autotask',
      reason: 'belongs in Autotask: the next PSA sync would write over it',
    },
  ),
];

const run: RunDocument = {
  id: '01J8ZK3V7Q2M4N6P8R0S2T4V6W',
  status: 'partial',
  exitCode: 6,
  reason: 'one change was not made',
  dryRun: false,
  startedAt: '2026-03-05T14:02:00.000Z',
  finishedAt: '2026-03-05T14:03:10.000Z',
  integrations: [
    {
      id: 'datto-rmm:it-glue',
      mode: 'sync',
      status: 'partial',
      reason: 'one change was not made',
      complete: true,
      sites: {
        total: 3,
        matched: 1,
        suggested: 1,
        ambiguous: 0,
        unmatched: 1,
        ignored: 0,
        gone: 0,
        empty: 0,
      },
      devices: {
        total: 5,
        matched: 1,
        suggested: 1,
        ambiguous: 0,
        unmatched: 1,
        ignored: 0,
        waiting: 2,
        gone: 0,
        unaudited: 0,
      },
      auditsSpared: 0,
      changes: { planned: 2, created: 1, updated: 0, archived: 0, blocked: 1, failed: 1 },
    },
  ],
  requests: {
    'datto-rmm': { reads: 81, writes: 0, retries: 1, waitedMs: 12_400 },
    'it-glue': { reads: 10, writes: 2, retries: 0, waitedMs: 0 },
  },
  warnings: ['it-glue: configurations of 4712 are incomplete: 504'],
};

const overview = {
  integration: 'datto-rmm:it-glue',
  mode: 'sync',
  target: 'it-glue',
  sites,
  devices,
  changes,
} as const;
const listing = {
  what: 'devices',
  items: devices,
  counts: { matched: 1, suggested: 1, waiting: 2, unmatched: 1 },
  asOf: at,
  limit: 3,
} as const;
const status = {
  profile: 'default',
  now: at,
  connections: [
    {
      system: 'datto-rmm',
      address: 'https://merlot-api.centrastage.net',
      origin: 'profile',
      account: { system: 'datto-rmm', id: 'x', name: 'Northwind IT' },
      refused: null,
    },
    {
      system: 'it-glue',
      address: 'https://api.eu.itglue.com',
      origin: 'environment',
      account: null,
      refused: { at: at - 7_200_000, message: 'no' },
    },
  ],
  integrations: [
    {
      id: 'datto-rmm:it-glue',
      mode: 'sync',
      last: { runId: 'r', status: 'failed', at: at - 3_600_000 },
      lastGoodAt: at - 200_000_000,
      overdue: true,
    },
  ],
  waiting: { sites: { suggested: 1, unmatched: 1 }, devices: {} },
} as const;

async function onScreen<T>(
  value: T,
  view: View<T>,
  columns: number | null,
  format: 'table' | 'csv' = 'table',
): Promise<string> {
  const stream = columns === null ? { isTTY: false } : { isTTY: true, columns };
  const needs = {
    stream,
    env: { NO_COLOR: '1', LANG: 'C.UTF-8' },
    platform: 'linux',
    color: true,
    utc: true,
  } as const;
  return render(value, view, format, () => openScreen(needs), []);
}

describe('at 80 columns and piped, a person reads', () => {
  test.each([
    ['an integration', 'hop', overview, hopView],
    ['a list of items', 'matches', listing, matchesView],
    ['a run', 'run', run, runView],
    ['where a profile stands', 'status', status, statusView],
  ] as const)('%s', async (_what, file, value, view) => {
    const at80 = await onScreen(value, view as View<unknown>, 80);
    const piped = await onScreen(value, view as View<unknown>, null);
    const both = `-- terminal of 80 columns\n${at80}\n-- piped\n${piped}`;
    await expect(both).toMatchFileSnapshot(`../../fixtures/transcripts/screen-${file}.txt`);
    const tooLong = at80
      .split('\n')
      .filter((line) => line.length > 80 && !/^(Run|Requests|Warning|Devices|\d+ listed)/.test(line));
    expect(tooLong).toEqual([]);
  });

  test('which hop an item is of, by its letter, where a list holds those of several', async () => {
    const chain = [
      'datto-rmm:autotask',
      'autotask:it-glue',
      'datto-rmm:it-glue',
      'moonbase:almanac',
    ] as const;
    const items = chain.map((integration) => item('device', 'ALDER-LT-07', 'unmatched', { integration }));
    const lines = (await onScreen({ ...listing, items, limit: 9 }, matchesView, 80)).split('\n');
    expect(lines.slice(0, 6).map((line) => line.split(/ {2,}/)[0])).toEqual([
      'Hop',
      expect.stringMatching(/^[-─]+$/),
      'A',
      'B',
      'C',
      'moonbase:almanac',
    ]);
    const one = { ...listing, items: items.slice(0, 1) };
    expect(await onScreen(one, matchesView, 80)).not.toContain('Hop');
  });

  test('a run on one line, as from cron with --quiet', async () => {
    expect(await onScreen(run, runLineView, null)).toBe(
      'run 01J8ZK3V7Q2M4N6P8R0S2T4V6W partial; datto-rmm:it-glue partial: 1/3 sites, 1/5 devices, 1 failed, 1 created, 1 blocked\n',
    );
  });

  test('a plan as CSV, one line a change', async () => {
    const about = { id: run.id, createdAt: run.startedAt, profile: 'default', integrations: [] };
    const plan = { schema: 'plan/1' as const, ...about, changes, run, brief: false };
    await expect(await onScreen(plan, planView, null, 'csv')).toMatchFileSnapshot(
      '../../fixtures/transcripts/screen-plan.csv.txt',
    );
  });
});
