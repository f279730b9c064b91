import type { OutputFormat } from './format-name.js';
import { onlyColour, plainDeep, plainJson } from './plain.js';
import type { Screen } from './screen.js';
import type { View } from './view.js';

/**
 * A result as the text that goes to stdout, its last line end included.
 *
 * Whatever the format, no control character, escape sequence or bidirectional mark of a vendor's reaches the output:
 * for people and tables they are written out, in JSON they are JSON's own escapes.
 *
 * @param warnings are added to the document of `json`.
 */
export async function render<T>(
  value: T,
  view: View<T>,
  format: OutputFormat,
  openScreen: () => Promise<Screen>,
  warnings: readonly string[],
): Promise<string> {
  if (format === 'json') return `${plainJson(JSON.stringify(document(value, view, warnings), null, 2))}\n`;
  if (format === 'ndjson') return lines(view.rows?.(value) ?? [], (row) => plainJson(JSON.stringify(row)));
  if (format === 'table') {
    const page = onlyColour(view.text(plainDeep(value), await openScreen()));
    return page === '' || page.endsWith('\n') ? page : `${page}\n`;
  }
  const own = view.formats?.[format];
  if (own) return onlyColour(own(plainDeep(value)));
  return rowsAs(format, plainDeep([...(view.rows?.(value) ?? [])]), view.json(value).schema);
}

type Rows = readonly Record<string, unknown>[];

async function rowsAs(format: 'csv' | 'markdown' | 'html', rows: Rows, title: string): Promise<string> {
  switch (format) {
    case 'csv':
      return (await import('./formats/csv.js')).toCsv(rows);
    case 'markdown':
      return (await import('./formats/markdown.js')).toMarkdown(rows);
    case 'html':
      return (await import('./formats/html.js')).toHtml(`trilink ${title}`, rows);
  }
}

function document<T>(value: T, view: View<T>, warnings: readonly string[]): Record<string, unknown> {
  const made: Record<string, unknown> = view.json(value);
  if (warnings.length === 0) return made;
  const own = Array.isArray(made.warnings) ? made.warnings : [];
  return { ...made, warnings: [...new Set([...own, ...warnings])] };
}

function lines<T>(items: Iterable<T>, toLine: (item: T) => string): string {
  return [...items].map((item) => `${toLine(item)}\n`).join('');
}
