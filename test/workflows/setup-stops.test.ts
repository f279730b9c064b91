import { describe, expect, test } from 'vitest';
import type { Device, Site } from '../../src/domain/estate/source.js';
import { autotaskToItGlue } from '../../src/domain/hops/autotask-to-itglue.js';
import type { Hop } from '../../src/domain/hops/hop.js';
import type { Change } from '../../src/domain/reconcile/plan.js';
import type { HopStatus } from '../../src/domain/run.js';
import type { ReadOutcome } from '../../src/ports/system.js';
import type { MatchedHop } from '../../src/workflows/match-hop.js';
import {
  checkIgnoredSteps,
  refuseWhenStopped,
  type SetupStops,
  setupStops,
  withholdChanges,
} from '../../src/workflows/setup-stops.js';
import { attestation, dayMs, readAt } from '../domain/setup/support/healthy-facts.js';
import { alter } from '../domain/setup/support/healthy-inputs.js';
import { configuration, device, organization, provenance, site } from '../support/estate.js';
import { hopC, verdict } from '../support/planning.js';
import { type SetupSession, setupSession } from './setup-estate.js';

const fixes = { C: 'datto-rmm:it-glue', B: 'autotask:it-glue' } as const;

function outcome(system: string, type: string, finishedAt: number, received: number): ReadOutcome {
  return {
    ...{ system, type, scope: 'all', startedAt: finishedAt, finishedAt, complete: true },
    ...{ expected: received, received, incomplete: [], failures: [] },
  };
}

/** Companies as sites and items as devices, as the PSA is read for hop B. */
function psaSide({ estate }: SetupSession): { sites: Site[]; devices: Device[] } {
  return {
    sites: estate.companies.map(({ id, name, active, type }) =>
      site({ id, name, active, facts: { 'company-type': type } }),
    ),
    devices: estate.items.map((item) =>
      device({
        ...{ id: item.id, siteId: item.companyId, hostname: item.title ?? '', serial: item.serial },
        ...{ deviceType: item.typeId, createdAt: item.createdAt },
        lent: [{ kind: 'rmm-uid', value: item.rmmUid ?? '', from: 'autotask', asOf: null }],
        facts: { provider: item.vendor, 'reference-number': item.number },
      }),
    ),
  };
}

/** A hop as it is after its matching, over the session's estate. */
function matched(session: SetupSession, hop: Hop, whole = true): MatchedHop {
  const { sites, devices } = hop.source === 'autotask' ? psaSide(session) : session.estate;
  const { organizations, configurations } = session.estate;
  const at = session.clock.now();
  const outcomes = [
    outcome(hop.source, 'site', at, sites.length),
    outcome(hop.source, 'device', at, devices.length),
    outcome(hop.target, 'organization', at, organizations.length),
    outcome(hop.target, 'configuration', at, configurations.length),
  ];
  const reading = { sites, devices, organizations, configurations, outcomes, whole, complete: true };
  return {
    hop,
    reading,
    siteVerdicts: new Map(),
    deviceVerdicts: new Map(),
  } as unknown as MatchedHop;
}

/** What hop A's target reading of the PSA leaves in the store. */
async function rememberPsa(session: SetupSession, agoMs = 60_000): Promise<void> {
  const at = session.clock.now() - agoMs;
  const { estate, store } = session;
  const organizations = estate.companies.map(({ id, name, type, active }) =>
    organization({ id, name, typeName: type, active }),
  );
  const items = estate.items.map((item) =>
    configuration({
      ...{ id: item.id, organizationId: item.companyId, name: item.title ?? '', serial: item.serial },
      ...{ typeName: item.typeId, rmmUid: item.rmmUid, assetTag: item.number },
      provenance: provenance({ provider: item.vendor, createdAt: item.createdAt }),
    }),
  );
  for (const [type, records] of [
    ['organization', organizations],
    ['configuration', items],
  ] as const) {
    await store.observations.record(
      outcome('autotask', type, at, records.length),
      records.map((one) => ({ id: one.id, scopeId: null, name: one.name, body: JSON.stringify(one) })),
    );
  }
}

async function saveRun(session: SetupSession, integration: string, status: HopStatus, changes = {}) {
  const id = session.newId();
  const run = { id, kind: 'sync' as const, dryRun: false, startedAt: 1, about: null, ...changes };
  await session.store.runs.start(run);
  const document = JSON.stringify({ integrations: [{ id: integration, mode: 'sync', status }] });
  await session.store.runs.finish(id, { status: 'ok', exitCode: 0, reason: null, finishedAt: 2, document });
}

/** Mode sync on both hops into IT Glue. */
async function open(plant: (session: SetupSession) => void = () => {}): Promise<SetupSession> {
  const session = await setupSession();
  session.modes = { [fixes.B]: 'sync', [fixes.C]: 'sync' };
  plant(session);
  return session;
}

const untype = ({ estate }: SetupSession) => alter(estate.items, 0, { typeId: null });
const pushFromItGlue = ({ estate }: SetupSession) =>
  alter(estate.items, 0, { vendor: 'IT Glue – Documentation Management', createdAt: readAt - dayMs });
const unlink = ({ estate }: SetupSession) =>
  estate.organizations.forEach((one, at) => {
    if (at > 0) alter(estate.organizations, at, { ...one, provenance: provenance() });
  });

const steps = (stops: SetupStops) => ({
  refused: stops.refused.map(({ step }) => step),
  withheld: stops.withheld.map(({ step }) => step),
});

describe('before the first successful run', () => {
  test.each([
    ['nothing is wrong', () => {}, hopC, []],
    ['nothing is wrong', () => {}, autotaskToItGlue, []],
    ['a device has no type', untype, autotaskToItGlue, ['A-18']],
    ['a device has no type', untype, hopC, []],
    ['IT Glue has written into the PSA', pushFromItGlue, autotaskToItGlue, ['B-13']],
    ['IT Glue has written into the PSA', pushFromItGlue, hopC, ['B-13']],
    ['companies have no organization', unlink, hopC, ['B-17']],
    ['companies have no organization', unlink, autotaskToItGlue, []],
  ] as const)('%s (%o): a hop is refused by what it rests on', async (_what, plant, hop, expected) => {
    const session = await open(plant);
    await rememberPsa(session);
    expect(steps(await setupStops(session, matched(session, hop), []))).toEqual({
      refused: expected,
      withheld: [],
    });
  });

  test('who made an item is known from the reading of hop A, where hop B does not tell', async () => {
    const session = await open(pushFromItGlue);
    const silent = matched(session, autotaskToItGlue);
    const devices = silent.reading.devices.map((one) => ({ ...one, facts: {} }));
    const without = { ...silent, reading: { ...silent.reading, devices } };
    expect(steps(await setupStops(session, without, [])).refused).toEqual([]);
    await rememberPsa(session);
    expect(steps(await setupStops(session, without, [])).refused).toEqual(['B-13']);
  });

  test('asks no system anything', async () => {
    const session = await open(unlink);
    await rememberPsa(session);
    await setupStops(session, matched(session, hopC), []);
    expect([
      session.datto.asked.sites,
      session.autotask.asksForLists,
      session.itGlue.asked.organizations,
    ]).toEqual([0, 0, 0]);
  });

  test('names the step, what is wrong, why and the fix, and the flag that lifts it', async () => {
    const session = await open(untype);
    const stops = await setupStops(session, matched(session, autotaskToItGlue), []);
    expect(() => refuseWhenStopped(stops)).toThrow(
      expect.objectContaining({ code: 'setup-stop', exitCode: 8 }),
    );
    const error = caught(() => refuseWhenStopped(stops));
    expect(error.message).toMatch(/^A-18 stops autotask:it-glue before its first run: 1 device in Autotask/);
    expect(error.message).toContain('\nDo: Autotask > CRM > Devices');
    expect(error.hint).toContain('--ignore-setup A-18');
  });

  test.each([['B-17'], ['b-17']])('a person lifts it with --ignore-setup %s', async (step) => {
    const session = await open(unlink);
    await rememberPsa(session);
    const stops = await setupStops(session, matched(session, hopC), [step]);
    expect(steps(stops)).toEqual({ refused: [], withheld: [] });
    expect(() => refuseWhenStopped(stops)).not.toThrow();
  });

  test('a statement younger than the trace lets it through', async () => {
    const session = await open(pushFromItGlue);
    await session.store.attestations.add(attestation('B-13', readAt));
    const stops = await setupStops(session, matched(session, autotaskToItGlue), []);
    expect(steps(stops).refused).toEqual([]);
  });
});

describe('what stops nothing', () => {
  test('two systems without a PSA', async () => {
    const session = await open(unlink);
    const two = {
      ...session,
      connections: session.connections.filter(({ system }) => system !== 'autotask'),
    };
    expect(steps(await setupStops(two, matched(session, hopC), [])).refused).toEqual([]);
  });

  test('a hop in mode audit: it writes nothing', async () => {
    const session = await open(unlink);
    await rememberPsa(session);
    session.modes = { [fixes.C]: 'audit' };
    expect(steps(await setupStops(session, matched(session, hopC), [])).refused).toEqual([]);
  });

  test('a PSA that was not read within a day', async () => {
    const session = await open(unlink);
    await rememberPsa(session, 2 * dayMs);
    expect(steps(await setupStops(session, matched(session, hopC), [])).refused).toEqual([]);
    const unread = await open(unlink);
    expect(steps(await setupStops(unread, matched(unread, hopC), [])).refused).toEqual([]);
  });

  test('configurations that a run of one site did not read are not missed', async () => {
    const session = await open();
    await rememberPsa(session);
    const part = matched(session, hopC, false);
    const reading = { ...part.reading, configurations: part.reading.configurations.slice(0, 2) };
    expect(steps(await setupStops(session, { ...part, reading }, [])).refused).toEqual([]);
  });

  test('sites that are not settled: their devices wait already', async () => {
    const session = await open();
    await rememberPsa(session);
    const open22 = matched(session, hopC);
    const siteVerdicts = new Map([
      ['site-1', verdict({ kind: 'site', sourceId: 'site-1', status: 'unmatched', targetId: null })],
    ]);
    expect(steps(await setupStops(session, { ...open22, siteVerdicts }, [])).refused).toEqual([]);
  });
});

describe('after a successful run', () => {
  test.each([
    ['ok', {}, true, 'it has run'],
    ['partial', {}, true, 'in part is enough'],
    ['failed', {}, false, 'a failure is no run'],
    ['ok', { dryRun: true }, false, 'a dry run writes nothing'],
    ['ok', { kind: 'undo' }, false, 'an undo is no sync'],
  ] as const)('%s %j withholds the records instead of the hop: %s', async (status, changes, withheld, because) => {
    const session = await open(unlink);
    await rememberPsa(session);
    await saveRun(session, fixes.C, status, changes);
    const stops = await setupStops(session, matched(session, hopC), []);
    expect(steps(stops), because).toEqual(
      withheld ? { refused: [], withheld: ['B-17'] } : { refused: ['B-17'], withheld: [] },
    );
  });

  test('blocks what belongs to the records, and what hangs on it', async () => {
    const session = await open(unlink);
    await rememberPsa(session);
    await saveRun(session, fixes.C, 'ok');
    const stops = await setupStops(session, matched(session, hopC), []);
    // site-1 is Larkspur, whose organization is linked; site-2 and its devices 4 to 7 are not.
    const planned = withholdChanges(
      [
        change('a', 'device/uid-0'),
        change('b', 'device/uid-4'),
        change('c', 'site/site-2'),
        { ...change('d', 'device/elsewhere'), dependsOn: ['c'] },
        { ...change('e', 'device/uid-5'), blocked: { by: 'undo', reason: 'undone' } },
      ],
      stops,
    );
    expect(planned.map(({ id, blocked }) => [id, blocked?.by ?? null])).toEqual([
      ['a', null],
      ['b', 'setup B-17'],
      ['c', 'setup B-17'],
      ['d', 'setup B-17'],
      ['e', 'undo'],
    ]);
    expect(planned[1]?.blocked?.reason).toContain('trilink setup check --step B-17');
  });

  test('withholds untyped items from the PSA sync alone', async () => {
    const session = await open(untype);
    await saveRun(session, fixes.B, 'ok');
    const stops = await setupStops(session, matched(session, autotaskToItGlue), []);
    const [item, other] = session.estate.items;
    const planned = withholdChanges(
      [change('a', `device/${item?.id}`), change('b', `device/${other?.id}`)],
      stops,
    );
    expect(planned.map(({ blocked }) => blocked?.by ?? null)).toEqual(['setup A-18', null]);
  });

  test('with two-way sync on, nothing is written where the PSA has a link', async () => {
    const session = await open((it) => {
      pushFromItGlue(it);
      alter(it.estate.organizations, 2, { provenance: provenance() });
    });
    await rememberPsa(session);
    await saveRun(session, fixes.C, 'ok');
    const stops = await setupStops(session, matched(session, hopC), ['B-17']);
    const planned = withholdChanges(
      [change('a', 'device/uid-0', '4101'), change('b', 'device/uid-8', '4103')],
      stops,
    );
    expect(planned.map(({ blocked }) => blocked?.by ?? null)).toEqual(['setup B-13', null]);
  });
});

describe('--ignore-setup', () => {
  test('takes steps that stop something', () => {
    expect(() => checkIgnoredSteps(['A-18', 'b-13', 'B-17', 'C-22'])).not.toThrow();
  });

  test.each([['A-08'], ['Z-1'], ['']])('refuses %j', (step) => {
    expect(caught(() => checkIgnoredSteps(['B-17', step]))).toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('A-18, B-13, B-17'),
    });
  });
});

function change(id: string, item: string, organizationId = '4102'): Change {
  return {
    id,
    integration: fixes.C,
    item: `${item.startsWith('device/4') ? fixes.B : fixes.C}/${item}`,
    action: 'update',
    target: {
      system: 'it-glue',
      type: 'configuration',
      id: `t-${id}`,
      name: id,
      organizationId,
      parent: null,
    },
    dependsOn: [],
    source: { system: 'datto-rmm', id, name: id },
    fields: [],
    blocked: null,
    volatile: [],
    keys: null,
  };
}

function caught(work: () => void): { message: string; hint: string } {
  try {
    work();
  } catch (error) {
    return error as { message: string; hint: string };
  }
  throw new Error('nothing was thrown');
}
