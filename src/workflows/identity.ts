import type { SystemId } from '../domain/estate/systems.js';
import { CredentialsRefused, PermissionRefused, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { AccountIdentity } from '../ports/system.js';

/**
 * Makes sure that a system is still the account of the first run, and that its login was not refused before: a refused
 * one is not tried again until the credential changes (repeated failures lock Autotask users).
 *
 * @throws {CredentialsRefused} without a request, when this very credential was refused.
 * @throws {UsageError} when another account answers.
 */
export async function checkAccount(
  session: Session,
  system: SystemId,
  port: { identity(): Promise<AccountIdentity> },
): Promise<void> {
  await throwWhenRefused(session, system);
  const identity = await rememberRefusal(session, () => port.identity());
  const known = await session.store.accounts.identity(system);
  if (known === null) return session.store.accounts.setIdentity(identity);
  if (known.id === identity.id) return;
  throw new UsageError(
    `${system} answers as another account than this profile's: "${nameOf(identity)}", not "${nameOf(known)}".`,
    {
      code: 'other-account',
      hint: `If that is meant, use a profile of its own (--profile NAME), or: trilink disconnect ${system} --purge`,
      details: { system, expected: known.id, found: identity.id },
    },
  );
}

export async function throwWhenRefused(session: Session, system: SystemId): Promise<void> {
  const refusal = await session.store.accounts.refusal(system);
  const credential = session.connections.find((connection) => connection.system === system)?.credential;
  if (refusal === null || refusal.credential !== credential) return;
  throw new CredentialsRefused(
    system,
    `${system} refused this login before: ${refusal.message} Nothing was asked of it again.`,
    {
      code: 'refused-before',
    },
  );
}

/** Runs `work`; a refused login is remembered before it is passed on. */
export async function rememberRefusal<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isRefusedLogin(error)) await markRefused(session, error);
    throw error;
  }
}

/** Whether a system has just said no to the login itself: not to a right that it lacks, and not only in our memory. */
export function isRefusedLogin(error: unknown): error is CredentialsRefused {
  if (!(error instanceof CredentialsRefused) || error instanceof PermissionRefused) return false;
  return error.code !== 'refused-before';
}

/** Remembers a refused login, so that the next run does not try it again. */
export async function markRefused(session: Session, error: CredentialsRefused): Promise<void> {
  const credential = session.connections.find((connection) => connection.system === error.system)?.credential;
  if (credential === undefined) return;
  await session.store.accounts.setRefusal(error.system, {
    credential,
    at: session.clock.now(),
    message: error.message,
  });
}

function nameOf(identity: AccountIdentity): string {
  return identity.name ?? identity.id;
}
