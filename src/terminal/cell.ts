/** How many columns a text takes in a terminal. Colour codes take none, East Asian wide characters two. */
export type TextWidth = (text: string) => number;

/** One column a character: ASCII and the letters of Western Europe. The soft hyphen, which takes none, is left out. */
const oneColumnEach = /^[\x20-\x7e\xa0-\xac\xae-\xff]*$/;

/** Loads the width tables; nearly everything is counted without them, the rest once a text. */
export async function loadWidths(): Promise<TextWidth> {
  const { default: stringWidth } = await import('string-width');
  const known = new Map<string, number>();
  return (text) => {
    if (oneColumnEach.test(text)) return text.length;
    const width = known.get(text) ?? stringWidth(text);
    known.set(text, width);
    return width;
  };
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
