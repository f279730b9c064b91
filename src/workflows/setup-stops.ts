import { itemKey } from '../domain/estate/systems.js';
import type { Hop } from '../domain/hops/hop.js';
import { inOrder } from '../domain/reconcile/order.js';
import type { Blocked, Change } from '../domain/reconcile/plan.js';
import type { RunDocument } from '../domain/run.js';
import {
  deriveFacts,
  evaluateSetup,
  type FactInputs,
  type HardStop,
  hardStopSteps,
  hardStops,
  hopOf,
  type RunHop,
  ruleOf,
  withheldIds,
} from '../domain/setup/index.js';
import { Refused, UsageError } from '../errors.js';
import type { Session } from '../ports/session.js';
import type { MatchedHop } from './match-hop.js';
import { inputsOfRun } from './setup-run-inputs.js';
import { setupScope } from './setup-scope.js';

/** What the set-up forbids a hop. */
export interface SetupStops {
  readonly hop: Hop;
  /** Stops that end the hop: it has never run successfully. */
  readonly refused: readonly HardStop[];
  /** Stops that keep some records out. */
  readonly withheld: readonly HardStop[];
  /** Item → why nothing is written for it. */
  readonly items: ReadonlyMap<string, Blocked>;
  /** Target organization → why nothing is written in it. */
  readonly organizations: ReadonlyMap<string, Blocked>;
}

/**
 * Holds a matched hop against the hard stops of the set-up order. Makes no request: it rests on what the run has read.
 *
 * Only a hop that may write (mode `sync`, dry runs included) is stopped, and only by what is known to be wrong. Where no
 * PSA is connected nothing stops a hop. Devices of unsettled sites (C-22, S-25) need no stop in this mode: they are
 * `waiting` already. A run of some sites alone says nothing about how many companies are covered, so a pilot is not
 * refused for that (B-17): what is not covered is kept out.
 *
 * @param ignored steps that a person lifts (`--ignore-setup STEP`).
 */
export async function setupStops(
  session: Session,
  matched: MatchedHop,
  ignored: readonly string[],
): Promise<SetupStops> {
  const { hop } = matched;
  const letter = hopOf(hop.id);
  const none = { hop, refused: [], withheld: [], items: new Map(), organizations: new Map() };
  const hasPsa = session.connections.some(({ system }) => system === 'autotask');
  if (letter === null || letter === 'A' || !hasPsa || session.settings(hop.id).mode !== 'sync') return none;

  const inputs = await inputsOfRun(session, matched);
  const { findings } = evaluateSetup({
    facts: deriveFacts(inputs),
    attestations: await session.store.attestations.list(),
    scope: setupScope(session),
    nowMs: inputs.nowMs,
  });
  const lifted = ignored.map((step) => step.toUpperCase());
  const standing = hardStops(findings, letter, false, lifted).filter((stop) => stop.stops === 'hop');
  if (standing.length === 0) return none;
  const refusing = matched.reading.whole ? standing : standing.filter(({ step }) => step !== 'B-17');
  if (refusing.length > 0 && !(await hasSucceeded(session, hop))) return { ...none, refused: refusing };
  return { ...none, withheld: standing, ...withheldRecords(standing, letter, inputs, matched) };
}

/** Whether the hop ever ended `ok` or `partial` in a run that could write. */
async function hasSucceeded(session: Session, { id }: Hop): Promise<boolean> {
  const runs = await session.store.runs.list(Number.MAX_SAFE_INTEGER);
  return runs.some(({ kind, dryRun, document }) => {
    if (dryRun || document === null || (kind !== 'sync' && kind !== 'apply')) return false;
    const { integrations } = JSON.parse(document) as RunDocument;
    const own = integrations.find((report) => report.id === id);
    return own?.mode === 'sync' && (own.status === 'ok' || own.status === 'partial');
  });
}

function withheldRecords(
  stops: readonly HardStop[],
  letter: RunHop,
  inputs: FactInputs,
  { hop, reading }: MatchedHop,
): Pick<SetupStops, 'items' | 'organizations'> {
  const items = new Map<string, Blocked>();
  const organizations = new Map<string, Blocked>();
  const add = (kind: 'site' | 'device', sourceId: string, why: Blocked) => {
    const key = itemKey({ integration: hop.id, kind, sourceId });
    if (!items.has(key)) items.set(key, why);
  };
  for (const stop of stops) {
    const why = blockedBy(stop);
    const ids = withheldIds(stop.withholds, letter, inputs);
    switch (stop.withholds) {
      case 'items-without-type':
        for (const id of ids) add('device', id, why);
        break;
      case 'records-linked-to-psa':
        for (const id of ids) if (!organizations.has(id)) organizations.set(id, why);
        break;
      case 'sites-without-linked-organization':
      case 'devices-of-unsettled-sites':
        for (const id of ids) add('site', id, why);
        for (const device of reading.devices) if (ids.has(device.siteId)) add('device', device.id, why);
        break;
    }
  }
  return { items, organizations };
}

function blockedBy(stop: HardStop): Blocked {
  const { step } = stop;
  return { by: `setup ${step}`, reason: `${faultOf(stop)}; see: trilink setup check --step ${step}` };
}

/** So many findings of a step are named before the others are counted. */
const mostNamed = 3;

/** What is wrong, in the words of the findings. */
function faultOf({ findings }: HardStop): string {
  const [only, ...more] = findings;
  if (only && more.length === 0) return only.detail;
  const named = findings.slice(0, mostNamed).map(({ subject, detail }) => `${subject}: ${detail}`);
  const hidden = findings.length - named.length;
  return [...named, ...(hidden > 0 ? [`and ${hidden} more`] : [])].join('; ');
}

/**
 * Ends a hop that a hard stop refuses. Call it before the hop is planned.
 * @throws {Refused} `setup-stop`, naming every step that stands in the way, what is wrong, what breaks and the fix.
 */
export function refuseWhenStopped({ hop, refused }: SetupStops): void {
  if (refused.length === 0) return;
  const steps = refused.map((stop) => stop.step);
  const lines = refused.flatMap((stop) => [
    `${stop.step} stops ${hop.id} before its first run: ${faultOf(stop)}.`,
    ...(ruleOf(stop.step) ? [`Why: ${ruleOf(stop.step)?.why}`, `Do: ${ruleOf(stop.step)?.fix}`] : []),
  ]);
  throw new Refused(lines.join('\n'), {
    code: 'setup-stop',
    hint: `Nothing was written by this integration. See trilink setup check --step ${steps[0]}. To run all the same, add ${steps.map((step) => `--ignore-setup ${step}`).join(' ')}`,
    details: refused.map(({ step, findings }) => ({
      step,
      integration: hop.id,
      findings: findings.map(({ id, subject, detail }) => ({ id, subject, detail })),
      fix: ruleOf(step)?.fix ?? null,
    })),
  });
}

/**
 * The changes with those of withheld records blocked, and with them whatever hangs on one. What is blocked already keeps
 * its reason. The order is kept.
 */
export function withholdChanges(changes: readonly Change[], stops: SetupStops): readonly Change[] {
  if (stops.withheld.length === 0) return changes;
  const withheld = new Map<string, Blocked>();
  for (const change of changes) {
    const why = withheldBy(change, stops);
    if (why) withheld.set(change.id, why);
  }
  for (const wave of inOrder(changes)) {
    for (const { id, dependsOn } of wave) {
      const why = dependsOn.map((other) => withheld.get(other)).find((one) => one !== undefined);
      if (why && !withheld.has(id)) withheld.set(id, why);
    }
  }
  return changes.map((change) => {
    const why = withheld.get(change.id);
    return change.blocked || !why ? change : { ...change, blocked: why };
  });
}

function withheldBy({ item, target }: Change, { items, organizations }: SetupStops): Blocked | undefined {
  const organization = target.type === 'organization' ? target.id : target.organizationId;
  return items.get(item) ?? (organization === null ? undefined : organizations.get(organization));
}

/** @throws {UsageError} for a step that stops nothing, so that a slip in `--ignore-setup` is not taken for consent. */
export function checkIgnoredSteps(ignored: readonly string[]): void {
  const wrong = ignored.filter((step) => !hardStopSteps.has(step.toUpperCase()));
  if (wrong.length === 0) return;
  throw new UsageError(`--ignore-setup: ${wrong.map((step) => `"${step}"`).join(', ')} stops no sync.`, {
    code: 'bad-input',
    hint: `It takes one of ${[...hardStopSteps].sort().join(', ')}`,
  });
}
