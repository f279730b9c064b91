import type { NameList } from './fields.js';
import type { Entry } from './names.js';
import { idText, type Resource } from './resource.js';

interface Shown {
  readonly ofOrganization: Map<string, Entry[]>;
  /** Organizations whose records were all shown; `all`: of every organization. */
  organizations: ReadonlySet<string> | 'all';
}

/**
 * Names that a list has shown on the way, so that no list is read a second time to look one up: locations and contacts
 * by organization. What the same client makes is added; whatever may have become of another write is forgotten.
 */
export class ShownNames {
  readonly #lists = new Map<NameList, Shown>();
  readonly #doubted = new Set<string>();

  /** Keeps a list that was read to its end. */
  keep(
    among: NameList,
    organizations: readonly string[] | 'all',
    rows: readonly Resource[],
    entryOf: (row: Resource) => Entry,
  ): void {
    const ofOrganization = new Map<string, Entry[]>();
    for (const row of rows) {
      const organization = idText(row.attributes['organization-id']) ?? '';
      const entries = ofOrganization.get(organization) ?? [];
      entries.push(entryOf(row));
      ofOrganization.set(organization, entries);
    }
    const whole = organizations === 'all' ? ('all' as const) : new Set(organizations);
    this.#lists.set(among, { ofOrganization, organizations: whole });
    for (const key of [...this.#doubted]) if (key.startsWith(`${among}/`)) this.#doubted.delete(key);
  }

  /** What is known of an organization, or `null` when the vendor must be asked. */
  of(among: NameList, organizationId: string): readonly Entry[] | null {
    const shown = this.#lists.get(among);
    if (!shown || this.#doubted.has(`${among}/${organizationId}`)) return null;
    const isKnown = shown.organizations === 'all' || shown.organizations.has(organizationId);
    return isKnown ? (shown.ofOrganization.get(organizationId) ?? []) : null;
  }

  /** Takes in a record that was made, where the organization's others are known. */
  add(among: NameList, organizationId: string, entry: Entry): void {
    const known = this.of(among, organizationId);
    if (known) this.#lists.get(among)?.ofOrganization.set(organizationId, [...known, entry]);
  }

  doubt(among: NameList, organizationId: string): void {
    this.#doubted.add(`${among}/${organizationId}`);
  }
}
