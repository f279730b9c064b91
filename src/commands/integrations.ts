import { type IntegrationId, knownSystems } from '../domain/estate/systems.js';
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
