import type { DocumentationRecord } from '../estate/documentation.js';
import type { ItGlueOptions } from './options.js';
import type { Problem } from './problems.js';
import type { Resource } from './resources.js';

/** Whether a PSA owns the record: it says so, or it says nothing and is linked to one. */
export function isSynced({ attributes, psaIds }: DocumentationRecord): boolean {
  const state = attributes['psa-integration'];
  return state === 'enabled' || (state === undefined && psaIds.length > 0);
}

/** One problem for each attribute that the PSA owns (spec; text observed). */
export function lockProblems(
  record: DocumentationRecord,
  sent: readonly string[],
  resource: Resource,
  options: ItGlueOptions,
): Problem[] {
  return sent.filter((attribute) => !open(record, resource, options).includes(attribute)).map(lockedProblem);
}

function open(
  record: DocumentationRecord,
  resource: Resource,
  { orphaned }: ItGlueOptions,
): readonly string[] {
  if (resource.openWhenSynced !== null && isSynced(record)) return resource.openWhenSynced;
  const isOrphan = record.type === 'configurations' && record.attributes['psa-integration'] === 'orphaned';
  return isOrphan && orphaned === 'archived-only' ? ['archived'] : resource.writable;
}

export function lockedProblem(attribute: string): Problem {
  return {
    title: 'Unprocessable Entity',
    detail: 'Cannot update a synced resource',
    pointer: `/data/attributes/${attribute}`,
  };
}
