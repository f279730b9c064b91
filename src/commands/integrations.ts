import { didYouMean } from '../domain/closest.js';
import { type IntegrationId, knownSystems } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import { type Flag, flag } from './flag.js';

/** The integrations that completion offers, in safe order. Which of them this version runs, the workflow says. */
export const integrationIds: readonly IntegrationId[] = [
  'datto-rmm:autotask',
  'autotask:it-glue',
  'datto-rmm:it-glue',
  'syncro:it-glue',
];

export const systemNames: readonly string[] = knownSystems;

/** `source:target`, or `null`. */
export function readIntegration(typed: string): IntegrationId | null {
  return /^[a-z0-9-]+:[a-z0-9-]+$/.test(typed) ? (typed as IntegrationId) : null;
}

export function integrationFlag(description: string): Flag {
  const integration = flag('--integration <id>', description);
  integration.argChoices = [...integrationIds];
  return integration.read('source:target', 'datto-rmm:it-glue', readIntegration);
}

/**
 * The hops that were asked for by id; all of them when none was.
 * @throws {UsageError} for an id that no hop has, with the nearest one.
 */
export function knownHops<H extends { readonly id: IntegrationId }>(
  hops: readonly H[],
  asked: readonly IntegrationId[],
): readonly H[] {
  const known = hops.map((hop) => hop.id);
  const unknown = asked.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no integration "${unknown}".${didYouMean(unknown, known)}`, {
      code: 'integration-unknown',
      hint: `Known are: ${known.join(', ')}`,
    });
  }
  return hops.filter((hop) => asked.length === 0 || asked.includes(hop.id));
}
