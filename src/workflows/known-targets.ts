import type { Configuration, Organization } from '../domain/estate/target.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { presentRecords } from './remembered-estate.js';

/** A record of the target as the last reads saw it. */
export interface KnownTarget {
  readonly id: string;
  readonly name: string;
  /** The organization it belongs to; `null` for organizations themselves. */
  readonly organizationId: string | null;
  readonly archived: boolean;
  readonly body: Organization | Configuration;
}

/** Organizations for a site, configurations for a device, as the last reads saw them. Asks no vendor. */
export async function knownTargets(
  session: Session,
  item: Pick<PublishedItem, 'integration' | 'kind'>,
): Promise<readonly KnownTarget[]> {
  const system = item.integration.split(':')[1] ?? '';
  const type = item.kind === 'site' ? 'organization' : item.kind === 'device' ? 'configuration' : item.kind;
  const seen = await presentRecords(session, system, type);
  return seen.map((one) => {
    const body = JSON.parse(one.body) as Organization | Configuration;
    const archived = 'archived' in body ? body.archived : !body.active;
    return { id: one.id, name: one.name, organizationId: one.scopeId, archived, body };
  });
}

/**
 * The record that a text names, by id or by exact name.
 * @throws {UsageError} when there is none, or several (all listed).
 */
export function findTarget(
  targets: readonly KnownTarget[],
  text: string,
  organizationId: string | null,
): KnownTarget {
  const byId = targets.find((target) => target.id === text);
  if (byId) return byId;
  const named = targets.filter((target) => target.name === text);
  const inside = named.filter(
    (target) => organizationId === null || target.organizationId === organizationId,
  );
  const fitting = inside.length > 0 ? inside : named;
  const [target] = fitting;
  if (target && fitting.length === 1) return target;
  if (fitting.length === 0) {
    throw new UsageError(`There is no record "${text}" in the target.`, {
      code: 'target-unknown',
      hint: 'Give its id or its exact name as the last run saw it.',
    });
  }
  const lines = fitting.map((one) => `  ${one.id}  ${one.name}${one.archived ? ' (archived)' : ''}`);
  throw new UsageError(`Several records are called "${text}":\n${lines.join('\n')}`, {
    code: 'target-ambiguous',
    hint: 'Give the id of one of them.',
    details: fitting.map((one) => one.id),
  });
}
