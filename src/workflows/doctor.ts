import type { Session } from '../ports/session.js';
import { attempt, type Check, fail, pass, warn } from './doctor-check.js';
import { type PatientSecrets, secrets } from './doctor-secrets.js';
import { completion, type PatientSurroundings, schedule } from './doctor-surroundings.js';
import { systems } from './doctor-systems.js';

/** What the doctor looks at. Whatever cannot be opened becomes a finding and no failure. */
export interface Patient {
  /** Node's version, such as `v20.20.2`. */
  readonly runtime: string;
  readonly settings: () => Promise<PatientSettings>;
  readonly open: () => Promise<Session>;
  /** Ask no vendor. */
  readonly offline: boolean;
}

export interface PatientSettings extends PatientSecrets, PatientSurroundings {
  /** File modes that were too wide. */
  readonly warnings: readonly string[];
  readonly folder: string;
}

const OLDEST_NODE = [20, 19] as const;

/** Looks at runtime, settings, files, secrets, completion, store, schedule and systems, in that order. */
export async function examine(patient: Patient): Promise<readonly Check[]> {
  const checks: Check[] = [runtime(patient.runtime)];
  const settings = await attempt('settings', 'settings', patient.settings);
  if ('failed' in settings) return [...checks, settings.failed];
  checks.push(pass('settings', 'settings', `read from ${settings.value.folder}`), ...modes(settings.value));
  checks.push(...(await secrets(settings.value)), ...(await completion(settings.value)));

  const session = await attempt('profile', 'profile', patient.open);
  if ('failed' in session) return [...checks, session.failed];
  checks.push(await store(session.value), ...(await unfinished(session.value)));
  checks.push(...(await schedule(settings.value, session.value)));
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
