import type { SourceAttachment } from '../../estate/source.js';
import type { IntegrationId } from '../../estate/systems.js';
import type { Attachment } from '../../estate/target.js';
import { foldName } from '../../hops/name-mapping.js';
import type { Candidate, Decision, Evidence, StandingMatch, Verdict } from '../verdict.js';

/** Locations or contacts of a hop, with what decides which record each is. Order never matters. */
export interface AttachmentMatchInput {
  readonly integration: IntegrationId;
  readonly kind: 'location' | 'contact';
  readonly sources: readonly SourceAttachment[];
  readonly targets: readonly Attachment[];
  /** site id → organization id, for settled sites. */
  readonly organizationOf: ReadonlyMap<string, string>;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly standing: readonly StandingMatch[];
}

/**
 * Decides inside each settled organization: a person's decision, the PSA's own id, an earlier match, then an equal name
 * (for contacts an equal e-mail address first) that is unique on both sides. No record is given twice.
 */
export function matchAttachments(input: AttachmentMatchInput): readonly Verdict[] {
  const standing = new Map(
    input.standing.filter((one) => one.kind === input.kind).map((one) => [one.sourceId, one.targetId]),
  );
  const taken = new Set<string>();
  const open: SourceAttachment[] = [];
  const verdicts: Verdict[] = [];
  const put = (source: SourceAttachment, rest: Partial<Verdict>) =>
    verdicts.push({ ...blankVerdict(input, source), ...rest });
  const tie = (
    source: SourceAttachment,
    target: Attachment,
    evidence: Evidence,
    decidedBy: Verdict['decidedBy'],
  ) => {
    taken.add(target.id);
    put(source, {
      status: 'matched',
      decidedBy,
      targetId: target.id,
      candidates: [candidate(target, evidence)],
    });
  };

  const byId = new Map(input.targets.map((target) => [target.id, target]));
  for (const source of [...input.sources].sort(byText((one) => one.id))) {
    const decision = input.decisions.get(`${input.kind}/${source.id}`);
    const decided = byId.get(decision?.targetId ?? '');
    if (decision?.verb === 'ignore') put(source, { status: 'ignored', decidedBy: decision.by });
    else if (!input.organizationOf.has(source.siteId)) put(source, { status: 'waiting' });
    else if (decision && decided)
      tie(source, decided, { kind: 'decision', value: decision.by, weight: 100 }, decision.by);
    else open.push(source);
  }
  const rungs = [
    (source: SourceAttachment, here: readonly Attachment[]) =>
      only(here, (one) => one.provenance.psaIds.includes(source.id), 'psa-id', source.id, 60),
    (source: SourceAttachment, here: readonly Attachment[]) =>
      only(here, (one) => one.id === standing.get(source.id), 'earlier-match', source.name, 50),
    (source: SourceAttachment, here: readonly Attachment[]) =>
      only(here, sameEmail(source), 'email', source.name, 30),
    (source: SourceAttachment, here: readonly Attachment[]) =>
      only(here, (one) => foldName(one.name) === foldName(source.name), 'name', source.name, 20),
  ];
  let rest: readonly SourceAttachment[] = open;
  const inOrganization = groupBy(input.targets, (target) => target.organizationId);
  for (const rung of rungs) {
    const hits = rest.map((source) => {
      const here = inOrganization.get(input.organizationOf.get(source.siteId) ?? '') ?? [];
      return {
        source,
        hit: rung(
          source,
          here.filter((one) => !taken.has(one.id)),
        ),
      };
    });
    const wanted = groupBy(
      hits.flatMap(({ hit }) => (hit ? [hit.target.id] : [])),
      (id) => id,
    );
    for (const { source, hit } of hits) {
      if (hit && wanted.get(hit.target.id)?.length === 1) tie(source, hit.target, hit.evidence, 'auto');
    }
    const settled = new Set(verdicts.map((verdict) => verdict.sourceId));
    rest = rest.filter((source) => !settled.has(source.id));
  }
  for (const source of rest)
    put(source, { reason: { code: 'no-candidate', text: 'no record of the organization fits' } });
  return verdicts.sort(byText((one) => one.sourceId));
}

function blankVerdict(input: AttachmentMatchInput, source: SourceAttachment): Verdict {
  return {
    integration: input.integration,
    kind: input.kind,
    sourceId: source.id,
    status: 'unmatched',
    decidedBy: null,
    targetId: null,
    candidates: [],
    reason: null,
    findings: [],
  };
}

function only(
  here: readonly Attachment[],
  fits: (one: Attachment) => boolean,
  kind: string,
  value: string,
  weight: number,
): { target: Attachment; evidence: Evidence } | null {
  const [target, second] = here.filter(fits);
  return target && !second ? { target, evidence: { kind, value, weight } } : null;
}

function sameEmail(source: SourceAttachment): (one: Attachment) => boolean {
  const email = String(source.facts.email ?? '')
    .trim()
    .toLowerCase();
  return (one) =>
    email !== '' &&
    String(one.fields.email ?? '')
      .trim()
      .toLowerCase() === email;
}

function candidate(target: Attachment, evidence: Evidence): Candidate {
  return { id: target.id, name: target.name, confidence: 1, evidence: [evidence] };
}

function groupBy<T, K>(all: readonly T[], key: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(key(one)) ?? [];
    group.push(one);
    groups.set(key(one), group);
  }
  return groups;
}

function byText<T>(key: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
