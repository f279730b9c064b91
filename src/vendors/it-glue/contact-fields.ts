import type { Fields, FieldValue } from '../../domain/estate/fields.js';
import { type Attributes, textAt } from './resource.js';

/**
 * E-mail addresses and phone numbers of a contact: lists of `{value, primary, label-name}` on the wire, plain fields with
 * us. The reference places the lists beside `attributes`, working clients send them inside (itglue.md section 6,
 * observed).
 */
const phoneLabels: Readonly<Record<string, { label: string; fits: RegExp }>> = {
  mobile: { label: 'Mobile', fits: /mobile|cell/i },
  fax: { label: 'Fax', fits: /fax/i },
  phone: { label: 'Work', fits: /(?:)/ },
};

interface Entry {
  readonly value: string;
  readonly label: string;
  readonly primary: boolean;
  readonly extension: string | null;
}

export function contactName(attributes: Attributes): string {
  const joined = [textAt(attributes, 'first-name'), textAt(attributes, 'last-name')]
    .filter((part) => part !== null)
    .join(' ');
  return textAt(attributes, 'name') ?? joined;
}

/** `email`, `phone`, `mobile` and `fax`, the primary one of each first; `null` where there is none. */
export function contactFields(attributes: Attributes): Fields {
  const emails = entriesOf(attributes['contact-emails']);
  const phones = entriesOf(attributes['contact-phones']);
  const fields: Record<string, FieldValue> = { email: best(emails)?.value ?? null };
  for (const name of Object.keys(phoneLabels)) {
    fields[name] = best(phones.filter((entry) => kindOf(entry) === name))?.value ?? null;
  }
  return fields;
}

/** Whether a field of a contact lives in one of the two lists. */
export function isContactList(name: string): boolean {
  return name === 'email' || name in phoneLabels;
}

/**
 * The lists as they are to be sent: what is there now, with the written fields put in or, for `null`, taken out. Entries
 * that we do not write stay.
 */
export function contactLists(current: Attributes, written: Fields): Record<string, unknown> {
  const lists: Record<string, unknown> = {};
  if ('email' in written) {
    const others = entriesOf(current['contact-emails']);
    lists['contact-emails'] = toWire(replaced(others, best(others), written.email, 'Work'));
  }
  const numbers = Object.entries(written).filter(([name]) => name in phoneLabels);
  if (numbers.length === 0) return lists;
  let phones = entriesOf(current['contact-phones']);
  for (const [name, value] of numbers) {
    const old = best(phones.filter((entry) => kindOf(entry) === name));
    phones = replaced(phones, old, value, phoneLabels[name]?.label ?? 'Work');
  }
  return { ...lists, 'contact-phones': toWire(phones) };
}

function kindOf(entry: Entry): string {
  return Object.entries(phoneLabels).find(([, { fits }]) => fits.test(entry.label))?.[0] ?? 'phone';
}

function best(entries: readonly Entry[]): Entry | undefined {
  return entries.find(({ primary }) => primary) ?? entries[0];
}

function replaced(
  entries: readonly Entry[],
  old: Entry | undefined,
  value: FieldValue | undefined,
  label: string,
): Entry[] {
  const kept = entries.filter((entry) => entry !== old);
  if (value === null || value === undefined || value === '') return kept;
  const primary = old?.primary ?? !kept.some((entry) => entry.primary);
  return [{ label, extension: null, ...old, value: String(value), primary }, ...kept];
}

function toWire(entries: readonly Entry[]): unknown[] {
  return entries.map(({ value, label, primary, extension }) => {
    return { value, primary, 'label-name': label, ...(extension === null ? {} : { extension }) };
  });
}

function entriesOf(list: unknown): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((raw: unknown): Entry[] => {
    const entry = (typeof raw === 'object' && raw !== null ? raw : {}) as Attributes;
    const value = textAt(entry, 'value');
    if (value === null) return [];
    const label = textAt(entry, 'label-name') ?? textAt(entry, 'label_name') ?? 'Work';
    const primary = entry.primary === true || entry.primary === 'true';
    return [{ value, label, primary, extension: textAt(entry, 'extension') }];
  });
}
