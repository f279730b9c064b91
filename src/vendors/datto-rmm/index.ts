import { Connection, type VendorOptions } from '../http/connection.js';
import { dattoRmmAddress } from './address.js';
import { DattoRmmApi } from './api.js';
import { DattoRmm } from './client.js';
import { CONCURRENCY, RATE_LIMIT_WAIT_MS } from './limits.js';
import { RateWatch } from './rate-watch.js';

export interface DattoRmmOptions extends VendorOptions {
  /** A platform's name, or the API URL. */
  readonly address: string;
  readonly key: string;
  readonly secret: string;
  /** Requests under way at once. */
  readonly concurrency?: number | undefined;
}

export type { DattoRmm };

/** @throws {UsageError} when the address is not one of Datto RMM. Makes no request. */
export function openDattoRmm(options: DattoRmmOptions): DattoRmm {
  const base = dattoRmmAddress(options.address);
  const key = options.key.trim();
  const secret = options.secret.trim();
  const { clock, permits, account } = options;
  const concurrency = options.concurrency ?? CONCURRENCY;
  const rate = new RateWatch({ clock, permits, account });
  const connection = new Connection(
    {
      system: 'datto-rmm',
      limits: [
        { name: 'reads', appliesTo: (request) => request.method === 'GET', limit: () => rate.limit() },
      ],
      secrets: [key, secret],
      retry: { rateLimitWaitMs: () => RATE_LIMIT_WAIT_MS },
      connections: concurrency,
    },
    options,
  );
  const api = new DattoRmmApi({ base, key, secret, connection, rate, now: () => clock.now() });
  return new DattoRmm({ api, connection, clock, concurrency });
}
