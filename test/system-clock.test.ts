import { expect, test } from 'vitest';
import { steadyNow } from '../src/system-clock.js';

test.each([
  // what the machine's clock shows, what really passed, what we say, why
  [[1000, 1500, 2000], [0, 500, 1000], [1500, 2000], 'both agree'],
  [[1000, 1500, 200, 700], [0, 500, 1000, 1500], [1500, 2000, 2500], 'set back by more than a second'],
  [[1000, 1499, 1498], [0, 500, 520], [1499, 1519], 'set back by a little'],
  [[1000, 90_000, 90_500], [0, 500, 1000], [90_000, 90_500], 'the laptop slept'],
] as const)('the clock never goes back: machine %j, really %j', (wall, steady, expected, because) => {
  const readings = { wall: [...wall] as number[], steady: [...steady] as number[] };
  const now = steadyNow(
    () => readings.wall.shift() ?? 0,
    () => readings.steady.shift() ?? 0,
  );
  expect(
    expected.map(() => now()),
    because,
  ).toEqual(expected);
});
