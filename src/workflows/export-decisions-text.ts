import { type DecisionLine, guardCell } from '../domain/matching/decision-file.js';
import type { Evidence } from '../domain/matching/verdict.js';

export type DecisionFormat = 'csv' | 'json';

/** The columns of a file of decisions, in order. Reading finds them by name, in any spelling and order. */
export const decisionColumns = [
  'item',
  'source',
  'site',
  'status',
  'decision',
  'target',
  'target name',
  'confidence',
  'evidence',
  'others',
  'note',
  'decided by',
  'when',
  'seen',
] as const;

/**
 * A file of decisions. CSV ends its lines with CR LF and begins with a byte-order mark, as spreadsheets expect, but for
 * a stream; JSON is one document, `decisions/1`, with one item a line, so that a problem can be found by its number.
 */
export async function decisionText(
  lines: readonly DecisionLine[],
  format: DecisionFormat,
  isStream = false,
): Promise<string> {
  if (format === 'json') return asJson(lines);
  const { stringify } = await import('csv-stringify/sync');
  const rows = lines.map((line) => cellsOf(line).map(guardCell));
  const columns = [...decisionColumns];
  return stringify(rows, {
    header: true,
    columns,
    bom: !isStream,
    record_delimiter: 'windows',
    // Line ends of any kind and other programs' separators, too.
    quoted_match: /[\r\n;\t]/,
  });
}

function asJson(lines: readonly DecisionLine[]): string {
  const items = lines.map((line) => `    ${JSON.stringify(line)}`).join(',\n');
  return `{\n  "schema": "decisions/1",\n  "items": [\n${items}${items === '' ? '' : '\n'}  ]\n}\n`;
}

function cellsOf(line: DecisionLine): readonly string[] {
  return [
    line.item,
    line.source,
    line.site ?? '',
    line.status,
    line.decision ?? '',
    line.target ?? '',
    line.targetName ?? '',
    line.confidence === null ? '' : line.confidence.toFixed(2),
    line.evidence.map(evidenceText).join('; '),
    line.others.map(({ id, name, confidence }) => `${id} ${name} ${confidence.toFixed(2)}`).join('; '),
    line.note ?? '',
    line.decidedBy ?? '',
    line.when ?? '',
    line.seen ?? '',
  ];
}

/** `serial 5CG1234 +24`; what speaks against it has a minus. */
function evidenceText({ kind, value, weight }: Evidence): string {
  const sign = weight > 0 ? '+' : '';
  return [kind, value, `${sign}${weight}`].filter((part) => part !== '').join(' ');
}
