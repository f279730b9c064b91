import { wrap } from './wrap.js';

/** `text` wrapped into `width` columns, every line behind `margin` spaces, the first one with `mark` at their end. */
export function indented(text: string, width: number, margin: number, mark = ''): string {
  const space = ' '.repeat(margin);
  const body = wrap(text, width - margin, 0).replaceAll('\n', `\n${space}`);
  return mark.padEnd(margin) + body;
}
