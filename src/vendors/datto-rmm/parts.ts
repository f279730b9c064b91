import type { Clock } from '../../ports/clock.js';
import type { Connection } from '../http/connection.js';
import type { DattoRmmApi } from './api.js';

/** What every piece of the client works with. */
export interface ClientParts {
  readonly api: DattoRmmApi;
  readonly connection: Connection;
  readonly clock: Clock;
  /** Requests under way at once. */
  readonly concurrency: number;
}
