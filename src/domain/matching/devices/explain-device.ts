import type { Device } from '../../estate/source.js';
import { isOwnAdapter } from '../identifiers/adapter-name.js';
import { foldedHostName, HostNameReader } from '../identifiers/host-name.js';
import { classifyMac, formatMac, parseMac } from '../identifiers/mac.js';
import { readSerial, SerialReader } from '../identifiers/serial.js';
import type { DeviceMatchInput } from '../inputs.js';
import type { Candidate, Verdict } from '../verdict.js';
import { Flag, has, isTrustedMac, isTrustedSerial, Trust } from './columns.js';
import { pairEvidence } from './pair-evidence.js';
import { openRun, type Run } from './run.js';
import type { Occurrences } from './trust.js';
import { Verdicts } from './verdicts.js';
import { Limit } from './weights.js';
import { whatWouldChange } from './what-would-change.js';

/** One identifier of a device: what was received, what became of it, and how often it occurs in the run. */
export interface ExplainedIdentifier {
  readonly kind: 'serial' | 'mac' | 'name';
  /** As received. */
  readonly received: string;
  /** In canonical form; as received when it has none. */
  readonly value: string;
  /** The system that lent it, or `null` when it is the device's own. */
  readonly from: string | null;
  readonly kept: boolean;
  readonly class: string;
  /** Why it was dropped or weakened; empty when it counts in full. */
  readonly why: string;
  /** Counted to three; `null` for names. */
  readonly occurrences: Occurrences | null;
  readonly trust: 'full' | 'half' | 'none';
}

/** What became of a configuration that anything ties to the device. */
export type CandidateRole = 'chosen' | 'shown' | 'vetoed' | 'held' | 'archived' | 'too-weak';

export interface ExplainedCandidate extends Candidate {
  readonly role: CandidateRole;
  /** Sum of all weights, and what serial and MACs bring of it. */
  readonly total: number;
  readonly hard: number;
  readonly archived: boolean;
  /** The device that was given this configuration, when it is another one. */
  readonly heldBy: string | null;
}

/** Another device that serial or MACs tie to the best candidate. */
export interface ExplainedRival {
  readonly deviceId: string;
  readonly hostname: string;
  readonly configurationId: string;
  readonly hard: number;
}

export interface DeviceExplanation {
  readonly verdict: Verdict;
  readonly identifiers: readonly ExplainedIdentifier[];
  readonly candidates: readonly ExplainedCandidate[];
  readonly rivals: readonly ExplainedRival[];
  /** Older agents of the same machine, or the newer one of a stale agent. */
  readonly agents: readonly { readonly deviceId: string; readonly stale: boolean }[];
  /** By how much serial and MACs must beat every rival, and what a match needs at least. */
  readonly limits: { readonly margin: number; readonly automatic: number; readonly suggest: number };
  readonly whatWouldChange: readonly string[];
}

/** Why a device has its verdict; `null` when the input has no such device. Decides the whole estate again to tell. */
export function explainDevice(input: DeviceMatchInput, deviceId: string): DeviceExplanation | null {
  const run = openRun(input);
  const device = run.deviceAt.get(deviceId);
  const one = input.devices.find(({ id }) => id === deviceId);
  if (device === undefined || !one) return null;
  const verdicts = new Verdicts(run);
  const all = verdicts.all();
  const verdict = all.find(({ sourceId }) => sourceId === deviceId);
  if (!verdict) return null;
  const holders = new Map(
    all.filter((each) => each.status === 'matched').map((each) => [each.targetId, each.sourceId]),
  );
  const candidates = explainCandidates(run, verdicts, device, verdict, holders);
  return {
    verdict,
    identifiers: [...serialsOf(one, run), ...macsOf(one, run), ...namesOf(one)],
    candidates,
    rivals: rivalsOf(run, verdicts, device, candidates[0]),
    agents: agentsOf(run, device),
    limits: { margin: Limit.margin, automatic: Limit.automatic, suggest: Limit.suggest },
    whatWouldChange: whatWouldChange(verdict),
  };
}

function explainCandidates(
  run: Run,
  verdicts: Verdicts,
  device: number,
  verdict: Verdict,
  holders: ReadonlyMap<string | null, string>,
): ExplainedCandidate[] {
  const organization = run.estate.devices.organization[device] as number;
  if (organization < 0) return [];
  const flags = run.estate.configurations.flags;
  flags.forEach((bits, i) => {
    flags[i] = bits & ~Flag.settled;
  });
  verdicts.decider.index(run.devicesOf.of(organization), run.configurationsOf.of(organization));
  const { decider } = verdicts;
  return decider.options(device).map((option) => {
    const record = run.configurations[option.configuration];
    const id = record?.id ?? '';
    const shown = verdict.candidates.find((candidate) => candidate.id === id);
    const holder = holders.get(id) ?? null;
    const heldBy = holder === verdict.sourceId ? null : holder;
    decider.pair.weigh(device, option.configuration);
    decider.pair.sum(option.nameElsewhere);
    return {
      id,
      name: record?.name ?? '',
      confidence: shown?.confidence ?? 0,
      evidence: shown?.evidence ?? pairEvidence(run, decider.pair, device, option.configuration),
      role: roleOf(option, id === verdict.targetId, heldBy !== null, shown !== undefined),
      total: option.total,
      hard: option.hard,
      archived: option.archived,
      heldBy,
    };
  });
}

function roleOf(
  option: { veto: boolean; archived: boolean },
  chosen: boolean,
  held: boolean,
  shown: boolean,
): CandidateRole {
  if (chosen) return 'chosen';
  if (option.veto) return 'vetoed';
  if (held) return 'held';
  if (shown) return 'shown';
  return option.archived ? 'archived' : 'too-weak';
}

function rivalsOf(
  run: Run,
  verdicts: Verdicts,
  device: number,
  best: ExplainedCandidate | undefined,
): ExplainedRival[] {
  const configuration = run.configurationAt.get(best?.id ?? '');
  if (configuration === undefined || !best) return [];
  const organization = run.estate.devices.organization[device] as number;
  const rivals: ExplainedRival[] = [];
  for (const other of run.devicesOf.of(organization)) {
    if (other === device || has(run.estate.devices, other, Flag.stale)) continue;
    verdicts.decider.pair.weigh(other, configuration);
    const { hard, veto } = verdicts.decider.pair;
    const one = run.devices[other];
    if (hard <= 0 || veto || !one) continue;
    rivals.push({ deviceId: one.id, hostname: one.hostname, configurationId: best.id, hard });
  }
  return rivals.sort((a, b) => b.hard - a.hard || (a.deviceId < b.deviceId ? -1 : 1));
}

function agentsOf(run: Run, device: number): DeviceExplanation['agents'] {
  const machine = run.machines.find(({ living, stale }) => living === device || stale.includes(device));
  const agents = machine
    ? [machine.living, ...machine.stale].filter((agent) => agent >= 0 && agent !== device)
    : [];
  return agents.map((agent) => ({
    deviceId: run.devices[agent]?.id ?? '',
    stale: has(run.estate.devices, agent, Flag.stale),
  }));
}

function serialsOf(device: Device, run: Run): ExplainedIdentifier[] {
  const lent = device.lent.filter((one) => one.kind === 'serial');
  const received = [
    { text: device.serial, from: null },
    ...lent.map(({ value, from }) => ({ text: value, from })),
  ];
  let used = false;
  return received.flatMap(({ text, from }) => {
    if (text === null || text === '') return [];
    const { text: value, class: kind, why } = readSerial(text);
    const good = kind === 'ok' || kind === 'weak';
    const kept = good && !used;
    used ||= good;
    const key = keyOfSerial(value);
    const whyNot = good && !kept ? 'another serial is used' : why;
    return [
      identifier(
        'serial',
        { received: text, value, from, kept, class: kind, why: whyNot },
        good ? key : 0,
        run,
      ),
    ];
  });
}

function keyOfSerial(value: string): number {
  const reader = new SerialReader();
  reader.readText(value);
  return reader.key();
}

function macsOf(device: Device, run: Run): ExplainedIdentifier[] {
  const own = (device.nics ?? []).map((nic) => ({ text: nic.mac, name: nic.name, from: null }));
  const lent = device.lent
    .filter((one) => one.kind === 'mac')
    .map(({ value, from }) => ({ text: value, name: null, from }));
  return [...own, ...lent].flatMap(({ text, name, from }) => {
    if (!text) return [];
    const mac = parseMac(text);
    const kind = mac === null ? { class: 'none', why: 'not twelve hexadecimal digits' } : classifyMac(mac);
    const real = isOwnAdapter(name);
    const kept = mac !== null && real && ['ok', 'virtual', 'dock-weak'].includes(kind.class);
    const why = real ? kind.why : `the adapter "${name}" is not the machine's own`;
    const value = mac === null ? text : formatMac(mac);
    return [
      identifier(
        'mac',
        { received: text, value, from, kept, class: kind.class, why },
        kept ? (mac ?? 0) : 0,
        run,
      ),
    ];
  });
}

type Bare = Pick<ExplainedIdentifier, 'received' | 'value' | 'from' | 'kept' | 'class' | 'why'>;

/** Adds how often the identifier occurs and what that leaves of it. */
function identifier(kind: 'serial' | 'mac', bare: Bare, key: number, run: Run): ExplainedIdentifier {
  if (key === 0) return { kind, ...bare, occurrences: null, trust: 'none' };
  const occurrences = run.trust.occurrences(key);
  const level = run.trust.trust(key);
  const trusted = kind === 'serial' ? isTrustedSerial(level) : isTrustedMac(level);
  const trust = !trusted ? 'none' : level === Trust.full ? 'full' : 'half';
  const why = bare.why || whyShared(occurrences, trust);
  return { kind, ...bare, kept: bare.kept && trust !== 'none', why, occurrences, trust };
}

function whyShared(occurrences: Occurrences, trust: string): string {
  if (trust === 'full') return '';
  if (occurrences.severalOrganizations) {
    return trust === 'none'
      ? 'occurs in more than one organization'
      : 'once in each of two organizations: needs the name';
  }
  return trust === 'half' ? 'two records have it' : 'three or more records have it';
}

function namesOf(device: Device): ExplainedIdentifier[] {
  const value = foldedHostName(device.hostname);
  const reader = new HostNameReader();
  reader.readText(device.hostname);
  const kept = reader.full !== 0;
  return [
    {
      kind: 'name',
      received: device.hostname,
      value: value ?? device.hostname,
      from: null,
      kept,
      class: kept ? 'ok' : 'none',
      why: kept ? 'a name suggests and never decides' : 'this is no name of one machine',
      occurrences: null,
      trust: 'none',
    },
  ];
}
