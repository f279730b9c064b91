import { silentProgress } from '../../../src/ports/progress.js';
import type { VendorOptions } from '../../../src/vendors/http/connection.js';
import type { RequestTrace } from '../../../src/vendors/http/trace.js';
import { FakeClock } from './fake-clock.js';
import { MemoryPermits } from './memory-permits.js';

export interface TestOptions extends VendorOptions {
  readonly clock: FakeClock;
  readonly permits: MemoryPermits;
  readonly traces: RequestTrace[];
  readonly told: (string | null)[];
  readonly stop: AbortController;
}

/** What the composition root would hand in, with time, chance and memory under the test's control. */
export function testOptions(over: Partial<VendorOptions> = {}): TestOptions {
  const traces: RequestTrace[] = [];
  const told: (string | null)[] = [];
  const stop = new AbortController();
  return {
    account: 'test-account',
    random: () => 0,
    progress: { ...silentProgress, waiting: (reason) => void told.push(reason) },
    signal: stop.signal,
    deadline: null,
    onRequest: (trace) => void traces.push(trace),
    ...over,
    clock: new FakeClock(),
    permits: new MemoryPermits(),
    traces,
    told,
    stop,
  };
}
