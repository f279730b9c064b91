import type { Change } from '../../src/domain/reconcile/plan.js';
import type { ChangeRow, LeaseHolder, PublishedItem } from '../../src/ports/store.js';
import type { ReadOutcome } from '../../src/ports/system.js';

/** A complete read of every device of the RMM. */
export function outcomeOf(different: Partial<ReadOutcome> = {}): ReadOutcome {
  return {
    system: 'datto-rmm',
    type: 'device',
    scope: 'all',
    startedAt: 100,
    finishedAt: 200,
    complete: true,
    expected: 1,
    received: 1,
    incomplete: [],
    failures: [],
    ...different,
  };
}

/** A device matched by its serial. */
export function itemOf(different: Partial<PublishedItem> = {}): PublishedItem {
  const targetId = different.targetId === undefined ? `c-${different.sourceId ?? 'd1'}` : different.targetId;
  return {
    integration: 'datto-rmm:it-glue',
    kind: 'device',
    sourceId: 'd1',
    status: 'matched',
    decidedBy: 'auto',
    targetId,
    candidates: targetId === null ? [] : [{ id: targetId, name: 'PC', confidence: 0.99, evidence: serial }],
    reason: null,
    findings: [],
    name: 'PC-1',
    siteId: 's1',
    siteName: 'Alder',
    targetName: 'PC',
    organizationId: 'o1',
    engine: 1,
    runId: 'r1',
    at: 1_000,
    ...different,
  };
}

export const serial = [{ kind: 'serial', value: 'PF3K9Q2Z', weight: 12 }] as const;

export const fenceHolder: Omit<LeaseHolder, 'since'> = {
  host: 'here',
  bootId: 'boot-1',
  pid: 4242,
  processStartedAt: '1000',
  runId: 'r1',
  until: 10_000,
};

export function changeOf(different: Partial<Change> = {}): Change {
  return {
    id: 'c1',
    integration: 'datto-rmm:it-glue',
    item: 'datto-rmm:it-glue/device/d1',
    action: 'update',
    target: {
      system: 'it-glue',
      type: 'configuration',
      id: '55',
      name: 'PC',
      organizationId: 'o1',
      parent: null,
    },
    dependsOn: [],
    source: { system: 'datto-rmm', id: 'd1', name: 'PC-1' },
    fields: [{ name: 'hostname', before: 'old', after: 'new', authority: 'overwrite' }],
    blocked: null,
    volatile: [],
    keys: { name: 'PC-1', serial: 'PF3K9Q2Z', macs: [] },
    ...different,
  };
}

/** A row as it is intended. */
export function changeRow(
  different: { runId?: string; id?: string; at?: number; attempt?: number; change?: Partial<Change> } = {},
): Omit<ChangeRow, 'state' | 'fence' | 'error' | 'echoed'> {
  const change = changeOf({ id: different.id ?? 'c1', ...different.change });
  return {
    runId: different.runId ?? 'r1',
    change,
    attempt: different.attempt ?? 1,
    batch: null,
    targetId: change.target.id,
    before: { hostname: 'old' },
    after: { hostname: 'new' },
    fitted: [],
    at: different.at ?? 1,
  };
}
