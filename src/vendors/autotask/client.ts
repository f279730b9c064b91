import type { RequestCounts } from '../../ports/session.js';
import type { ListsTold } from '../../ports/setup.js';
import type { AccountIdentity } from '../../ports/system.js';
import { identityOf } from './identity.js';
import type { Parts } from './parts.js';
import { readSetupLists, type SetupLists } from './setup-lists.js';
import { AutotaskSource } from './source.js';
import { AutotaskTarget } from './target.js';

/** Autotask, as the source of one hop and the target of another. Both sides share one connection and its limits. */
export class Autotask {
  readonly #parts: Parts;
  readonly #source: AutotaskSource;
  readonly #target: AutotaskTarget;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#source = new AutotaskSource(parts);
    this.#target = new AutotaskTarget(parts);
  }

  asSource(): AutotaskSource {
    return this.#source;
  }

  asTarget(): AutotaskTarget {
    return this.#target;
  }

  /** The database's number. Asks something that only a user who is let in is answered. */
  identity(): Promise<AccountIdentity> {
    return identityOf(this.#parts);
  }

  /** Whether this tenant lets the ids of the RMM be written, by its field metadata. */
  rmmIdsWritable(): Promise<boolean> {
    return this.#target.rmmIdsWritable();
  }

  /** What the set-up rules need of Autotask, each list with a reason where it could not be read. */
  setupLists(told?: ListsTold): Promise<SetupLists> {
    return this.#parts.connection.during(() => readSetupLists(this.#parts, told));
  }

  requests(): RequestCounts {
    return this.#parts.connection.requests();
  }

  async close(): Promise<void> {
    await this.#parts.connection.close();
  }
}
