import type { SystemId } from '../domain/estate/systems.js';
import { systemName } from '../domain/setup/index.js';
import { type AppError, UsageError } from '../errors.js';
import type { ConnectionSummary, Session } from '../ports/session.js';
import { listerOf } from '../ports/setup.js';
import type { SourcePort, TargetPort } from '../ports/system.js';

/** Whichever side of a hop a system can take: both say whose account it is. */
export type Port = SourcePort | TargetPort;
export type Opened = { readonly port: Port } | { readonly failure: AppError } | undefined;

/** Opens every connection's client. Makes no request. */
export async function openPorts(
  session: Session,
  connections: readonly ConnectionSummary[],
): Promise<ReadonlyMap<SystemId, Opened>> {
  const opened = await Promise.all(
    connections.map(async ({ system }) => [system, await openPort(session, system)] as const),
  );
  return new Map(opened);
}

/**
 * A system that this version has no client for is one that cannot be seen.
 * @throws {UsageError} for a connection that is not set up well, such as with a wrong address.
 */
async function openPort(session: Session, system: SystemId): Promise<Opened> {
  const sides = [() => session.source(system), () => session.target(system)];
  let refusal: unknown = null;
  for (const open of system === 'it-glue' ? sides.reverse() : sides) {
    try {
      return { port: await open() };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refusal = error;
    }
  }
  if (refusal instanceof UsageError && refusal.code !== 'not-connected') throw refusal;
  return { failure: noClient(system) };
}

function noClient(system: SystemId): UsageError {
  return new UsageError(`This version does not read ${systemName(system)}.`, { code: 'no-client' });
}

/** Whether a PSA's client offers the lists that set-up checks want. */
export function offersLists(opened: Opened): boolean {
  return opened !== undefined && 'port' in opened && listerOf('autotask', opened.port) !== null;
}
