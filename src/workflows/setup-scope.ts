import type { IntegrationId } from '../domain/estate/systems.js';
import { integrationOf, type RunHop, type SetupScope, scopeOf } from '../domain/setup/index.js';
import type { Session } from '../ports/session.js';

const runHops: readonly RunHop[] = ['A', 'B', 'C', 'S'];

/** What a check may know of this profile beside facts: what is connected, and who runs each hop. */
export function setupScope(session: Session): SetupScope {
  const modes = runHops.map((hop) => {
    const integration = integrationOf(hop) as IntegrationId;
    return [integration, session.settings(integration).mode] as const;
  });
  return scopeOf(
    session.connections.map((connection) => connection.system),
    Object.fromEntries(modes),
  );
}
