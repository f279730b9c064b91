import { type Finding, ruleOf } from '../../domain/setup/index.js';
import { evidenceOf, type FindingsPage } from './findings-page.js';
import { reportRows } from './setup-report.js';

/** The page as `findings/1`, with what could not be seen. */
export function findingsDocument(page: FindingsPage): { schema: string } & Record<string, unknown> {
  const { profile, at, findings, summary, unseen, report } = page;
  return {
    schema: 'findings/1',
    profile,
    checkedAt: new Date(at).toISOString(),
    findings,
    summary,
    unseen,
    ...(report === null ? {} : { report }),
  };
}

/** One row a finding, examples as a list; the rows of the pre-connection report where that was asked for. */
export function findingsRows({ findings, report }: FindingsPage): readonly Record<string, unknown>[] {
  return report === null ? findings.map(row) : reportRows(report);
}

function row(finding: Finding): Record<string, unknown> {
  const { id, step, severity, status, subject, detail, why, fix, blockedBy } = finding;
  const title = ruleOf(step)?.title ?? null;
  const examples = [...evidenceOf([finding], 'example'), ...evidenceOf([finding], 'candidate')];
  return { id, step, title, severity, status, subject, detail, why, fix, examples, blockedBy };
}
