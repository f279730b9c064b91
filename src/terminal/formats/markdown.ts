import { cellText, columnsOf } from './cell-text.js';

/** Rows as one Markdown table. What Markdown or HTML would read as its own is escaped; nothing is cut. */
export function toMarkdown(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = columnsOf(rows);
  if (columns.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const body = rows.map((row) => line(columns.map((column) => escaped(cellText(row[column])))));
  return [line(columns.map(escaped)), line(columns.map(() => '---')), ...body].join('');
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
