import { type IntegrationId, itemKey, parseItem, type RecordKind } from '../domain/estate/systems.js';
import { changedSince, decisionWords, type ReadLine, verbOf } from '../domain/matching/decision-file.js';
import type { Decision } from '../domain/matching/verdict.js';
import { UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { PublishedItem } from '../ports/store.js';
import { type Decided, isSaid, type NewDecision } from './decide.js';
import { decisionFor, refuseOtherOrganization } from './decision-for.js';
import { markOf } from './export-decisions.js';
import { findTarget, type KnownTarget, knownTargets } from './known-targets.js';
import { decisionKey, holdingDecisions } from './memory.js';
import { type RememberedEstate, rememberedEstate } from './remembered-estate.js';

export interface ImportProblem {
  readonly line: number;
  readonly item: string;
  readonly problem: string;
}

export interface Checked {
  readonly decided: readonly Decided[];
  readonly problems: readonly ImportProblem[];
  readonly unchanged: number;
}

/** A line that names an item and a verb that exist. */
interface Spoken {
  readonly line: ReadLine;
  readonly item: PublishedItem;
  readonly verb: Decision['verb'];
}

/** Checks every line before any of them counts, each against what all of them would make of the whole. */
export async function checkLines(
  session: Session,
  items: readonly PublishedItem[],
  request: { readonly lines: readonly ReadLine[]; readonly who: string | null },
): Promise<Checked> {
  const problems: ImportProblem[] = [];
  const spoken = understood(items, request.lines, problems);
  const check = new FileCheck(session, items, request.who, problems);
  // Sites first: they say which organization their devices may be matched in.
  for (const one of spoken.filter(({ item }) => item.kind === 'site')) await check.look(one);
  for (const one of spoken.filter(({ item }) => item.kind !== 'site')) await check.look(one);
  check.conflicts();
  return { decided: check.decided.map((one) => one.decided), problems, unchanged: check.unchanged };
}

function understood(
  items: readonly PublishedItem[],
  lines: readonly ReadLine[],
  problems: ImportProblem[],
): readonly Spoken[] {
  const known = new Map(items.map((item) => [itemKey(item), item]));
  const first = new Map<string, number>();
  return lines.flatMap((line): Spoken[] => {
    if (line.decision === null) return [];
    const tell = (problem: string) => {
      problems.push({ line: line.line, item: line.item || '(no item)', problem });
      return [];
    };
    const ref = parseItem(line.item);
    const item = ref ? known.get(itemKey(ref)) : undefined;
    if (!item) return tell('there is no such item');
    const verb = verbOf(line.decision);
    if (verb === null) return tell(`"${line.decision}" is no decision: ${decisionWords.join(', ')}`);
    const before = first.get(line.item);
    if (before !== undefined) return tell(`stands twice, first on line ${before}`);
    first.set(line.item, line.line);
    return [{ line, item, verb }];
  });
}

interface HopKnown {
  readonly estate: RememberedEstate;
  readonly holding: ReadonlyMap<string, Decision>;
  readonly targets: Map<RecordKind, readonly KnownTarget[]>;
}

class FileCheck {
  readonly decided: { readonly line: number; readonly decided: Decided }[] = [];
  unchanged = 0;
  readonly #hops = new Map<IntegrationId, HopKnown>();
  /** Site → the organization that it has once the file is in; `null` for none. */
  readonly #homes = new Map<string, string | null>();
  /** What every item is matched to once the file is in. */
  readonly #ends = new Map<string, string | null>();
  readonly #byKey: ReadonlyMap<string, PublishedItem>;

  constructor(
    readonly session: Session,
    readonly items: readonly PublishedItem[],
    readonly who: string | null,
    readonly problems: ImportProblem[],
  ) {
    this.#byKey = new Map(items.map((item) => [itemKey(item), item]));
    for (const item of items) {
      const end = item.status === 'matched' ? item.targetId : null;
      this.#ends.set(itemKey(item), end);
      if (item.kind === 'site') this.#homes.set(itemKey(item), end);
    }
  }

  async look(spoken: Spoken): Promise<void> {
    try {
      await this.#look(spoken);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#tell(spoken, error.message.replaceAll('\n', ' '));
    }
  }

  async #look(spoken: Spoken): Promise<void> {
    const { line, item, verb } = spoken;
    const hop = await this.#hop(item.integration);
    const holding = hop.holding.get(decisionKey(item.kind, item.sourceId));
    const said = this.#decision(spoken, { verb, ...this.#literally(spoken) });
    if (isSaid(holding, { item, decision: said })) {
      this.unchanged++;
      this.#homes.set(itemKey(item), said.targetId);
      return;
    }
    const changed = changedSince(line.seen, markOf(item, holding, line.target, hop.estate));
    if (changed.length > 0) return this.#tell(spoken, changedText(changed));
    const { targetName, ...parts } = await this.#made(spoken, hop);
    const decision = this.#decision(spoken, parts);
    this.#ends.set(itemKey(item), decision.targetId);
    if (item.kind === 'site') this.#homes.set(itemKey(item), decision.targetId);
    const decided = { item, decision, targetName, stored: false, unchanged: false };
    this.decided.push({ line: line.line, decided });
  }

  /** What the line says taken at its word, for telling whether it is said already. */
  #literally({ line, verb }: Spoken): Pick<Decision, 'targetId' | 'oldTargetId'> {
    const archives = verb === 'move' || verb === 'replace';
    return { targetId: verb === 'match' ? line.target : null, oldTargetId: archives ? line.target : null };
  }

  async #made(spoken: Spoken, hop: HopKnown) {
    const { line, item, verb } = spoken;
    const nothing = { verb, targetId: null, oldTargetId: null, targetName: null };
    if (verb === 'ignore' || verb === 'forget') return nothing;
    if (verb === 'create') {
      if (item.status !== 'matched') return nothing;
      throw new UsageError(
        `it is matched to ${item.targetName ?? item.targetId ?? 'a record to be made'} already`,
      );
    }
    if (verb === 'match') return { verb, ...(await this.#match(spoken, hop)) };
    const targets = await this.#targets(item, hop);
    const wish = { verb, target: line.target, evenIfSimilar: true };
    const { retires: _, ...made } = await decisionFor(
      { session: this.session, items: this.items, targets },
      item,
      wish,
    );
    return made;
  }

  async #match({ line, item }: Spoken, hop: HopKnown) {
    if (line.target === null) throw new UsageError('a match needs a target');
    const home = this.#homes.get(itemKey({ ...item, kind: 'site', sourceId: item.siteId ?? '' })) ?? null;
    const targets = await this.#targets(item, hop);
    const target = targets.find((one) => one.id === line.target) ?? findTarget(targets, line.target, home);
    refuseOtherOrganization(item, target, home);
    const moved = item.status === 'matched' && item.targetId !== target.id;
    return { targetId: target.id, targetName: target.name, oldTargetId: moved ? item.targetId : null };
  }

  #decision({ line, item }: Spoken, parts: Pick<Decision, 'verb' | 'targetId' | 'oldTargetId'>): NewDecision {
    const named = line.decidedBy !== null && !['auto', 'person', 'import'].includes(line.decidedBy);
    return {
      ...{ kind: item.kind, sourceId: item.sourceId, by: 'import', at: this.session.clock.now() },
      ...{ who: named ? line.decidedBy : this.who, note: line.note },
      ...parts,
    };
  }

  /** One device for one configuration, counting what is matched already and all of the file. */
  conflicts(): void {
    const holders = new Map<string, string[]>();
    for (const [key, end] of this.#ends) {
      const item = this.#byKey.get(key);
      if (!item || item.kind === 'site' || end === null) continue;
      const place = `${item.integration} ${item.kind} ${end}`;
      holders.set(place, [...(holders.get(place) ?? []), key]);
    }
    const lineOf = new Map(this.decided.map(({ line, decided }) => [itemKey(decided.item), line]));
    for (const { line, decided } of this.decided) {
      const { item, decision } = decided;
      const others = (holders.get(`${item.integration} ${item.kind} ${decision.targetId}`) ?? []).filter(
        (key) => key !== itemKey(item),
      );
      for (const key of others) {
        const where = lineOf.has(key) ? `on line ${lineOf.get(key)}` : 'already';
        const problem = `${decided.targetName ?? decision.targetId} is matched to ${this.#byKey.get(key)?.name} ${where}`;
        this.problems.push({ line, item: itemKey(item), problem });
      }
    }
  }

  #tell({ line }: Spoken, problem: string): void {
    this.problems.push({ line: line.line, item: line.item, problem });
  }

  async #hop(integration: IntegrationId): Promise<HopKnown> {
    const known = this.#hops.get(integration);
    if (known) return known;
    const estate = await rememberedEstate(this.session, integration);
    const holding = holdingDecisions(await this.session.store.matches.decisions(integration));
    const hop = { estate, holding, targets: new Map() };
    this.#hops.set(integration, hop);
    return hop;
  }

  async #targets(item: PublishedItem, hop: HopKnown): Promise<readonly KnownTarget[]> {
    const targets = hop.targets.get(item.kind) ?? (await knownTargets(this.session, item));
    hop.targets.set(item.kind, targets);
    return targets;
  }
}

const changes = {
  source: 'its record in the source',
  decision: 'what was decided about it',
  target: 'the record it is matched to',
} as const;

function changedText(changed: readonly (keyof typeof changes)[]): string {
  const what = changed.map((one) => changes[one]).join(' and ');
  return `${what} changed since the export; export it again and look once more`;
}
