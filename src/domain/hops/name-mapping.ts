import type { Catalogue, NamedRecord } from '../estate/target.js';

const legalForms =
  /\b(inc|incorporated|corp|corporation|co|company|ltd|limited|llc|gmbh|ag|sa|bv|technologies|computer)\b/g;

/** Case, punctuation and blanks folded away. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function coreName(name: string): string {
  return foldName(name).replace(legalForms, '').replace(/\s+/g, ' ').trim();
}

/** The one record of that name: equal when folded, else equal without legal form. Two that fit are none. */
export function byName<T extends NamedRecord>(records: readonly T[], name: string | null): T | null {
  if (name === null || foldName(name) === '') return null;
  return onlyOne(records, foldName(name), foldName) ?? onlyOne(records, coreName(name), coreName);
}

function onlyOne<T extends NamedRecord>(
  records: readonly T[],
  wanted: string,
  form: (name: string) => string,
): T | null {
  if (wanted === '') return null;
  const fitting = records.filter((record) => form(record.name) === wanted);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/**
 * The existing operating system whose name the source's text begins with or holds, words whole, longest name first:
 * "Microsoft Windows 11 Pro 10.0.22631" is "Windows 11 Pro" and not "Windows 11".
 */
export function operatingSystemIn(catalogue: Catalogue, text: string | null): string | null {
  if (text === null) return null;
  const spoken = ` ${foldName(text)} `;
  const fitting = catalogue.operatingSystems
    .filter((system) => foldName(system.name) !== '' && spoken.includes(` ${foldName(system.name)} `))
    .sort((a, b) => b.name.length - a.name.length || (a.id < b.id ? -1 : 1));
  return fitting[0]?.name ?? null;
}
