import type { DecidedBy, Evidence, MatchFinding, MatchStatus, Reason } from '../verdict.js';
import { type Decision, ENGINE_VERSION, type StandingMatch } from '../verdict.js';
import { type Chains, chainLinks } from './chain.js';
import { Flag, has } from './columns.js';
import * as findings from './findings.js';
import { ignoringRule } from './ignored.js';
import { PairScore } from './pair.js';
import { compareText, mark, type Run } from './run.js';
import { Weight } from './weights.js';

/** What is known of a device before identifiers are weighed. `configuration` is -1 when there is none to show. */
export interface Settled {
  readonly status: MatchStatus;
  readonly decidedBy: DecidedBy | null;
  readonly configuration: number;
  readonly targetId: string | null;
  readonly reason: Reason | null;
  readonly lead: readonly Evidence[];
}

/**
 * Settles devices in the contract's order: ignored and waiting ones, a person's decisions, RMM and PSA id chains,
 * earlier matches. A configuration is given once: among decisions the last one wins, then the stronger ground. Settled
 * devices and given configurations are marked, so that the weighing leaves them alone.
 */
export class Settling {
  readonly settled = new Map<number, Settled>();
  /** Findings to report beside whatever the device gets. */
  readonly notes = new Map<number, MatchFinding[]>();
  readonly holders = new Map<number, number>();
  readonly #run: Run;
  readonly #pair: PairScore;
  readonly #order: readonly number[];
  readonly #chains: Chains;
  /** Stale agent → its machine's living one. */
  readonly #livingOf = new Map<number, number>();
  readonly #staleOf = new Map<number, readonly number[]>();

  constructor(run: Run) {
    this.#run = run;
    this.#pair = new PairScore(run.estate);
    this.#order = run.devices.map((_, i) => i).sort(run.deviceOrder);
    this.#chains = chainLinks(run.input);
    for (const { living, stale } of run.machines) {
      this.#staleOf.set(living, [...stale].sort(run.deviceOrder));
      for (const device of stale) this.#livingOf.set(device, living);
    }
  }

  settle(): void {
    for (const device of this.#order) this.#settleOutside(device);
    for (const decision of this.#decisions()) this.#settleByDecision(decision);
    for (const device of this.#open()) this.#settleByPersonsMatch(device);
    for (const device of this.#open()) this.#settleByChain(device);
    this.#passToNewerAgents();
    const isStale = (device: number) => has(this.#run.estate.devices, device, Flag.stale);
    for (const device of this.#open()) if (!isStale(device)) this.#settleByEarlierMatch(device);
    for (const device of this.#open()) this.#settleByEarlierMatch(device);
    for (const device of this.settled.keys()) mark(this.#run.estate.devices, device, Flag.settled);
    for (const configuration of this.holders.keys())
      mark(this.#run.estate.configurations, configuration, Flag.settled);
  }

  /** The record that bears the device's id, or -1. */
  chained(device: number): number {
    return this.#chains.links.get(device)?.configuration ?? -1;
  }

  /** Records that bear the device's RMM uid, when there are several: then it names none of them. */
  doubled(device: number): readonly number[] {
    return this.#chains.doubled.get(device) ?? [];
  }

  /** An older agent of the same machine that keeps its match, or -1. */
  matchedOlderAgent(device: number): number {
    const stale = this.#staleOf.get(device) ?? [];
    return stale.find((older) => this.settled.get(older)?.status === 'matched') ?? -1;
  }

  /** The device's standing match, unless a person withdrew it. */
  standingOf(device: number): StandingMatch | null {
    const id = this.#run.devices[device]?.id ?? '';
    if (this.#run.decisions.get(id)?.verb === 'forget') return null;
    return this.#run.standing.get(id) ?? null;
  }

  note(device: number, finding: MatchFinding): void {
    this.notes.set(device, [...(this.notes.get(device) ?? []), finding]);
  }

  #open(): number[] {
    return this.#order.filter((device) => !this.settled.has(device));
  }

  /** Ignored devices, and those whose site is not settled. */
  #settleOutside(device: number): void {
    const { input, devices, estate, decisions } = this.#run;
    const one = devices[device];
    if (!one) return;
    const decision = decisions.get(one.id);
    const siteIgnored = input.ignoredSites.has(one.siteId);
    const rule = decision && decision.verb !== 'forget' ? null : ignoringRule(one, input.rules);
    if (siteIgnored || rule) {
      const text = siteIgnored ? 'its site is ignored' : (rule?.note ?? `rule ${rule?.id} takes it out`);
      this.#put(device, {
        status: 'ignored',
        decidedBy: rule && !siteIgnored ? 'person' : null,
        reason: { code: 'ignored', text },
      });
    } else if (decision?.verb === 'ignore') {
      this.#put(device, {
        status: 'ignored',
        decidedBy: decision.by,
        reason: { code: 'ignored', text: decision.note ?? 'a person took it out' },
      });
    } else if ((estate.devices.organization[device] as number) < 0) {
      const text = 'the site of this device is not matched to an organization yet';
      this.#put(device, { status: 'waiting', reason: { code: 'waiting', text } });
    }
  }

  #decisions(): Decision[] {
    const open = [...this.#run.decisions.values()].filter((decision) => {
      const device = this.#run.deviceAt.get(decision.sourceId);
      return device !== undefined && !this.settled.has(device) && decision.verb !== 'forget';
    });
    return open.sort((a, b) => b.sequence - a.sequence || compareText(a.sourceId, b.sourceId));
  }

  #settleByDecision(decision: Decision): void {
    const device = this.#run.deviceAt.get(decision.sourceId) as number;
    const standing = this.#run.standing.get(decision.sourceId);
    const made =
      standing && standing.decidedBy !== 'auto' && standing.targetId !== decision.oldTargetId
        ? standing
        : null;
    const targetId = decision.targetId ?? (decision.verb === 'match' ? null : (made?.targetId ?? null));
    const old = this.#run.configurationAt.get(decision.oldTargetId ?? '');
    if (old !== undefined && !this.holders.has(old)) this.holders.set(old, device);
    if (targetId === null) {
      const text = `a person decided to ${decision.verb} its record`;
      this.#put(device, {
        status: 'unmatched',
        decidedBy: decision.by,
        reason: { code: decision.verb, text },
      });
      return;
    }
    const lead = { kind: 'decision', value: decision.who ?? decision.by, weight: Weight.decision };
    this.#tie(device, targetId, decision.by, standing?.targetId === targetId ? standing : null, lead);
  }

  /** A person's or imported match that is stored without its decision row. */
  #settleByPersonsMatch(device: number): void {
    const standing = this.standingOf(device);
    if (!standing || standing.decidedBy === 'auto') return;
    const lead = { kind: 'decision', value: standing.decidedBy, weight: Weight.decision };
    this.#tie(device, standing.targetId, standing.decidedBy, standing, lead);
  }

  #settleByChain(device: number): void {
    const { estate } = this.#run;
    if (has(estate.devices, device, Flag.stale)) return;
    const link = this.#chains.links.get(device);
    if (!link || this.holders.has(link.configuration)) return;
    if (estate.configurations.organization[link.configuration] !== estate.devices.organization[device])
      return;
    if (
      has(estate.configurations, link.configuration, Flag.archived) ||
      this.#vetoes(device, link.configuration)
    )
      return;
    this.#give(device, link.configuration, 'auto', [link.evidence]);
  }

  /** An automatic match passes to the newer agent of the same machine, when that one may be matched at all. */
  #passToNewerAgents(): void {
    const { estate, configurationAt } = this.#run;
    for (const { living, stale } of this.#run.machines) {
      if (living < 0 || this.settled.has(living) || has(estate.devices, living, Flag.suggestOnly)) continue;
      if (this.standingOf(living)) continue;
      const held = stale.filter((device) => !this.settled.has(device) && this.standingOf(device));
      for (const device of held.sort((a, b) => this.#newestFirst(a, b))) {
        const configuration = configurationAt.get(this.standingOf(device)?.targetId ?? '');
        if (configuration === undefined || this.settled.has(living) || this.holders.has(configuration))
          continue;
        if (!this.#isHome(living, configuration) || this.#vetoes(living, configuration)) continue;
        const value = this.#run.devices[device]?.id ?? '';
        this.#give(living, configuration, 'auto', [
          { kind: 'earlier-agent', value, weight: Weight.earlierMatch },
        ]);
        this.note(living, findings.reimaged(this.#run, living, device));
      }
    }
  }

  #newestFirst(a: number, b: number): number {
    const { estate, deviceOrder } = this.#run;
    const { devices } = estate;
    return (devices.seen[b] as number) - (devices.seen[a] as number) || deviceOrder(a, b);
  }

  #settleByEarlierMatch(device: number): void {
    const standing = this.standingOf(device);
    if (!standing) return;
    const { estate, input, configurationAt } = this.#run;
    if (this.#hasLivingMatch(device)) return;
    const configuration = configurationAt.get(standing.targetId);
    if (configuration === undefined) {
      if (!input.complete) this.#putUnseen(device, standing);
      return;
    }
    if (!this.#isHome(device, configuration)) {
      this.#tie(device, standing.targetId, 'auto', standing, null);
      return;
    }
    if (standing.engine !== ENGINE_VERSION || this.#vetoes(device, configuration)) return;
    if (this.holders.has(configuration)) return;
    this.#give(device, configuration, 'auto', [
      { kind: 'earlier-match', value: '', weight: Weight.earlierMatch },
    ]);
    if (has(estate.configurations, configuration, Flag.archived))
      this.note(device, findings.archivedRecord(this.#run, device, configuration));
  }

  /** Whether this is a stale agent whose living one is matched: then its own earlier match is over. */
  #hasLivingMatch(device: number): boolean {
    const living = this.#livingOf.get(device);
    return living !== undefined && this.settled.get(living)?.status === 'matched';
  }

  /** Ties a device to a record by its id, unless the record is gone, elsewhere, or another device's. */
  #tie(
    device: number,
    targetId: string,
    decidedBy: DecidedBy,
    standing: StandingMatch | null,
    lead: Evidence | null,
  ): void {
    const { input, configurationAt } = this.#run;
    const configuration = configurationAt.get(targetId);
    if (configuration === undefined) {
      if (input.complete) this.#put(device, { status: 'gone', decidedBy, targetId, reason: goneReason });
      else this.#put(device, { status: 'matched', decidedBy, targetId, lead: lead ? [lead] : [] });
      return;
    }
    if (!this.#isHome(device, configuration) && this.#hasMoved(device, standing, decidedBy)) {
      this.#put(device, { status: 'unmatched', decidedBy, configuration, reason: movedReason });
      this.note(device, findings.movedAway(this.#run, device, configuration));
      return;
    }
    if (this.holders.has(configuration)) {
      this.#put(device, { status: 'unmatched', decidedBy, configuration, reason: takenReason });
      return;
    }
    this.#give(device, configuration, decidedBy, lead ? [lead] : []);
    if (!this.#isHome(device, configuration))
      this.note(device, findings.otherOrganization(this.#run, device, configuration));
    if (this.#vetoes(device, configuration))
      this.note(device, findings.serialConflict(this.#run, device, configuration));
  }

  /** An automatic match never leaves its organization; a person's does only by a decision made since. */
  #hasMoved(device: number, standing: StandingMatch | null, decidedBy: DecidedBy): boolean {
    if (decidedBy === 'auto') return true;
    const site = this.#run.devices[device]?.siteId ?? '';
    return (
      standing !== null && standing.organizationId !== (this.#run.input.organizationOf.get(site) ?? null)
    );
  }

  #isHome(device: number, configuration: number): boolean {
    const { devices, configurations } = this.#run.estate;
    return devices.organization[device] === configurations.organization[configuration];
  }

  #vetoes(device: number, configuration: number): boolean {
    this.#pair.weigh(device, configuration);
    return this.#pair.veto;
  }

  #give(device: number, configuration: number, decidedBy: DecidedBy, lead: readonly Evidence[]): void {
    this.holders.set(configuration, device);
    const targetId = this.#run.configurations[configuration]?.id ?? null;
    this.#put(device, { status: 'matched', decidedBy, configuration, targetId, lead });
  }

  #putUnseen(device: number, standing: StandingMatch): void {
    const text = 'its configuration was not read this time';
    const { decidedBy, targetId } = standing;
    this.#put(device, {
      status: 'matched',
      decidedBy,
      targetId,
      lead: standing.evidence,
      reason: { code: 'unseen', text },
    });
  }

  #put(device: number, settled: Partial<Settled> & Pick<Settled, 'status'>): void {
    this.settled.set(device, { ...blank, ...settled });
  }
}

const blank: Omit<Settled, 'status'> = {
  decidedBy: null,
  configuration: -1,
  targetId: null,
  reason: null,
  lead: [],
};

export const goneReason: Reason = { code: 'gone', text: 'its configuration is no longer there' };

const movedReason: Reason = { code: 'moved', text: 'the device is in another organization than its record' };

const takenReason: Reason = { code: 'taken', text: 'another device was given this configuration' };
