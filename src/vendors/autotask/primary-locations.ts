import { type Entries, type Entry, entryNamed } from './lists.js';
import { flagAt, idAt } from './row.js';

/**
 * The name of each company's one active primary location (spec): company id → name. One whose name another active
 * location of the company has is left out, since a record is placed by name.
 */
export function primaryNames({ all, complete }: Entries): ReadonlyMap<string, string> {
  if (!complete) return new Map();
  const ofCompany = new Map<string, Entry[]>();
  for (const entry of all) {
    const id = idAt(entry.row, 'companyID');
    if (id !== null) ofCompany.set(id, [...(ofCompany.get(id) ?? []), entry]);
  }
  const names = new Map<string, string>();
  for (const [id, entries] of ofCompany) {
    const primary = entries.filter((entry) => entry.active && flagAt(entry.row, 'isPrimary') === true);
    const [one] = primary;
    if (primary.length === 1 && one && entryNamed(entries, one.name) === one) names.set(id, one.name);
  }
  return names;
}
