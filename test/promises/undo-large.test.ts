import { expect, test } from 'vitest';
import type { RunDocument } from '../../src/domain/run.js';
import { realProgram } from '../support/real-program.js';

const sync = ['sync', 'start', '--yes', '--json', '--max-overwrites', '2000'] as const;

/** IT Glue shows an empty text and nothing alike. */
const comparable = (records: unknown): Record<string, Record<string, unknown>> =>
  JSON.parse(JSON.stringify(records), (_key, value: unknown) => (value === '' ? null : value));

test('10: undo of a run of 500 changes leaves IT Glue as it was, but for what somebody edited in between', async () => {
  const { vendors, trilink } = await realProgram({ seed: 11, devices: 2_400, sites: 40 });
  expect((await trilink.run(...sync)).code).toBe(0);
  const names = (await vendors.devices()).map(({ uid }, n) => ({
    do: 'rename-device' as const,
    device: uid,
    hostname: `RENAMED-${n}`,
  }));
  await vendors.mutate(...names);
  const before = comparable((await vendors.snapshot()).configurations);

  const { code, json } = await trilink.run(...sync);
  expect(code).toBe(0);
  expect(json<RunDocument>().integrations[0]?.changes.updated).toBeGreaterThanOrEqual(500);
  const [first, second] = Object.entries(comparable((await vendors.snapshot()).configurations))
    .filter(([id, one]) => one.hostname !== before[id]?.hostname)
    .map(([id]) => id);
  if (first === undefined || second === undefined) throw new Error('nothing was changed');
  await vendors.mutate(
    { do: 'edit-configuration', id: first, attributes: { hostname: 'BY-HAND' } },
    { do: 'edit-configuration', id: second, attributes: { notes: 'looked at by Ada' } },
  );

  const undo = await trilink.run('sync', 'undo', 'last', '--yes', '--json');
  expect(undo.code).toBe(0);
  expect(undo.json<{ left: unknown[] }>().left).toEqual([expect.objectContaining({ fields: ['hostname'] })]);
  const after = comparable((await vendors.snapshot()).configurations);
  expect(after[first]?.hostname).toBe('BY-HAND');
  expect(after[second]?.notes).toBe('looked at by Ada');
  expect({
    ...after,
    [first]: { ...after[first], hostname: before[first]?.hostname },
    [second]: { ...after[second], notes: before[second]?.notes },
  }).toEqual(before);
}, 300_000);
