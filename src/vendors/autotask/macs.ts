/**
 * The addresses in `rmmDeviceAuditMacAddress`: one text that may hold several, in brackets and with commas between
 * them (observed). Each as it is spelled there, once.
 */
export function macsIn(text: string | null): readonly string[] {
  if (text === null) return [];
  const parts = text.split(/[[\](){}"'\s,;|]+/).filter((part) => /[0-9a-f]{2}/i.test(part));
  return [...new Set(parts)];
}
