import type { Device, Site } from '../estate/source.js';
import type { Configuration, Organization } from '../estate/target.js';
import { stableHash } from '../reconcile/stable-hash.js';
import type { Decision, Evidence } from './verdict.js';

/** One item in a file of decisions: what it is, what matching thinks, and what a person decides. */
export interface DecisionLine {
  /** `<integration>/<kind>/<source id>`. */
  readonly item: string;
  /** The record's name in its source. */
  readonly source: string;
  readonly site: string | null;
  readonly status: string;
  /** `match`, `create`, `ignore`, `move`, `replace`, or nothing yet. `forget` withdraws what was decided. */
  readonly decision: string | null;
  /** The record decided on, else the best guess. For `move` and `replace` the old record. */
  readonly target: string | null;
  readonly targetName: string | null;
  readonly confidence: number | null;
  readonly evidence: readonly Evidence[];
  readonly others: readonly { readonly id: string; readonly name: string; readonly confidence: number }[];
  readonly note: string | null;
  /** Who decided: a person's name, `person`, `import`, or `auto`. */
  readonly decidedBy: string | null;
  /** ISO 8601. */
  readonly when: string | null;
  /** What the records were like when the file was written: see `seenMark`. */
  readonly seen: string | null;
}

/** A line of a file as it came back. `line` is its number in the file, from 1. */
export interface ReadLine {
  readonly line: number;
  readonly item: string;
  readonly decision: string | null;
  readonly target: string | null;
  readonly note: string | null;
  readonly decidedBy: string | null;
  readonly seen: string | null;
}

export type FileVerb = Decision['verb'];

const words: Readonly<Record<string, FileVerb>> = {
  match: 'match',
  accept: 'match',
  set: 'match',
  change: 'match',
  create: 'create',
  new: 'create',
  ignore: 'ignore',
  move: 'move',
  replace: 'replace',
  forget: 'forget',
};

/** The words that a decision may be written with. */
export const decisionWords: readonly string[] = Object.keys(words);

/** The verb that a person's word stands for, in any case; `null` when it is none. */
export function verbOf(word: string): FileVerb | null {
  return words[word.trim().toLowerCase()] ?? null;
}

/**
 * What the records behind an item are like, in a few letters: `<source>.<decision>.<target id>.<target>`. Times do not
 * count, so that seeing a device again is no change. A target that was not known gives two blanks.
 */
export function seenMark(
  source: Site | Device | undefined,
  sequence: number,
  target: Organization | Configuration | undefined,
): string {
  const ends = target ? [short(target.id), short(targetFacts(target))] : ['', ''];
  return [short(source ? sourceFacts(source) : null), String(sequence), ...ends].join('.');
}

/** What of an item changed between two marks; empty when nothing did, or the file does not say. */
export function changedSince(
  seen: string | null,
  now: string,
): readonly ('source' | 'decision' | 'target')[] {
  const [before, after] = [seen?.split('.') ?? [], now.split('.')];
  if (before.length !== 4) return [];
  const [source, sequence, targetId, target] = before;
  return [
    ...(source !== after[0] ? (['source'] as const) : []),
    ...(sequence !== after[1] ? (['decision'] as const) : []),
    // Another target was written into the line: nothing is known of how that one was.
    ...(targetId === after[2] && target !== after[3] ? (['target'] as const) : []),
  ];
}

function sourceFacts(record: Site | Device): unknown {
  if (!('hostname' in record)) return [record.name, record.psaCompanyId, record.skip, record.active];
  const macs = (record.nics ?? []).map((nic) => nic.mac).filter((mac) => mac !== null);
  return [record.hostname, record.siteId, record.serial, macs.sort()];
}

function targetFacts(record: Organization | Configuration): unknown {
  if (!('organizationId' in record)) return [record.name, record.active];
  return [record.name, record.organizationId, record.archived, record.serial, record.mac];
}

function short(value: unknown): string {
  return stableHash(value).slice(0, 8);
}

/** Texts that a spreadsheet would run as a formula, and digits that it would round or strip. */
const unsafe = /^[=+\-@\t\r']|^0\d+$|^\d{12,}$/;

/** A cell as a spreadsheet keeps it: unsafe ones get a `'` in front. */
export function guardCell(text: string): string {
  return unsafe.test(text) ? `'${text}` : text;
}

/** The text that was guarded. Exactly one `'` in front is ours. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
