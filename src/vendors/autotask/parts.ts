import type { Clock } from '../../ports/clock.js';
import type { Connection } from '../http/connection.js';
import type { AutotaskApi } from './api.js';
import type { Companies } from './companies.js';
import type { Lists } from './lists.js';
import type { MaskedUdfs } from './masked-udfs.js';
import type { Metadata } from './metadata.js';
import type { ScopedReader } from './scoped-reader.js';
import type { Zones } from './zones.js';

/** What both sides of the client stand on: one connection, one memory of lists and metadata. */
export interface Parts {
  readonly api: AutotaskApi;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly zones: Zones;
  readonly metadata: Metadata;
  readonly lists: Lists;
  readonly companies: Companies;
  readonly scoped: ScopedReader;
  readonly masked: MaskedUdfs;
  /** Names of the user-defined fields that may be read and written: those a person has mapped. */
  udfs(): readonly string[];
}
