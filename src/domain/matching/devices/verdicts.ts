import { type Candidate, ENGINE_VERSION, type Evidence, type Verdict } from '../verdict.js';
import { Flag, has } from './columns.js';
import { confidences } from './confidence.js';
import { Elsewhere } from './elsewhere.js';
import * as findings from './findings.js';
import { OrganizationDecider } from './organization.js';
import { statusNames } from './outcome.js';
import { pairEvidence } from './pair-evidence.js';
import { reasonCodes, reasonTexts } from './reasons.js';
import { compareText, type Run } from './run.js';
import { goneReason, type Settled, Settling } from './settle.js';
import { Weight } from './weights.js';

/** Turns what was decided in columns into verdicts, one organization after the other. */
export class Verdicts {
  readonly #run: Run;
  readonly decider: OrganizationDecider;
  readonly #settling: Settling;
  readonly #elsewhere: Elsewhere;
  readonly #verdicts: Verdict[] = [];

  constructor(run: Run) {
    this.#run = run;
    this.decider = new OrganizationDecider(run.estate, run.outcome, run.candidates);
    this.#settling = new Settling(run);
    this.#elsewhere = new Elsewhere(run);
  }

  all(): Verdict[] {
    this.#settling.settle();
    const { organizations, devicesOf, configurationsOf, estate } = this.#run;
    estate.devices.organization.forEach((organization, device) => {
      if (organization < 0) this.#verdicts.push(this.#verdict(device));
    });
    for (let i = 0; i < organizations; i++) {
      const devices = devicesOf.of(i);
      if (devices.length === 0) continue;
      this.decider.decide(devices, configurationsOf.of(i));
      for (const device of devices) this.#verdicts.push(this.#verdict(device));
    }
    this.#verdicts.push(...this.#goneDevices());
    return this.#verdicts.sort((a, b) => compareText(a.sourceId, b.sourceId));
  }

  #verdict(device: number): Verdict {
    const settled = this.#settling.settled.get(device);
    const verdict = settled ? this.#settledVerdict(device, settled) : this.#decidedVerdict(device);
    const noted = {
      ...verdict,
      findings: [...verdict.findings, ...(this.#settling.notes.get(device) ?? [])],
    };
    return this.#afterDoubledId(device, noted);
  }

  /** Several records bear the device's RMM uid: a finding, and without better evidence a choice for a person. */
  #afterDoubledId(device: number, verdict: Verdict): Verdict {
    const bearers = this.#settling.doubled(device);
    if (bearers.length === 0 || verdict.status === 'ignored' || verdict.status === 'waiting') return verdict;
    const finding = findings.sameRmmUid(this.#run, device, bearers);
    const found = { ...verdict, findings: [...verdict.findings, finding] };
    if (verdict.status === 'matched' || verdict.status === 'gone' || verdict.decidedBy !== null) return found;
    const free = bearers.filter((one) => !this.#settling.holders.has(one) && this.#isHome(device, one));
    const uid = this.#run.devices[device]?.id ?? '';
    const borne = { kind: 'rmm-uid', value: `${uid} on several records`, weight: 0 };
    const shown = free.map((one) => this.#candidate(device, one, 0.5, [borne]));
    const others = verdict.candidates.filter(({ id }) => !shown.some((one) => one.id === id));
    if (shown.length === 0) return found;
    return { ...found, status: 'ambiguous', candidates: [...shown, ...others], reason: doubledReason };
  }

  #isHome(device: number, configuration: number): boolean {
    const { devices, configurations } = this.#run.estate;
    return devices.organization[device] === configurations.organization[configuration];
  }

  #base(device: number): Pick<Verdict, 'integration' | 'kind' | 'sourceId' | 'findings'> {
    const { input, devices } = this.#run;
    return {
      integration: input.integration,
      kind: 'device',
      sourceId: devices[device]?.id ?? '',
      findings: [],
    };
  }

  #settledVerdict(device: number, settled: Settled): Verdict {
    const { status, decidedBy, configuration, targetId, reason, lead } = settled;
    const isMatch = status === 'matched';
    const candidates =
      configuration < 0 ? [] : [this.#candidate(device, configuration, isMatch ? 1 : 0, lead)];
    const bare =
      configuration < 0 && targetId !== null
        ? [{ id: targetId, name: '', confidence: 1, evidence: lead }]
        : [];
    return {
      ...this.#base(device),
      status,
      decidedBy,
      targetId,
      candidates: [...candidates, ...(isMatch ? bare : [])],
      reason,
      findings: isMatch && decidedBy !== 'auto' ? this.#chainFindings(device, configuration) : [],
    };
  }

  #chainFindings(device: number, configuration: number) {
    const other = this.#settling.chained(device);
    return other < 0 || other === configuration ? [] : [findings.contradictsChain(this.#run, device, other)];
  }

  #decidedVerdict(device: number): Verdict {
    const { outcome } = this.#run;
    const code = reasonCodes[outcome.reason[device] as number] ?? 'no-candidate';
    const status = statusNames[outcome.status[device] as number] ?? 'unmatched';
    const candidates = this.#weighed(device);
    const verdict: Verdict = {
      ...this.#base(device),
      status,
      decidedBy: status === 'matched' ? 'auto' : null,
      targetId: status === 'matched' ? (candidates[0]?.id ?? null) : null,
      candidates,
      reason: status === 'matched' ? null : { code, text: reasonTexts[code] },
    };
    return this.#afterEarlierMatch(
      device,
      this.#afterOlderAgent(device, this.#seenElsewhere(device, verdict)),
    );
  }

  /** A unique serial or MAC in another organization is reported, never matched. */
  #seenElsewhere(device: number, verdict: Verdict): Verdict {
    if (verdict.status === 'matched' || has(this.#run.estate.devices, device, Flag.stale)) return verdict;
    const other = this.#elsewhere.find(device);
    if (other < 0) return verdict;
    return { ...verdict, findings: [...verdict.findings, findings.seenElsewhere(this.#run, device, other)] };
  }

  /** The newer agent of a machine whose older one keeps its match is shown that record, and may not have it. */
  #afterOlderAgent(device: number, verdict: Verdict): Verdict {
    if (verdict.status === 'matched') return verdict;
    const older = this.#settling.matchedOlderAgent(device);
    if (older < 0) return verdict;
    const configuration = this.#settling.settled.get(older)?.configuration ?? -1;
    if (configuration < 0) return verdict;
    const value = this.#run.devices[older]?.id ?? '';
    const held = { kind: 'held-by', value, weight: Weight.heldByOther };
    const unread = has(this.#run.estate.devices, device, Flag.suggestOnly);
    return {
      ...verdict,
      status: 'suggested',
      candidates: [this.#candidate(device, configuration, 0.5, [held]), ...verdict.candidates],
      reason: unread ? { code: 'not-audited', text: reasonTexts['not-audited'] } : reimagedReason,
      findings: unread
        ? verdict.findings
        : [...verdict.findings, findings.reimagedByPerson(this.#run, device, older)],
    };
  }

  /** An earlier match that no longer holds: never moved in silence. */
  #afterEarlierMatch(device: number, verdict: Verdict): Verdict {
    const { input, configurationAt, estate } = this.#run;
    const standing = this.#settling.standingOf(device);
    if (!standing || has(estate.devices, device, Flag.stale)) return verdict;
    const configuration = configurationAt.get(standing.targetId);
    if (configuration === undefined) {
      if (!input.complete) return verdict;
      const finding = findings.targetGone(this.#run, device, standing.targetId);
      if (verdict.status === 'matched') return { ...verdict, findings: [...verdict.findings, finding] };
      return {
        ...verdict,
        status: 'gone',
        decidedBy: 'auto',
        targetId: standing.targetId,
        reason: goneReason,
      };
    }
    if (verdict.targetId === standing.targetId) return verdict;
    const shown = verdict.candidates.filter((one) => one.id !== standing.targetId);
    const old = this.#candidate(device, configuration, 0.5, []);
    const reason = standing.engine === ENGINE_VERSION ? conflictReason : engineReason;
    return {
      ...verdict,
      status: 'suggested',
      decidedBy: null,
      targetId: null,
      candidates: [...shown, old],
      reason,
    };
  }

  /** The candidates that were decided on, with how likely each is. */
  #weighed(device: number): Candidate[] {
    const { outcome, candidates } = this.#run;
    const { pair } = this.decider;
    const first = outcome.firstCandidate[device] as number;
    const places = Array.from({ length: outcome.candidateCount[device] as number }, (_, i) => first + i);
    const totals = places.map((place) => {
      pair.weigh(device, candidates.at(place));
      pair.sum(candidates.isNameElsewhere(place));
      return pair.total;
    });
    const shares = confidences(totals);
    return places.map((place, i) =>
      this.#candidate(device, candidates.at(place), shares[i] ?? 0, [], candidates.isNameElsewhere(place)),
    );
  }

  #candidate(
    device: number,
    configuration: number,
    confidence: number,
    lead: readonly Evidence[],
    nameElsewhere = false,
  ): Candidate {
    const record = this.#run.configurations[configuration];
    const { pair } = this.decider;
    pair.weigh(device, configuration);
    pair.sum(nameElsewhere);
    return {
      id: record?.id ?? '',
      name: record?.name ?? '',
      confidence,
      evidence: [...lead, ...pairEvidence(this.#run, pair, device, configuration)],
    };
  }

  #goneDevices(): Verdict[] {
    const { input, deviceAt, standing } = this.#run;
    if (!input.complete) return [];
    return [...standing.values()]
      .filter(
        (one) => !deviceAt.has(one.sourceId) && this.#run.decisions.get(one.sourceId)?.verb !== 'forget',
      )
      .map((one) => ({
        integration: input.integration,
        kind: 'device',
        sourceId: one.sourceId,
        status: 'gone',
        decidedBy: one.decidedBy,
        targetId: one.targetId,
        candidates: [],
        reason: { code: 'gone', text: 'the device is no longer in the source' },
        findings: [],
      }));
  }
}

const reimagedReason = {
  code: 'reimaged',
  text: 'an older agent of the same machine holds the match by a person',
};
const doubledReason = { code: 'same-rmm-uid', text: 'several records bear the RMM uid of this device' };
const conflictReason = { code: 'serial-conflict', text: 'the earlier match contradicts what is known now' };
const engineReason = {
  code: 'engine-changed',
  text: 'the rules changed and would decide differently than before',
};
