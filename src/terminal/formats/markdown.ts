import { cellText, columnsOf } from './cell-text.js';

/** Rows as one Markdown table. What Markdown or HTML would read as its own is escaped; nothing is cut. */
export function toMarkdown(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = columnsOf(rows);
  if (columns.length === 0) return '';
  return markdownTable(
    columns.map(markdownText),
    rows.map((row) => columns.map((column) => markdownText(cellText(row[column])))),
  );
}

/** A table of cells that are Markdown already. */
export function markdownTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headers, headers.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** A text that Markdown shows as it is: a vendor's name starts no link, no code, no table cell, no line and no tag. */
export function markdownText(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
