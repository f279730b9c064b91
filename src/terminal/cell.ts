/** How many columns a text takes in a terminal. Colour codes take none, East Asian wide characters two. */
export type TextWidth = (text: string) => number;

const asciiOnly = /^[\x20-\x7e]*$/;

/** Loads the width tables; plain ASCII, nearly everything, is counted without them. */
export async function loadWidths(): Promise<TextWidth> {
  const { default: stringWidth } = await import('string-width');
  return (text) => (asciiOnly.test(text) ? text.length : stringWidth(text));
}

/** `text` in at most `width` columns, the end replaced by `mark` where something was cut. Never splits a character. */
export function cutTo(text: string, width: number, mark: string, widthOf: TextWidth): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = widthOf(mark);
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    kept += segment;
  }
  return kept.trimEnd() + mark;
}
