import type { SimulatedSystem } from './exchange.js';

/** One request that arrived. `status` is `null` while unanswered, 0 when the connection was cut instead. */
export interface LoggedRequest {
  readonly number: number;
  readonly system: SimulatedSystem;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** False when the request could have changed something. */
  readonly read: boolean;
  status: number | null;
  readonly at: number;
}

/** Something no client of ours may ever do. */
export interface Violation {
  readonly system: SimulatedSystem;
  readonly method: string;
  readonly path: string;
  readonly why: string;
  readonly at: number;
}

export interface RequestCounts {
  readonly total: number;
  readonly reads: number;
  readonly writes: number;
  /** By status; `0` counts cut connections. */
  readonly byStatus: Readonly<Record<string, number>>;
}

/** What every simulated vendor was asked, in order of arrival. No header and no body is kept. */
export class Journal {
  readonly requests: LoggedRequest[] = [];
  readonly violations: Violation[] = [];

  arrived(request: Omit<LoggedRequest, 'number' | 'status'>): LoggedRequest {
    const logged: LoggedRequest = { number: this.requests.length + 1, status: null, ...request };
    this.requests.push(logged);
    return logged;
  }

  violated(violation: Violation): void {
    this.violations.push(violation);
  }

  counts(): Partial<Record<SimulatedSystem, RequestCounts>> {
    const counts: Partial<
      Record<
        SimulatedSystem,
        { total: number; reads: number; writes: number; byStatus: Record<string, number> }
      >
    > = {};
    for (const { system, read, status } of this.requests) {
      const own = counts[system] ?? { total: 0, reads: 0, writes: 0, byStatus: {} };
      counts[system] = own;
      own.total += 1;
      own[read ? 'reads' : 'writes'] += 1;
      const key = String(status ?? 'open');
      own.byStatus[key] = (own.byStatus[key] ?? 0) + 1;
    }
    return counts;
  }

  clear(): void {
    this.requests.length = 0;
    this.violations.length = 0;
  }
}
