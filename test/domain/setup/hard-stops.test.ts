import { describe, expect, test } from 'vitest';
import { evaluateSetup } from '../../../src/domain/setup/evaluate.js';
import { hardStops } from '../../../src/domain/setup/hard-stops.js';
import type { HopMode, RunHop } from '../../../src/domain/setup/rule.js';
import {
  attestation,
  dayMs,
  factsWith,
  nowMs,
  type Patch,
  readAt,
  scopeWith,
} from './support/healthy-facts.js';

function findings(
  patch: Patch,
  modes: Partial<Record<RunHop, HopMode>> = {},
  word?: ReturnType<typeof attestation>,
) {
  const attestations = word ? [word] : [];
  return evaluateSetup({ facts: factsWith(patch), attestations, scope: scopeWith(modes), nowMs }).findings;
}

const untyped: Patch = {
  untypedItems: { count: 1, of: 20, byDeviceType: [{ deviceType: 'Laptop', count: 1 }], byProduct: [] },
};
const twoWay: Patch = { twoWayTraces: { items: 1, contacts: 0, newestAt: readAt - dayMs } };
const lowCoverage: Patch = { organizationCoverage: { of: 4, native: 1, either: 1 } };
const notRun: Patch = {
  mappedSites: { count: 0, of: 3 },
  psaLinks: { organizations: 0, configurations: 0 },
  organizationCoverage: { of: 4, native: 0, either: 0 },
  itemCoverage: { of: 0, native: 0, either: 0, sampled: false },
};
const unsettled: Patch = {
  sitesSettled: { native: { of: 3, matched: 2, ignored: 0, open: 1 }, ledger: null },
};

describe('hardStops', () => {
  test.each([
    [untyped, 'B', ['A-18'], 'untyped devices spoil the PSA sync'],
    [untyped, 'A', [], 'hop A is how they get typed'],
    [untyped, 'C', [], 'they are not what hop C rests on'],
    [twoWay, 'B', ['B-13'], 'two-way sync is known on'],
    [twoWay, 'C', ['B-13'], 'what hop C writes would be pushed over Autotask'],
    [twoWay, 'S', ['B-13'], 'the same for Syncro'],
    [lowCoverage, 'C', ['B-17'], 'the PSA sync is incomplete'],
    [lowCoverage, 'B', [], 'hop B is how it gets complete'],
    [notRun, 'C', ['B-17'], 'a PSA sync that has not run stops it though it waits for an earlier step'],
    [unsettled, 'C', ['C-22'], 'no device before all sites'],
    [{}, 'C', [], 'nothing is wrong'],
  ] as const)('%j stops hop %s by %j: %s', (patch, hop, expected, because) => {
    expect(
      hardStops(findings(patch as Patch), hop, false).map((stop) => stop.step),
      because,
    ).toEqual(expected);
  });

  test('refuses before the first success, and withholds the records concerned afterwards', () => {
    const found = findings(lowCoverage);
    expect(hardStops(found, 'C', false)[0]).toMatchObject({ action: 'refuse', stops: 'hop' });
    expect(hardStops(found, 'C', true)[0]).toMatchObject({
      action: 'withhold',
      withholds: 'sites-without-linked-organization',
    });
  });

  test('an unsettled site stops the devices only', () => {
    expect(hardStops(findings(unsettled), 'C', false)[0]).toMatchObject({
      stops: 'devices',
      withholds: 'devices-of-unsettled-sites',
    });
  });

  test('a person can lift one stop and not the others', () => {
    const found = findings({ ...lowCoverage, ...twoWay });
    expect(hardStops(found, 'C', false, ['B-17']).map((stop) => stop.step)).toEqual(['B-13']);
  });

  test('what is unknown or attested does not stop', () => {
    const attested = findings(twoWay, {}, attestation('B-13', readAt));
    expect(hardStops(attested, 'C', false)).toEqual([]);
    const facts = factsWith({}, ['twoWayTraces', 'organizationCoverage', 'sitesSettled']);
    const unknown = evaluateSetup({ facts, attestations: [], scope: scopeWith(), nowMs }).findings;
    expect(hardStops(unknown, 'C', false)).toEqual([]);
  });

  test('a hop that trilink runs is not stopped by sites that it has not matched yet', () => {
    const found = findings(
      { sitesSettled: { native: { of: 3, matched: 0, ignored: 0, open: 3 }, ledger: null } },
      { C: 'sync' },
    );
    expect(hardStops(found, 'C', false)).toEqual([]);
  });
});
