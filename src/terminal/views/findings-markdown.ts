import { groupByHop, hardStopSteps, statusLabels } from '../../domain/setup/index.js';
import { byStep, evidenceOf, type FindingsPage, type StepFindings, some, told } from './findings-page.js';
import { reportRows } from './setup-report.js';

/** The page as Markdown: a heading a hop, a table a heading; what does not apply is left out unless asked for. */
export function findingsMarkdown(page: FindingsPage): string {
  const shown = page.findings.filter(({ status }) => page.all || status !== 'not-applicable');
  return `${[
    `# Set-up of profile ${escaped(page.profile)}`,
    `${new Date(page.at).toISOString()}\n\n**${escaped(page.summary.line)}**${next(page)}`,
    ...groupByHop(shown).map(
      ({ title, findings }) =>
        `## ${title}\n\n${table(['Step', 'Status', 'Good state', 'Found', 'Why', 'What to do'], byStep(findings).map(cells))}`,
    ),
    ...report(page),
    ...unseen(page),
  ].join('\n\n')}\n`;
}

function cells({ step, title, status, findings }: StepFindings): readonly string[] {
  const [first] = findings;
  const isOpen = status === 'fail' || status === 'unknown';
  const stop = hardStopSteps.has(step) ? ', hard stop' : '';
  const word =
    status === 'fail' ? `**${statusLabels.fail}** (${first?.severity}${stop})` : statusLabels[status];
  const examples = [...evidenceOf(findings, 'example'), ...evidenceOf(findings, 'candidate')];
  const such = examples.length > 0 ? `; such as ${some(examples, 10)}` : '';
  const found = `${findings.map(told).join('; ')}${such}`;
  const waits = first && first.blockedBy.length > 0 ? ` After ${first.blockedBy.join(', ')}.` : '';
  const why = isOpen ? escaped(first?.why ?? '') : '';
  return [
    step,
    word,
    escaped(title),
    escaped(found),
    why,
    isOpen ? escaped(`${first?.fix ?? ''}${waits}`) : '',
  ];
}

function next({ findings, summary }: FindingsPage): string {
  const step = byStep(findings).find((one) => one.step === summary.next);
  return step ? `\n\nNext: **${step.step}** ${escaped(step.title)}` : '';
}

function report({ report: companies }: FindingsPage): readonly string[] {
  if (companies === null) return [];
  const columns = ['company', 'organization', 'item', 'outcome', 'configuration', 'missing', 'detail'];
  const rows = reportRows(companies).map((row) => columns.map((name) => escaped(textOf(row[name]))));
  return [`## If Autotask were connected to IT Glue now\n\n${table(columns, rows)}`];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function unseen({ unseen: gaps }: FindingsPage): readonly string[] {
  if (gaps.length === 0) return [];
  const lines = gaps.map(({ system, what, why }) => `- ${escaped(`${system}, ${what}: ${why}`)}`);
  return [`## Not seen\n\n${lines.join('\n')}`];
}

function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, headers.map(() => '---'), ...rows];
  return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A text that Markdown shows as it is: a vendor's name starts no link, no code, no table cell and no tag. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, (sign) => `\\${sign}`);
}
