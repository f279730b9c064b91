import { type KnownSystem, knownSystems, type SystemId } from '../domain/estate/systems.js';
import { type FactInputs, systemName } from '../domain/setup/index.js';
import { AppError, CredentialsRefused, UsageError } from '../errors.js';
import type { ConnectionSummary, Session } from '../ports/session.js';
import type { AccountIdentity, SourcePort, TargetPort } from '../ports/system.js';
import { checkAccount, isRefusedLogin, markRefused } from './identity.js';
import { askAdapters, askForItems } from './setup-ask-more.js';
import { hostOf, isTls, regionOf } from './setup-connections.js';
import { ledgers } from './setup-ledger.js';
import { ListProgress } from './setup-list-progress.js';
import { type Opened, offersLists, openPorts, type Port } from './setup-ports.js';
import { type Gap, readDocumentation, readPsa, readRmm } from './setup-read.js';

/** Something that could not be seen, and why. It accuses nobody: the steps that rest on it stay open. */
export interface Unseen extends Gap {
  readonly system: SystemId;
}

/** What one system told. */
interface Part {
  readonly inputs: Partial<FactInputs>;
  readonly gaps: readonly Gap[];
  /** Why it could not be read at all. */
  readonly failure: AppError | null;
  /** Its host, and whether its certificate was good; `null` when it was not called over TLS or gave no answer. */
  readonly certificate: { readonly host: string; readonly trusted: boolean } | null;
}

/** Everything that was read for a check. Reading some systems again gives a new one with the others as they were. */
export interface SetupReading {
  readonly inputs: FactInputs;
  readonly unseen: readonly Unseen[];
  /** Failures of whole systems; the rest was read all the same. */
  readonly failures: readonly AppError[];
  readonly parts: ReadonlyMap<SystemId, Part>;
}

export interface CollectRequest {
  /** Read these only and take the rest from `before`. */
  readonly systems?: readonly SystemId[];
  readonly before?: SetupReading;
  /** The IT Glue subdomain that trilink was given. */
  readonly subdomain?: string | null;
}

/**
 * Asks each connected system for each list once, all systems at the same time, and stores what was seen like a sync
 * does. A system that fails leaves its facts unknown and the others undisturbed.
 *
 * @throws {UsageError} when nothing is connected, and when another account answers than the profile's.
 */
export async function collectSetup(session: Session, request: CollectRequest = {}): Promise<SetupReading> {
  if (session.connections.length === 0) {
    throw new UsageError('Nothing is connected, so there is nothing to check.', {
      code: 'not-connected',
      hint: 'Start with: trilink connect datto-rmm — or try it without any account: trilink demo --serve',
    });
  }
  const wanted = session.connections.filter(({ system }) => request.systems?.includes(system) ?? true);
  const ports = await openPorts(session, wanted);
  const psa = offersLists(ports.get('autotask')) || request.before?.inputs.autotask !== undefined;
  const read = await Promise.all(
    wanted.map(async (connection) => {
      const opened = ports.get(connection.system);
      return [connection.system, await readPart(session, connection, opened, { psa })] as const;
    }),
  );
  const parts = new Map([...(request.before?.parts ?? []), ...read]);
  const subdomain = request.subdomain ?? null;
  const listed = await assemble(session, parts, subdomain);
  const more = await askMore(session, listed, ports);
  return more === null ? listed : assemble(session, more, subdomain);
}

/** What can be asked for in the fewest requests only when every list is there. `null`: nothing had to be asked. */
async function askMore(
  session: Session,
  { inputs, parts }: SetupReading,
  ports: ReadonlyMap<SystemId, Opened>,
): Promise<ReadonlyMap<SystemId, Part> | null> {
  const portOf = (system: SystemId): object => {
    const opened = ports.get(system);
    return opened && 'port' in opened ? opened.port : {};
  };
  const [adapters, items] = await Promise.all([
    askAdapters(session, portOf('datto-rmm'), inputs),
    askForItems(session, portOf('it-glue'), inputs),
  ]);
  if (!adapters && !items) return null;
  const asked = new Map(parts);
  const put = (system: KnownSystem, gaps: readonly Gap[], own: Partial<FactInputs>) => {
    const part = parts.get(system);
    if (part) asked.set(system, { ...part, inputs: own, gaps: [...part.gaps, ...gaps] });
  };
  if (adapters) put('datto-rmm', adapters.gaps, { dattoRmm: adapters.inputs });
  if (items) put('it-glue', items.gaps, { itGlue: items.inputs });
  return asked;
}

async function readPart(
  session: Session,
  connection: ConnectionSummary,
  opened: Opened,
  wants: { readonly psa: boolean },
): Promise<Part> {
  const { system } = connection;
  if (!opened || 'failure' in opened) {
    const why = opened?.failure.message ?? 'it could not be opened';
    return { inputs: {}, gaps: [{ what: 'everything', why }], failure: null, certificate: null };
  }
  const step = session.progress.step(`Reading ${systemName(system)}`, null);
  try {
    await checkAccount(session, system, opened.port as { identity(): Promise<AccountIdentity> });
    const part = await readLists(session, connection, opened.port, wants, new ListProgress(step));
    step.done(toldBy(part.inputs));
    return { ...part, failure: null, certificate: certificateOf(connection, true) };
  } catch (error) {
    step.done('could not be read');
    return failedPart(session, connection, error);
  }
}

async function readLists(
  session: Session,
  { system, address }: ConnectionSummary,
  port: Port,
  wants: { readonly psa: boolean },
  lists: ListProgress,
): Promise<Pick<Part, 'inputs' | 'gaps'>> {
  switch (isKnown(system) ? system : null) {
    case 'datto-rmm': {
      const { inputs, gaps } = await readRmm(
        session,
        'datto-rmm',
        port as SourcePort,
        { lean: wants.psa },
        lists,
      );
      const host = hostOf(address);
      return {
        inputs: { dattoRmm: { keyAccepted: true, ...(host ? { apiHost: host } : {}), ...inputs } },
        gaps,
      };
    }
    case 'syncro': {
      const { inputs, gaps } = await readRmm(session, 'syncro', port as SourcePort, { lean: false }, lists);
      return { inputs: { syncro: inputs }, gaps };
    }
    case 'it-glue': {
      const { inputs, gaps } = await readDocumentation(
        session,
        port as TargetPort,
        { locations: wants.psa },
        lists,
      );
      const name = regionOf(address);
      return {
        inputs: { itGlue: { ...(name ? { region: { name, answers: true } } : {}), ...inputs } },
        gaps,
      };
    }
    case 'autotask': {
      const { inputs, gaps } = await readPsa(port, lists);
      return { inputs: { autotask: inputs }, gaps };
    }
    case null:
      return { inputs: {}, gaps: [] };
  }
}

const isKnown = (system: SystemId): system is KnownSystem => knownSystems.some((known) => known === system);

/** What failed for good becomes something unseen; another account, a stop and our own faults go on. */
async function failedPart(session: Session, connection: ConnectionSummary, error: unknown): Promise<Part> {
  if (!(error instanceof AppError) || error instanceof UsageError || session.signal.aborted) throw error;
  if (isRefusedLogin(error)) await markRefused(session, error);
  const isRefused = error instanceof CredentialsRefused && connection.system === 'datto-rmm';
  return {
    inputs: isRefused ? { dattoRmm: { keyAccepted: false } } : {},
    gaps: [{ what: 'everything', why: error.message }],
    failure: error,
    certificate: isUntrusted(error) ? certificateOf(connection, false) : null,
  };
}

function isUntrusted({ details }: AppError): boolean {
  const known = (details ?? {}) as { fault?: unknown };
  return known.fault === 'untrusted';
}

function certificateOf(connection: ConnectionSummary, trusted: boolean): Part['certificate'] {
  const host = hostOf(connection.address);
  return host !== null && isTls(connection) ? { host, trusted } : null;
}

async function assemble(
  session: Session,
  parts: ReadonlyMap<SystemId, Part>,
  subdomain: string | null,
): Promise<SetupReading> {
  const all = [...parts.values()];
  const certificates = all.flatMap(({ certificate }) => certificate ?? []);
  const itGlue = parts.get('it-glue')?.inputs.itGlue;
  const inputs: FactInputs = {
    ...Object.assign({}, ...all.map((part) => part.inputs)),
    ...(itGlue && subdomain !== null ? { itGlue: { ...itGlue, configuredSubdomain: subdomain } } : {}),
    ...(certificates.length > 0 ? { certificates } : {}),
    ...refusalsByAddress(parts.get('datto-rmm')),
    ledger: await ledgers(session),
    wantedItemTypes: Object.values(session.settings('datto-rmm:autotask').deviceTypes),
    nowMs: session.clock.now(),
  };
  return {
    inputs,
    unseen: [...parts].flatMap(([system, { gaps }]) => gaps.map((gap) => ({ system, ...gap }))),
    failures: all.flatMap(({ failure }) => failure ?? []),
    parts,
  };
}

/** Who is left out by an address list gets no list at all; a block for too many requests looks the same from here. */
function refusalsByAddress(part: Part | undefined): Pick<FactInputs, 'addressRefusals'> {
  if (part?.inputs.dattoRmm?.sites) return { addressRefusals: 0 };
  return part?.failure?.code === 'blocked' ? { addressRefusals: 1 } : {};
}

/** `14 sites, 389 devices`. */
function toldBy(inputs: Partial<FactInputs>): string {
  const lists = Object.values(inputs).flatMap((system) => Object.entries(system as object));
  const counted = lists.flatMap(([name, list]) => {
    const records = (list as { records?: readonly unknown[] } | undefined)?.records;
    const words = name.replace(/[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`);
    return records ? [`${records.length} ${records.length === 1 ? singular(words) : words}`] : [];
  });
  return counted.join(', ') || 'nothing';
}

const singular = (words: string): string => words.replace(/ies$/, 'y').replace(/s$/, '');
