import type { Catalogues } from './catalogues.js';
import type { CustomerSite } from './customers.js';
import type { Draft } from './draft.js';
import type { Random } from './random.js';

/** One customer's documentation in the making. */
export interface Scene {
  readonly draft: Draft;
  readonly catalogues: Catalogues;
  readonly random: Random;
  readonly owner: CustomerSite;
  readonly organizationId: string;
}
