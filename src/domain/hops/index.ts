import type { IntegrationId } from '../estate/systems.js';
import { autotaskToItGlue } from './autotask-to-itglue.js';
import type { Hop } from './hop.js';
import { rmmToAutotask } from './rmm-to-autotask.js';
import { rmmToItGlue } from './rmm-to-itglue.js';

/** The hops of this version in safe order: the RMM's into the PSA, the PSA's into IT Glue, then the RMM's into IT Glue. */
export const allHops: readonly Hop[] = [
  rmmToAutotask,
  autotaskToItGlue,
  rmmToItGlue('datto-rmm:it-glue', 'C', 'datto-rmm'),
];

export function findHop(hops: readonly Hop[], id: IntegrationId): Hop | null {
  return hops.find((hop) => hop.id === id) ?? null;
}
