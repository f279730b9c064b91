import type { View } from '../view.js';
import { findingsDocument, findingsRows } from './findings-document.js';
import { findingsHtml } from './findings-html.js';
import { findingsMarkdown } from './findings-markdown.js';
import type { FindingsPage } from './findings-page.js';
import { findingsText } from './findings-text.js';

/** A set-up check: what to do first on top, the one line for a log at the end. */
export const findingsView: View<FindingsPage> = {
  text: findingsText,
  json: findingsDocument,
  rows: findingsRows,
  formats: { markdown: findingsMarkdown, html: findingsHtml },
};
