import type {
  Finding,
  FindingStatus,
  FindingSummary,
  PreConnectionCompany,
} from '../../domain/setup/index.js';
import { ruleOf } from '../../domain/setup/index.js';

export interface FindingsPage {
  readonly profile: string;
  /** When the check was made, epoch ms. */
  readonly at: number;
  readonly findings: readonly Finding[];
  readonly summary: FindingSummary;
  readonly unseen: readonly { readonly system: string; readonly what: string; readonly why: string }[];
  readonly report: readonly PreConnectionCompany[] | null;
  /** Every step with its detail, and not only what asks for something. */
  readonly all: boolean;
  /** The summary line alone. */
  readonly lineOnly: boolean;
}

/** The findings of one step: what is wrong in several ways is one thing to do. */
export interface StepFindings {
  readonly step: Finding['step'];
  readonly title: string;
  readonly status: FindingStatus;
  readonly findings: readonly Finding[];
}

/** Findings step by step, in the order in which their steps first come. */
export function byStep(findings: readonly Finding[]): readonly StepFindings[] {
  const steps = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = steps.get(finding.step);
    if (own) own.push(finding);
    else steps.set(finding.step, [finding]);
  }
  return [...steps.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { step, status } = first;
    return [{ step, status, title: ruleOf(step)?.title ?? first.subject, findings: own }];
  });
}

/** Values of one kind of evidence, each once. */
export function evidenceOf(findings: readonly Finding[], kind: string): readonly string[] {
  const values = findings.flatMap(({ evidence }) => evidence.filter((one) => one.kind === kind));
  return [...new Set(values.map(({ value }) => value))];
}

/** `Laptop: 12 devices …`; a step that names nothing says its detail alone. */
export function told({ subject, detail, id, step }: Finding): string {
  return id === step ? detail : `${subject}: ${detail}`;
}

/** `A; B; and 7 more`, with at most `most` of them. */
export function some(values: readonly string[], most: number, between = '; '): string {
  const shown = values.slice(0, most).join(between);
  const hidden = values.length - most;
  return hidden > 0 ? `${shown}${between}and ${hidden} more` : shown;
}

/** Steps that wait for this one. */
export function waitingFor(step: string, findings: readonly Finding[]): readonly string[] {
  return [
    ...new Set(
      findings.filter((one) => one.blockedBy.some((first) => first === step)).map((one) => one.step),
    ),
  ];
}
