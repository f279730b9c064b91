import { describe, expect, test } from 'vitest';
import { isDue } from '../../../src/domain/reconcile/plan-archives.js';
import type { MissingDevice } from '../../../src/domain/reconcile/plan-input.js';
import { configuration, provenance } from '../../support/estate.js';
import { flags, plan } from '../../support/planning.js';

const day = 86_400_000;
const now = 100 * day;
const missing = (changes: Partial<MissingDevice> = {}): MissingDevice => ({
  sourceId: 'device-1',
  siteId: 'site-1',
  name: 'LD-FRONT-02',
  targetId: 'conf-1',
  lastSeenAt: 60 * day,
  absentReads: [61 * day, 70 * day, 99 * day],
  siteGone: false,
  ...changes,
});
const after30 = { ...flags, archiveMissingDays: 30 };

describe('a device that its source no longer has', () => {
  test.each<[string, Partial<MissingDevice>, boolean]>([
    ['gone for 40 days, by three reads', {}, true],
    ['seen 20 days ago', { lastSeenAt: 80 * day, absentReads: [81 * day, 90 * day, 99 * day] }, false],
    ['only two reads tell', { absentReads: [61 * day, 99 * day] }, false],
    ['three reads of one day', { absentReads: [61 * day, 61 * day + 1, 61 * day + 2] }, false],
    ['nobody looked until last week', { absentReads: [93 * day, 95 * day, 99 * day] }, false],
    ['its whole site is gone', { siteGone: true }, false],
  ])('%s: due %s', (_what, changes, expected) => {
    expect(isDue({ flags: after30, nowMs: now }, missing(changes))).toBe(expected);
  });

  test('is never archived without being asked', () => {
    expect(plan({ devices: [], deviceVerdicts: new Map(), missing: [missing()] })).toEqual([]);
  });

  test('a site that left is archived by its name alone', () => {
    const gone = missing({ siteGone: true, lastSeenAt: 99 * day, absentReads: [] });
    expect(isDue({ flags: { ...flags, archiveSites: ['site-1'] }, nowMs: now }, gone)).toBe(true);
  });

  test.each([
    ['an incomplete site', { incompleteSites: new Set(['site-1']) }, 'incomplete read'],
    [
      'a record that the PSA holds',
      { configurations: [configuration({ provenance: provenance({ psaState: 'enabled' }) })] },
      'autotask',
    ],
  ] as const)('%s blocks it', (_what, changes, by) => {
    const [change] = plan({
      devices: [],
      deviceVerdicts: new Map(),
      missing: [missing()],
      flags: after30,
      ...changes,
    });
    expect(change).toMatchObject({ action: 'archive', blocked: { by } });
  });

  test('an orphaned record may be archived', () => {
    const configurations = [configuration({ provenance: provenance({ psaState: 'orphaned' }) })];
    const [change] = plan({
      devices: [],
      deviceVerdicts: new Map(),
      missing: [missing()],
      flags: after30,
      configurations,
    });
    expect(change).toMatchObject({ action: 'archive', blocked: null });
  });
});
