import { didYouMean } from '../domain/closest.js';
import type { IntegrationId } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import type { IntegrationMode, IntegrationSettings } from '../ports/session.js';
import { type Env, envText } from './environment.js';
import { type IntegrationFile, modes } from './settings-file.js';

/** In safe order: the RMM into the PSA, the PSA into IT Glue, then the RMM into IT Glue. */
export const integrationIds: readonly IntegrationId[] = [
  'datto-rmm:autotask',
  'autotask:it-glue',
  'datto-rmm:it-glue',
  'syncro:it-glue',
];

export function isMode(text: string): text is IntegrationMode {
  return modes.some((mode) => mode === text);
}

/** @throws {UsageError} with the nearest one that exists. */
export function knownIntegration(text: string, where: string): IntegrationId {
  const found = integrationIds.find((id) => id === text);
  if (found) return found;
  throw new UsageError(`${where}: there is no integration "${text}".${didYouMean(text, integrationIds)}`, {
    code: 'integration-unknown',
    hint: `One of ${integrationIds.join(', ')}`,
  });
}

/**
 * Modes set by `TRILINK_INTEGRATIONS`, such as `datto-rmm:it-glue=sync,datto-rmm:autotask=off`.
 *
 * @throws {UsageError} naming the part that is not an integration with a mode.
 */
export function environmentModes(env: Env): ReadonlyMap<IntegrationId, IntegrationMode> {
  const parts = (envText(env, 'TRILINK_INTEGRATIONS') ?? '').split(',').map((part) => part.trim());
  return new Map(parts.filter((part) => part !== '').map(parsePart));
}

function parsePart(part: string): [IntegrationId, IntegrationMode] {
  const [id = '', mode = ''] = part.split('=').map((text) => text.trim());
  if (isMode(mode)) return [knownIntegration(id, 'TRILINK_INTEGRATIONS'), mode];
  throw new UsageError(`TRILINK_INTEGRATIONS: "${part}" names no mode${mode === '' ? '' : ` (${mode})`}`, {
    code: 'environment',
    hint: `Write INTEGRATION=MODE with one of ${modes.join(', ')}, such as datto-rmm:it-glue=sync`,
  });
}

/** Everything has a default: `audit`, no changed rows, the limits of the guard itself. */
export function integrationSettings(
  file: IntegrationFile | undefined,
  mode: IntegrationMode | undefined,
): IntegrationSettings {
  return {
    mode: mode ?? file?.mode ?? 'audit',
    matchBy: file?.matchBy ?? null,
    authority: file?.authority ?? {},
    deviceTypes: file?.deviceTypes ?? {},
    maxCreates: file?.maxCreates ?? null,
    maxOverwrites: file?.maxOverwrites ?? null,
    maxArchives: file?.maxArchives ?? null,
    options: file?.options ?? {},
  };
}
