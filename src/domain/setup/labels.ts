import { hopNames } from './applies.js';
import { defaultOrder } from './default-order.js';
import type { Finding, FindingStatus } from './finding.js';
import type { SetupHop, SetupRule } from './rule.js';

/** Headings for a list of findings, by hop. */
export const hopTitles: Readonly<Record<SetupHop, string>> = {
  A: 'Datto RMM to Autotask',
  B: 'Autotask to IT Glue',
  C: 'Datto RMM to IT Glue',
  S: 'Syncro to IT Glue',
  P: 'After the set-up',
  X: 'The whole picture',
};

export const statusLabels: Readonly<Record<FindingStatus, string>> = {
  fail: 'wrong',
  unknown: 'open',
  attested: 'attested',
  pass: 'good',
  'not-applicable': 'does not apply',
};

/** The rule behind a step, for its title, note and kind; `null` for a step that does not exist. */
export function ruleOf(step: string): SetupRule | null {
  return defaultOrder.ruleOf(step);
}

/** The integration of a hop, or `null` for those that span several. */
export function integrationOf(hop: SetupHop): string | null {
  return hop === 'P' || hop === 'X' ? null : hopNames[hop];
}

export interface FindingGroup {
  readonly hop: SetupHop;
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Findings under their hop's heading, in safe order; the order within a group is kept. Empty groups are left out. */
export function groupByHop(findings: readonly Finding[]): FindingGroup[] {
  return (Object.keys(hopTitles) as SetupHop[]).flatMap((hop) => {
    const own = findings.filter((finding) => finding.step.charAt(0) === hop);
    return own.length > 0 ? [{ hop, title: hopTitles[hop], findings: own }] : [];
  });
}
