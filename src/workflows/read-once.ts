import type { Device, Site } from '../domain/estate/source.js';
import type { SystemId } from '../domain/estate/systems.js';
import type { Hop } from '../domain/hops/hop.js';
import type { Session } from '../ports/session.js';
import type { Reading, Scope, SourcePort } from '../ports/system.js';

/**
 * The session for one run of several hops: sites and devices of a source that several of them read, and none of them
 * writes to, are asked for once. A list that could not be read whole is asked for again.
 */
export function readingSourcesOnce(session: Session, hops: readonly Hop[]): Session {
  const written = new Set(hops.map(({ target }) => target));
  const isShared = (system: SystemId) =>
    !written.has(system) && hops.filter(({ source }) => source === system).length > 1;
  const ports = new Map<SystemId, SourcePort>();
  return {
    ...session,
    requests: () => session.requests(),
    source: async (system) => {
      if (!isShared(system)) return session.source(system);
      const port = ports.get(system) ?? remembering(await session.source(system));
      ports.set(system, port);
      return port;
    },
  };
}

function remembering(port: SourcePort): SourcePort {
  const sites = new Map<string, Reading<Site>>();
  const devices = new Map<string, Reading<Device>>();
  const { attachments, budget, clockAheadMs } = port;
  return {
    system: port.system,
    identity: () => port.identity(),
    sites: () => once(sites, 'all', () => port.sites()),
    devices: (scope) => once(devices, keyOf(scope), () => port.devices(scope)),
    details: (wanted, arrived) => port.details(wanted, arrived),
    ...(attachments ? { attachments: attachments.bind(port) } : {}),
    ...(budget ? { budget: budget.bind(port) } : {}),
    ...(clockAheadMs ? { clockAheadMs: clockAheadMs.bind(port) } : {}),
  };
}

async function once<T>(
  known: Map<string, Reading<T>>,
  key: string,
  read: () => Promise<Reading<T>>,
): Promise<Reading<T>> {
  const before = known.get(key);
  if (before) return before;
  const reading = await read();
  if (reading.outcome.complete) known.set(key, reading);
  return reading;
}

function keyOf(scope: Scope): string {
  return scope === 'all' ? scope : JSON.stringify([...scope].sort());
}
