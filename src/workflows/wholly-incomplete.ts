import type { IntegrationId } from '../domain/estate/systems.js';
import { Refused } from '../errors.js';

/** What a hop ends with that got nothing at all of what it cannot do without. `why` says which request failed. */
export function whollyIncomplete(
  system: string,
  what: string,
  integration: IntegrationId,
  why: string | null,
): Refused {
  return new Refused(
    `Nothing of ${system}'s ${what} could be read for ${integration}${why ? `: ${why}` : ''}.`,
    {
      code: 'wholly-incomplete',
      hint: 'Nothing was written. Run it again when the system answers; see: trilink doctor',
    },
  );
}
