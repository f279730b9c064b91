const USUAL_WIDTH = 80;

/** The terminal's own width, else COLUMNS, else 80. */
export function columnsOf(
  stream: { readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): number {
  const told = Number(env.COLUMNS);
  return stream.columns || (Number.isInteger(told) && told > 0 ? told : USUAL_WIDTH);
}
