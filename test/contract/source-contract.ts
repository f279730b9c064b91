import { describe, expect, test } from 'vitest';
import type { DeviceDetail } from '../../src/domain/estate/source.js';
import type { SourcePort } from '../../src/ports/system.js';

/** One source under test: at least two sites with devices, one of them without any. */
export interface SourceUnderTest {
  readonly port: SourcePort;
  /** From now on lists cannot be read to their end. */
  breakLists(): void;
  /** Requests so far that could have changed something. */
  writes(): number;
  close(): Promise<unknown>;
}

/** What every source promises, whatever the vendor. */
export function sourceContract(system: string, setUp: () => Promise<SourceUnderTest>): void {
  describe(`${system} as a source`, () => {
    const withPort = (name: string, check: (source: SourceUnderTest) => Promise<void>) =>
      test(name, async () => {
        const source = await setUp();
        try {
          await check(source);
          expect(source.writes()).toBe(0);
        } finally {
          await source.close();
        }
      });

    withPort('is the same account each time it is asked', async ({ port }) => {
      const identity = await port.identity();
      expect(identity).toMatchObject({ system, id: expect.stringMatching(/./) });
      expect(await port.identity()).toEqual(identity);
      expect(port.system).toBe(system);
    });

    withPort('lists each site once and says that it read all of them', async ({ port }) => {
      const { records, outcome } = await port.sites();
      expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      expect(outcome).toMatchObject({
        system,
        type: 'site',
        scope: 'all',
        complete: true,
        received: records.length,
      });
      expect(outcome.finishedAt).toBeGreaterThanOrEqual(outcome.startedAt);
    });

    withPort(
      'lists each device once, of a site that was listed, as many as the site says',
      async ({ port }) => {
        const sites = (await port.sites()).records;
        const { records, outcome } = await port.devices('all');
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
        for (const site of sites) {
          const ofSite = records.filter(({ siteId }) => siteId === site.id);
          if (site.deviceCount !== null) expect(ofSite).toHaveLength(site.deviceCount);
        }
        expect(sites.map(({ id }) => id)).toEqual(
          expect.arrayContaining(records.map(({ siteId }) => siteId)),
        );
        expect(outcome).toMatchObject({
          type: 'device',
          complete: true,
          received: records.length,
          incomplete: [],
        });
      },
    );

    withPort('tells of one site what it tells of it among all', async ({ port }) => {
      const [site] = (await port.sites()).records.filter(({ deviceCount }) => deviceCount !== 0);
      const all = await port.devices('all');
      const { records, outcome } = await port.devices([site?.id ?? '']);
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      const expected = all.records.filter(({ siteId }) => siteId === site?.id);
      expect([...records].sort(byId)).toEqual([...expected].sort(byId));
      expect(outcome).toMatchObject({ scope: [site?.id], complete: true });
    });

    withPort('never takes a site that is not there for an empty one', async ({ port }) => {
      const { outcome } = await port.devices(['no-such-site']);
      expect(outcome.complete).toBe(false);
      expect(outcome.incomplete.map(({ scopeId }) => scopeId)).toEqual(['no-such-site']);
    });

    withPort('hands over one detail a device, made for the device as it was listed', async ({ port }) => {
      const { records } = await port.devices('all');
      const details: DeviceDetail[] = [];
      const { failed } = await port.details(records, (detail) => void details.push(detail));
      expect(details.map(({ deviceId }) => deviceId).sort()).toEqual(records.map(({ id }) => id).sort());
      const keys = new Map(records.map(({ id, detailKey }) => [id, detailKey]));
      for (const detail of details) expect(detail.detailKey).toBe(keys.get(detail.deviceId));
      expect(failed.size).toBe(0);
    });

    withPort('says so when a list could not be read to its end', async ({ port, breakLists }) => {
      await port.sites();
      breakLists();
      const { outcome } = await port.devices('all');
      expect(outcome.complete).toBe(false);
      expect(outcome.failures.length + outcome.incomplete.length).toBeGreaterThan(0);
    });
  });
}
