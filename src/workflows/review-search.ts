import type { Configuration, Organization } from '../domain/estate/target.js';
import type { Choice } from '../ports/prompts.js';
import type { PublishedItem } from '../ports/store.js';
import { holderOf, organizationOfItem } from './decision-for.js';
import type { RememberedEstate } from './remembered-estate.js';

interface Searchable {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly preview: string;
  /** What typed words are looked for in, folded. */
  readonly words: string;
}

const mostShown = 50;

/**
 * Type-ahead over the records that an item may be matched to: all organizations for a site, the configurations of its
 * organization for a device, archived ones included. With nothing typed the candidates stand first. Words may come in
 * any order and match names, host names, serials, MACs, asset tags and ids. The last choice, `null`, goes back.
 */
export function recordSearch(
  estate: RememberedEstate,
  items: readonly PublishedItem[],
  item: PublishedItem,
): (typed: string) => readonly Choice<string | null>[] {
  const records = searchable(estate, items, item);
  const rank = new Map(item.candidates.map((one, i) => [one.id, i]));
  const back = { value: null, label: 'back to the item' };
  return (typed) => {
    const words = fold(typed).split(' ').filter(Boolean);
    const found = records
      .filter((record) => words.every((word) => record.words.includes(word)))
      .map((record) => ({ record, order: orderOf(record, fold(typed), rank.get(record.id)) }))
      .sort(
        (a, b) =>
          a.order - b.order || compare(a.record.name, b.record.name) || compare(a.record.id, b.record.id),
      );
    const shown = found.slice(0, mostShown).map(({ record }) => choice(record));
    const hidden = found.length - shown.length;
    return [
      ...shown,
      hidden > 0 ? { ...back, label: `back to the item (${hidden} more: type to narrow)` } : back,
    ];
  };
}

function choice({ id, label, preview }: Searchable): Choice<string | null> {
  return { value: id, label, preview };
}

/** Names that begin with what was typed, then candidates, then words that begin so, then the rest. */
function orderOf(record: Searchable, typed: string, candidate: number | undefined): number {
  const name = fold(record.name);
  if (typed !== '' && name === typed) return -100;
  if (candidate !== undefined) return -50 + candidate;
  if (typed === '') return 0;
  if (name.startsWith(typed)) return -20;
  return ` ${record.words}`.includes(` ${typed}`) ? -10 : 0;
}

function searchable(
  estate: RememberedEstate,
  items: readonly PublishedItem[],
  item: PublishedItem,
): readonly Searchable[] {
  if (item.kind === 'site') return [...estate.organizations.values()].map(organizationChoice);
  const home = organizationOfItem(items, item);
  return [...estate.configurations.values()]
    .filter((record) => record.organizationId === home)
    .map((record) => configurationChoice(record, holderOf(items, item, record.id)?.name ?? null));
}

function organizationChoice(one: Organization): Searchable {
  const state = one.active ? '' : ' (inactive)';
  const facts = [
    one.typeName,
    one.statusName,
    ...one.domains,
    one.provenance.psaIds[0] && `PSA ${one.provenance.psaIds[0]}`,
  ];
  return {
    ...{ id: one.id, name: one.name, label: `${one.name}${state}` },
    preview: previewOf(one.id, facts),
    words: fold([one.name, one.shortName, ...one.otherNames, ...one.domains, one.id].join(' ')),
  };
}

function configurationChoice(one: Configuration, heldBy: string | null): Searchable {
  const macs = [one.mac, ...one.interfaces.map((adapter) => adapter.mac)].filter((mac) => mac !== null);
  const marks = [one.archived ? 'archived' : null, heldBy === null ? null : `matched to ${heldBy}`].filter(
    Boolean,
  );
  const facts = [
    one.typeName,
    one.manufacturer,
    one.model,
    one.serial && `serial ${one.serial}`,
    macs[0],
    one.primaryIp,
  ];
  return {
    ...{ id: one.id, name: one.name },
    label: marks.length === 0 ? one.name : `${one.name} (${marks.join(', ')})`,
    preview: previewOf(one.id, facts),
    words: fold(
      [one.name, one.hostname, one.serial, ...macs, ...macs.map(bareMac), one.assetTag, one.id].join(' '),
    ),
  };
}

function previewOf(id: string, facts: readonly (string | null | undefined)[]): string {
  return [id, ...facts.filter(Boolean)].join(', ');
}

function bareMac(mac: string): string {
  return mac.replace(/[^0-9a-f]/gi, '');
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
