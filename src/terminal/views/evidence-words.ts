import type { RecordKind } from '../../domain/estate/systems.js';
import type { Evidence } from '../../domain/matching/verdict.js';
import type { Screen } from '../screen.js';
import { against, measures, speaking } from './evidence-phrases.js';
import { wrap } from './wrap.js';

/** The weight of a device's name that is equal as it stands; below it, equal without additions. */
const WHOLE_NAME = 8;

/** One reason as a person would say it; a kind without a phrase of its own is spelled out. */
export function evidenceWords(kind: RecordKind, evidence: Evidence): string {
  const { kind: what, value, weight } = evidence;
  if (weight > 0 && isIdentifier(evidence)) return `${identifier(evidence)} agrees`;
  if (what === 'name' && kind !== 'site') return nameWords(value, weight);
  const phrase = (weight > 0 ? speaking : against)[what] ?? speaking[what] ?? against[what];
  return (
    phrase?.(value) ?? `${measures[what.replace(/^name-/, '')] ?? what.replaceAll('-', ' ')} ${value}`.trim()
  );
}

/** `serial 7K2QXW3 agrees +24`. */
export function weighedWords(kind: RecordKind, evidence: Evidence): string {
  return `${evidenceWords(kind, evidence)} ${signed(evidence.weight)}`;
}

/** What speaks for a candidate, strongest first; serial and MAC addresses share one clause. */
export function clausesFor(kind: RecordKind, evidence: readonly Evidence[]): readonly string[] {
  const all = speaksFor(evidence);
  const identifiers = all.filter(isIdentifier);
  return all
    .filter((one) => !isIdentifier(one) || one === identifiers[0])
    .map((one) => (isIdentifier(one) ? identifiersAgree(identifiers) : evidenceWords(kind, one)));
}

/** What speaks for a candidate, strongest first. */
export function speaksFor(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter((one) => one.weight > 0).sort((a, b) => b.weight - a.weight);
}

/** What speaks against it, strongest first. */
export function speaksAgainst(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter((one) => one.weight < 0).sort((a, b) => a.weight - b.weight);
}

/** One line a reason, heaviest first, behind its weight. Contradictions have a minus, what was kept out a 0. */
export function evidenceLines(kind: RecordKind, evidence: readonly Evidence[], screen: Screen): string[] {
  const sorted = [...evidence].sort((a, b) => b.weight - a.weight);
  return sorted.map((one) => {
    const line = wrap(
      `  ${signed(one.weight).padStart(4)}  ${evidenceWords(kind, one)}`,
      screen.width - 1,
      8,
    );
    if (one.weight > 0) return line;
    return one.weight < 0 ? screen.paint.red(line) : screen.paint.dim(line);
  });
}

/** 100 % only for what is certain. */
export function percent(confidence: number): string {
  return `${confidence < 1 ? Math.min(99, Math.round(confidence * 100)) : 100} %`;
}

function nameWords(value: string, weight: number): string {
  if (weight >= WHOLE_NAME) return 'the name is the same';
  return weight > 0 ? 'the name is the same but for additions' : `it has another record's name (${value})`;
}

function isIdentifier({ kind }: Evidence): boolean {
  return kind === 'serial' || kind === 'mac';
}

function identifier({ kind, value }: Evidence): string {
  return `${kind === 'mac' ? 'MAC' : kind} ${value}`;
}

/** `serial 7K2QXW3 and MAC A4:5E:60:11:0C:9D agree`; of several MAC addresses only how many. */
function identifiersAgree(identifiers: readonly Evidence[]): string {
  const macs = identifiers.filter(({ kind }) => kind === 'mac');
  const serials = identifiers.filter(({ kind }) => kind === 'serial').map(identifier);
  const named = [...serials, ...(macs.length > 1 ? [`${macs.length} MAC addresses`] : macs.map(identifier))];
  return `${named.join(' and ')} ${named.length > 1 || macs.length > 1 ? 'agree' : 'agrees'}`;
}

function signed(weight: number): string {
  return weight > 0 ? `+${weight}` : String(weight);
}
