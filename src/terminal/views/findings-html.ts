import { groupByHop, hardStopSteps, statusLabels } from '../../domain/setup/index.js';
import { byStep, evidenceOf, type FindingsPage, type StepFindings, some, told } from './findings-page.js';
import { reportRows } from './setup-report.js';

const style = `body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{border-bottom:1px solid #d8d8d8;padding:.35rem .5rem;text-align:left;vertical-align:top}
.fail{color:#a40000;font-weight:600}.unknown{color:#7a5a00}.quiet{color:#666}small{color:#555}`;

const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;

/** The page as one HTML file that loads nothing: to mail, or to keep beside a client's papers. */
export function findingsHtml(page: FindingsPage): string {
  const title = `Set-up of profile ${escaped(page.profile)}`;
  const shown = page.findings.filter(({ status }) => page.all || status !== 'not-applicable');
  return [
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">${policy}<title>${title}</title>`,
    `<style>${style}</style></head><body>`,
    `<h1>${title}</h1>\n<p>${new Date(page.at).toISOString()}</p>\n<p><strong>${escaped(page.summary.line)}</strong></p>`,
    ...groupByHop(shown).map((group) =>
      section(
        group.title,
        ['Step', 'Status', 'Good state and what was found', 'What to do'],
        byStep(group.findings).map(cells),
      ),
    ),
    report(page),
    unseen(page),
    '</body></html>\n',
  ].join('\n');
}

function cells({ step, title, status, findings }: StepFindings): readonly string[] {
  const [first] = findings;
  const stop = hardStopSteps.has(step) ? ', hard stop' : '';
  const severity = status === 'fail' ? `, ${first?.severity}${stop}` : '';
  const kind = status === 'fail' || status === 'unknown' ? status : 'quiet';
  const examples = [...evidenceOf(findings, 'example'), ...evidenceOf(findings, 'candidate')];
  const such = examples.length > 0 ? `<br><small>such as ${escaped(some(examples, 10))}</small>` : '';
  const found = findings.map((finding) => `<br>${escaped(told(finding))}`).join('');
  const waits = first && first.blockedBy.length > 0 ? ` After ${first.blockedBy.join(', ')}.` : '';
  const isOpen = status === 'fail' || status === 'unknown';
  const todo = isOpen ? `${first?.fix ?? ''}${waits}` : '';
  const why = isOpen && first?.why ? `<br><small>Why: ${escaped(first.why)}</small>` : '';
  return [
    step,
    `<span class="${kind}">${statusLabels[status]}${severity}</span>`,
    `<b>${escaped(title)}</b>${found}${such}${why}`,
    escaped(todo),
  ];
}

function report({ report: companies }: FindingsPage): string {
  if (companies === null) return '';
  const columns = ['company', 'organization', 'item', 'outcome', 'configuration', 'missing', 'detail'];
  const rows = reportRows(companies).map((row) => columns.map((name) => escaped(textOf(row[name]))));
  return section('If Autotask were connected to IT Glue now', columns, rows);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function unseen({ unseen: gaps }: FindingsPage): string {
  if (gaps.length === 0) return '';
  const lines = gaps.map(({ system, what, why }) => `<li>${escaped(`${system}, ${what}: ${why}`)}</li>`);
  return `<h2>Not seen</h2>\n<ul>${lines.join('')}</ul>`;
}

/** `rows` hold markup that was made here. */
function section(title: string, headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = headers.map((header) => `<th>${escaped(header)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<h2>${escaped(title)}</h2>\n<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
