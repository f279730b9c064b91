/**
 * Characters that steer a terminal or reorder text instead of being text: C0 and C1 controls, DEL, line and
 * paragraph separators, bidirectional marks, embeddings, overrides and isolates, zero-width and tag characters,
 * and halves of surrogate pairs. ESC and CSI are among the controls, so no escape sequence survives.
 */
const steering =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;

/** Nearly every text; told much faster than by looking for what steers. */
const printable = /^[\x20-\x7e]*$/;

const printableLines = /^[\x20-\x7e\n]*$/;

const shortNames: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `text` with every steering character written out, such as `\x1b` or `\u{202e}`. Everything else stays as it is. */
export function plain(text: string): string {
  return printable.test(text) ? text : text.replace(steering, visible);
}

function visible(found: string): string {
  const point = found.codePointAt(0) ?? 0;
  if (point < 0x100) return shortNames[found] ?? `\\x${point.toString(16).padStart(2, '0')}`;
  return `\\u{${point.toString(16)}}`;
}

/**
 * A copy of `value` in which every string, keys included, is plain. Views get this copy, so that none of them has to
 * remember. Values without steering characters are shared with the original, not copied.
 */
export function plainDeep<T>(value: T): T {
  return plainAny(value) as T;
}

function plainAny(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return plainArray(value);
  if (value instanceof Map) {
    return new Map([...value].map(([key, inner]) => [plainAny(key), plainAny(inner)]));
  }
  if (value instanceof Set) return new Set([...value].map(plainAny));
  if (typeof value === 'object' && value !== null && isRecord(value)) return plainRecord(value);
  return value;
}

function isRecord(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function plainArray(values: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (const [index, inner] of values.entries()) {
    const next = plainAny(inner);
    if (next === inner) continue;
    copy ??= [...values];
    copy[index] = next;
  }
  return copy ?? values;
}

function plainRecord(record: Record<string, unknown>): Record<string, unknown> {
  for (const key of Object.keys(record)) {
    if (plain(key) === key && plainAny(record[key]) === record[key]) continue;
    return Object.fromEntries(Object.entries(record).map(([name, inner]) => [plain(name), plainAny(inner)]));
  }
  return record;
}

/** The same characters inside a JSON text, as JSON's own escapes: still the same document. Line ends between values stay. */
export function plainJson(json: string): string {
  return json.replace(steering, (found) => (found === '\n' ? found : jsonEscape(found)));
}

function jsonEscape(found: string): string {
  return [...Array(found.length).keys()]
    .map((index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

/** The same for a text of many lines; their ends stay. */
export function plainLines(text: string): string {
  return text
    .split(/(\r?\n)/)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join('');
}

/** Takes out whatever is no text, line end or colour from a finished page: the last gate before a terminal. */
export function onlyColour(page: string): string {
  if (printableLines.test(page)) return page;
  return page
    .split(/(\u001b\[[0-9;]*m|\n)/)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join('');
}
