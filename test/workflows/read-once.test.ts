import { expect, test } from 'vitest';
import { allHops } from '../../src/domain/hops/index.js';
import { readingSourcesOnce } from '../../src/workflows/read-once.js';
import { FakeSource } from '../support/fake-systems.js';
import { openTestSession } from '../support/session.js';

async function readTwice(hops: typeof allHops) {
  const source = new FakeSource('datto-rmm');
  const session = await openTestSession({ source });
  const reading = readingSourcesOnce(session, hops);
  for (let time = 0; time < 2; time++) await (await reading.source('datto-rmm')).sites();
  await session.close();
  return source.asked.sites;
}

test('the RMM is read once for the two hops that start there', async () => {
  expect(await readTwice(allHops)).toBe(1);
});

test('a hop alone reads its source as often as it asks', async () => {
  expect(await readTwice(allHops.filter(({ letter }) => letter === 'C'))).toBe(2);
});

test('a source that an earlier hop writes to is never remembered', async () => {
  const written = allHops.map((hop) => (hop.letter === 'B' ? { ...hop, target: 'datto-rmm' as const } : hop));
  expect(await readTwice(written)).toBe(2);
});
