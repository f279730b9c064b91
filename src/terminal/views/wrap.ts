/**
 * `text` in lines of at most `width` columns, broken between words; the first line keeps its indent, following lines
 * begin with `indent` spaces. A word that is longer than a line stands alone. An infinite width leaves it whole.
 */
export function wrap(text: string, width: number, indent = 2): string {
  const [, lead = '', words = ''] = /^( *)([\s\S]*)$/.exec(text) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    const longer = line === '' ? `${lead}${word}` : `${line} ${word}`;
    if (longer.length <= width || line.trim() === '') {
      line = longer;
      continue;
    }
    lines.push(line);
    line = `${' '.repeat(indent)}${word}`;
  }
  return [...lines, line].join('\n');
}
