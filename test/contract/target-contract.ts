import { describe, expect, test } from 'vitest';
import type { CreateRequest, TargetPort, UpdateRequest } from '../../src/ports/system.js';

/** One target under test: two organizations or more, each with two configurations or more. */
export interface TargetUnderTest {
  readonly port: TargetPort;
  /** Fields for a new configuration of that name, all of them such that the target shows them again. */
  fieldsFor(name: string, serial: string): CreateRequest['fields'];
  /** A text field that may be changed. */
  readonly textField: string;
  /** From now on lists cannot be read to their end. */
  breakLists(): void;
  close(): Promise<unknown>;
}

/** What every target promises, whatever the vendor. */
export function targetContract(system: string, setUp: () => Promise<TargetUnderTest>): void {
  describe(`${system} as a target`, () => {
    const withPort = (
      name: string,
      check: (target: TargetUnderTest, organizationId: string) => Promise<void>,
    ) =>
      test(name, async () => {
        const target = await setUp();
        try {
          const [organization] = (await target.port.organizations()).records;
          await check(target, organization?.id ?? '');
        } finally {
          await target.close();
        }
      });

    withPort('is the same account each time it is asked', async ({ port }) => {
      const identity = await port.identity();
      expect(identity).toMatchObject({ system, id: expect.stringMatching(/./) });
      expect(await port.identity()).toEqual(identity);
    });

    withPort('tells of one organization what it tells of it among all', async ({ port }, organizationId) => {
      const all = await port.configurations('all');
      expect(all.outcome).toMatchObject({ type: 'configuration', scope: 'all', complete: true });
      expect(new Set(all.records.map(({ id }) => id)).size).toBe(all.records.length);
      const some = await port.configurations([organizationId]);
      expect(some.records).toEqual(all.records.filter((record) => record.organizationId === organizationId));
      expect(some.outcome).toMatchObject({ scope: [organizationId], complete: true });
    });

    withPort(
      'fetches a record with the values that the list shows, and no record that is not there',
      async ({ port }, id) => {
        const [listed] = (await port.configurations([id])).records;
        const found = await port.fetch('configuration', [listed?.id ?? '', '999999999']);
        expect([...found.keys()]).toEqual([listed?.id]);
        expect(found.get(listed?.id ?? '')).toMatchObject({
          name: listed?.name,
          archived: listed?.archived,
          fields: listed?.fields ?? {},
        });
      },
    );

    withPort(
      'makes several records with one answer each, in order, and finds them again by their keys',
      async (target, id) => {
        const wanted = ['C', 'A', 'B'].map((name): CreateRequest => {
          return {
            type: 'configuration',
            organizationId: id,
            parentId: null,
            fields: target.fieldsFor(name, `NEW-${name}`),
          };
        });
        const size = target.port.batchSize('create', 'configuration');
        expect(size).toBeGreaterThanOrEqual(1);
        const outcomes = [];
        for (let at = 0; at < wanted.length; at += size)
          outcomes.push(...(await target.port.create(wanted.slice(at, at + size))));
        const ids = outcomes.map((one) => (one.outcome === 'done' ? one.id : one.outcome));
        expect(new Set(ids).size).toBe(3);
        for (const [index, one] of outcomes.entries()) {
          expect(one).toMatchObject({ outcome: 'done', echoed: wanted[index]?.fields ?? {} });
        }
        const there = await target.port.listForLookUp('configuration', id, null);
        expect(ids.map((made) => there.find((record) => record.id === made)?.keys.serial)).toEqual([
          'NEW-C',
          'NEW-A',
          'NEW-B',
        ]);
      },
    );

    withPort('writes a field, echoes it, shows it, and clears it again', async (target, id) => {
      const [record] = (await target.port.configurations([id])).records;
      const change = (value: string | null): UpdateRequest[] => {
        const fields = { [target.textField]: value };
        return [{ type: 'configuration', id: record?.id ?? '', organizationId: id, parentId: null, fields }];
      };
      for (const value of ['first', 'second', 'second', null]) {
        const [outcome] = await target.port.update(change(value));
        expect(outcome).toEqual({ outcome: 'done', id: record?.id, echoed: { [target.textField]: value } });
        const now = (await target.port.fetch('configuration', [record?.id ?? ''])).get(record?.id ?? '');
        expect(now?.fields[target.textField]).toBe(value);
      }
    });

    withPort('answers an empty batch with nothing', async ({ port }) => {
      expect([await port.create([]), await port.update([])]).toEqual([[], []]);
    });

    withPort(
      'says so when a list could not be read to its end, and does not look up in half a list',
      async (target, id) => {
        target.breakLists();
        expect((await target.port.configurations([id])).outcome.complete).toBe(false);
        await expect(target.port.listForLookUp('configuration', id, null)).rejects.toMatchObject({
          name: 'VendorError',
        });
      },
    );
  });
}
