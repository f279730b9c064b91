import type { SystemId } from '../domain/estate/systems.js';
import { AppError, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { AccountIdentity } from '../ports/system.js';
import { checkAccount } from './identity.js';

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'unknown';

/** One thing looked at. `fix` says what to do, or is `null` when nothing is. */
export interface Check {
  readonly id: string;
  readonly subject: string;
  readonly status: CheckStatus;
  readonly detail: string;
  readonly fix: string | null;
}

/** What the doctor looks at. Whatever cannot be opened becomes a finding and no failure. */
export interface Patient {
  /** Node's version, such as `v20.20.2`. */
  readonly runtime: string;
  readonly settings: () => Promise<PatientSettings>;
  readonly open: () => Promise<Session>;
  /** Ask no vendor. */
  readonly offline: boolean;
}

export interface PatientSettings {
  /** File modes that were too wide. */
  readonly warnings: readonly string[];
  readonly folder: string;
  secrets(): Promise<readonly { readonly system: string; readonly name: string; readonly source: string }[]>;
}

const OLDEST_NODE = [20, 19] as const;

/** Looks at runtime, settings, files, secrets, store and systems, in that order. */
export async function examine(patient: Patient): Promise<readonly Check[]> {
  const checks: Check[] = [runtime(patient.runtime)];
  const settings = await attempt('settings', 'settings', patient.settings);
  if ('failed' in settings) return [...checks, settings.failed];
  checks.push(pass('settings', 'settings', `read from ${settings.value.folder}`), ...modes(settings.value));
  checks.push(...(await secrets(settings.value)));

  const session = await attempt('profile', 'profile', patient.open);
  if ('failed' in session) return [...checks, session.failed];
  checks.push(await store(session.value), ...(await unfinished(session.value)));
  checks.push(...(await systems(session.value, patient.offline)));
  return checks;
}

function runtime(version: string): Check {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isEnough) return pass('runtime', 'Node.js', version);
  const fix = `Install Node.js ${OLDEST_NODE.join('.')} or newer`;
  return { id: 'runtime', subject: 'Node.js', status: 'fail', detail: `${version} is too old`, fix };
}

function modes({ warnings }: PatientSettings): readonly Check[] {
  if (warnings.length === 0) return [pass('files', 'file modes', 'nobody else can read them')];
  return warnings.map((detail) => ({
    id: 'files',
    subject: 'file modes',
    status: 'warn',
    detail,
    fix: 'If somebody else may have read a key, replace it and connect again',
  }));
}

async function secrets(settings: PatientSettings): Promise<readonly Check[]> {
  const found = await attempt('secrets', 'secrets', () => settings.secrets());
  if ('failed' in found) return [found.failed];
  return found.value.map(({ system, name, source }) =>
    source === 'missing'
      ? fail(
          `secret:${system}:${name}`,
          `${system} ${name}`,
          'there is none',
          `Enter it with: trilink connect ${system}`,
        )
      : pass(`secret:${system}:${name}`, `${system} ${name}`, `from ${source}`),
  );
}

async function store(session: Session): Promise<Check> {
  const { intact, problem, location, schema } = await session.store.health();
  if (intact) return pass('store', 'store', `${location}, schema ${schema}, intact`);
  const fix = 'Stop every trilink, and put back the store from a backup';
  return fail('store', 'store', `${location} is damaged: ${problem ?? 'unknown problem'}`, fix);
}

/** Writes whose outcome nobody knows, and locks that are held. */
async function unfinished(session: Session): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const { system } of session.connections) {
    const open = await session.store.journal.unsettled(system);
    const holder = await session.store.lease.holder(system);
    if (open.length > 0 && holder === null) {
      const detail = `${open.length} writes have an unknown outcome`;
      checks.push(
        warn(`unsettled:${system}`, system, detail, 'The next sync looks them up first: trilink sync start'),
      );
    }
    if (holder !== null) {
      const alive = session.process.isAlive(holder.pid, holder.processStartedAt);
      const detail = `run ${holder.runId} writes to it (process ${holder.pid} on ${holder.host})`;
      checks.push(
        alive
          ? pass(`lock:${system}`, `${system} lock`, detail)
          : warn(
              `lock:${system}`,
              `${system} lock`,
              `${detail}; that process is not on this machine any more`,
              null,
            ),
      );
    }
  }
  return checks;
}

async function systems(session: Session, offline: boolean): Promise<readonly Check[]> {
  if (session.connections.length === 0) {
    return [
      warn('connections', 'connections', 'nothing is connected', 'Start with: trilink connect datto-rmm'),
    ];
  }
  const checks: Check[] = [];
  for (const { system, address } of session.connections) {
    if (offline)
      checks.push({
        id: `login:${system}`,
        subject: system,
        status: 'unknown',
        detail: 'not asked',
        fix: null,
      });
    else checks.push(await login(session, system, address));
  }
  return checks;
}

async function login(session: Session, system: SystemId, address: string): Promise<Check> {
  const startedAt = session.clock.now();
  const asked = await attempt(`login:${system}`, system, async () => {
    await checkAccount(session, system, await portOf(session, system));
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
async function portOf(session: Session, system: SystemId): Promise<{ identity(): Promise<AccountIdentity> }> {
  try {
    return await session.source(system);
  } catch (error) {
    if (error instanceof UsageError) return session.target(system);
    throw error;
  }
}

/** What a foreseen failure says becomes the finding; any other is ours and goes on. */
async function attempt<T>(
  id: string,
  subject: string,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly failed: Check }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { failed: fail(id, subject, error.message, error.hint ?? null) };
  }
}

function pass(id: string, subject: string, detail: string): Check {
  return { id, subject, status: 'pass', detail, fix: null };
}

function warn(id: string, subject: string, detail: string, fix: string | null): Check {
  return { id, subject, status: 'warn', detail, fix };
}

function fail(id: string, subject: string, detail: string, fix: string | null): Check {
  return { id, subject, status: 'fail', detail, fix };
}
