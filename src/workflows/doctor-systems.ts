import type { SystemId } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { AccountIdentity, Telling } from '../ports/system.js';
import { attempt, type Check, fail, pass, unknown, warn } from './doctor-check.js';
import { checkAccount } from './identity.js';

/** Logs in everywhere, and asks what is left of the rate; the clocks of all that answered are one check. */
export async function systems(session: Session, offline: boolean): Promise<readonly Check[]> {
  if (session.connections.length === 0) {
    return [
      warn('connections', 'connections', 'nothing is connected', 'Start with: trilink connect datto-rmm'),
    ];
  }
  const { connections } = session;
  if (offline) return connections.map(({ system }) => unknown(`login:${system}`, system, 'not asked'));
  const checks: Check[] = [];
  const clocks: number[] = [];
  for (const { system, address } of connections) {
    const port = portOf(session, system);
    const asked = await login(session, system, address, port);
    checks.push(asked);
    if (asked.status !== 'pass') continue;
    checks.push(...(await budget(system, await port)));
    const aheadMs = (await port).clockAheadMs?.() ?? null;
    if (aheadMs !== null) clocks.push(aheadMs);
  }
  return [...checks, ...clockCheck(clocks)];
}

type Port = Telling & { identity(): Promise<AccountIdentity> };

async function login(
  session: Session,
  system: SystemId,
  address: string,
  port: Promise<Port>,
): Promise<Check> {
  const startedAt = session.clock.now();
  const asked = await attempt(`login:${system}`, system, async () => {
    await checkAccount(session, system, await port);
  });
  if ('failed' in asked) return asked.failed;
  const account = await session.store.accounts.identity(system);
  const tookMs = session.clock.now() - startedAt;
  return pass(
    `login:${system}`,
    system,
    `${account?.name ?? account?.id ?? 'logged in'} at ${address}, ${tookMs} ms`,
  );
}

/** A system is a source, a target, or both; either can say whose account it is. */
async function portOf(session: Session, system: SystemId): Promise<Port> {
  try {
    return await session.source(system);
  } catch (error) {
    if (error instanceof UsageError) return session.target(system);
    throw error;
  }
}

/** A system that does not tell has no check; one with nothing left makes every run wait. */
async function budget(system: SystemId, port: Port): Promise<readonly Check[]> {
  const id = `budget:${system}`;
  const asked = await attempt(id, system, async () => (await port.budget?.()) ?? null);
  if ('failed' in asked) return [asked.failed];
  if (asked.value === null) return [];
  const { left, of, windowMs } = asked.value;
  const window = windowMs === 60_000 ? 'minute' : windowMs === 3_600_000 ? 'hour' : `${windowMs / 1000} s`;
  const detail = `${left} of ${of} requests left this ${window}`;
  if (left * 10 >= of) return [pass(id, `${system} rate`, detail)];
  const fix = 'Other tools use this account up; give trilink another hour of the day, or slow them down';
  return [warn(id, `${system} rate`, detail, fix)];
}

/** Nobody minds a minute; beyond five, tokens and stored times are wrong. */
const [noticedMs, wrongMs] = [60_000, 300_000];

function clockCheck(clocks: readonly number[]): readonly Check[] {
  const [worst] = [...clocks].sort((a, b) => Math.abs(b) - Math.abs(a));
  if (worst === undefined) return [];
  const seconds = Math.round(Math.abs(worst) / 1000);
  const detail = `this machine is ${seconds} s ${worst > 0 ? 'behind' : 'ahead of'} the vendors`;
  const fix = 'Let the machine set its clock by the network: timedatectl set-ntp true';
  if (Math.abs(worst) >= wrongMs) return [fail('clock', 'clock', detail, fix)];
  if (Math.abs(worst) >= noticedMs) return [warn('clock', 'clock', detail, fix)];
  return [pass('clock', 'clock', 'agrees with the vendors')];
}
