import type { Finding } from './finding.js';
import type { RunHop, StepId } from './rule.js';

/** What is kept out of a hop when a hard stop no longer stops it as a whole. */
export type Withheld =
  | 'items-without-type'
  | 'records-linked-to-psa'
  | 'sites-without-linked-organization'
  | 'devices-of-unsettled-sites';

interface StopRow {
  readonly step: StepId;
  readonly before: readonly RunHop[];
  /** `devices`: sites may still be settled, only devices may not be touched. */
  readonly stops: 'hop' | 'devices';
  readonly withholds: Withheld;
}

/**
 * Set-up faults that must not be run over (setup-steps, order constraints). Two-way sync stops every hop that writes to
 * IT Glue: what is written there would be pushed back over Autotask. Syncro stands in the place of hop C.
 */
const stopRows: readonly StopRow[] = [
  { step: 'A-18', before: ['B'], stops: 'hop', withholds: 'items-without-type' },
  { step: 'B-13', before: ['B', 'C', 'S'], stops: 'hop', withholds: 'records-linked-to-psa' },
  { step: 'B-17', before: ['C', 'S'], stops: 'hop', withholds: 'sites-without-linked-organization' },
  { step: 'C-22', before: ['C'], stops: 'devices', withholds: 'devices-of-unsettled-sites' },
  { step: 'S-25', before: ['S'], stops: 'devices', withholds: 'devices-of-unsettled-sites' },
];

export const hardStopSteps: ReadonlySet<string> = new Set(stopRows.map((row) => row.step));

export interface HardStop {
  readonly step: StepId;
  /** `refuse`: end the hop (exit 8), or its device part when `stops` is `devices`. `withhold`: leave `withholds` out. */
  readonly action: 'refuse' | 'withhold';
  readonly stops: 'hop' | 'devices';
  readonly withholds: Withheld;
  readonly findings: readonly Finding[];
}

/**
 * The hard stops of one hop. Before its first successful run they refuse it, afterwards they withhold the records
 * concerned. Only a failure stops: what is unknown or attested does not. A hard stop that merely waits for an earlier
 * failure stops as well. `ignored` are steps that a person lifts (`--ignore-setup STEP`).
 */
export function hardStops(
  findings: readonly Finding[],
  hop: RunHop,
  hasSucceededBefore: boolean,
  ignored: readonly string[] = [],
): HardStop[] {
  return stopRows
    .filter((row) => row.before.includes(hop) && !ignored.includes(row.step))
    .flatMap(({ step, stops, withholds }) => {
      const failing = findings.filter((finding) => finding.step === step && stands(finding));
      const action = hasSucceededBefore ? ('withhold' as const) : ('refuse' as const);
      return failing.length > 0 ? [{ step, action, stops, withholds, findings: failing }] : [];
    });
}

const isNotDone = (finding: Finding) => finding.evidence.some((entry) => entry.kind === 'not-done');

function stands(finding: Finding): boolean {
  return finding.status === 'fail' || (finding.status === 'unknown' && isNotDone(finding));
}
