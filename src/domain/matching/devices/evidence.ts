import { formatMac } from '../identifiers/mac.js';
import type { Evidence } from '../verdict.js';
import { NameMark } from './columns.js';
import { type PairScore, SerialRelation } from './pair.js';
import { Weight } from './weights.js';

/** Who listens to a weighed pair's evidence, one piece after the other: reasons first, contradictions last. */
export interface EvidenceSink {
  /** The device's serial, in canonical form, is the value. */
  serial(kind: string, weight: number): void;
  /** Both serials are the value. */
  serials(kind: string, weight: number): void;
  mac(mac: number, weight: number): void;
  /** The device's folded name is the value. */
  name(weight: number): void;
  /** Both folded names are the value. */
  names(weight: number): void;
  words(kind: string, value: string, weight: number): void;
}

/** Tells what a pair that was just weighed says for and against itself. */
export function tellEvidence(pair: PairScore, sink: EvidenceSink): void {
  if (pair.serialRelation === SerialRelation.equal) sink.serial('serial', pair.serialWeight);
  for (let i = 0; i < pair.macCount; i++) sink.mac(pair.macs[i] as number, pair.macWeights[i] as number);
  if (pair.nameWeight > 0) {
    if (pair.nameMark === NameMark.serial) sink.serial('serial-in-name', pair.nameWeight);
    else sink.name(pair.nameWeight);
  }
  if (pair.psaTwin) sink.words('psa-linked', 'the PSA owns this one of two', Weight.psaTwin);
  if (pair.serialRelation === SerialRelation.near) sink.serials('serial-near', pair.serialWeight);
  if (pair.serialRelation === SerialRelation.differs) sink.serials('serial', pair.serialWeight);
  if (pair.nameElsewhere) sink.names(Weight.nameElsewhere);
  if (pair.macsDiffer) sink.words('mac', 'none in common', Weight.macsDiffer);
  if (pair.archived) sink.words('archived', 'the configuration is archived', Weight.archived);
}

/** The texts evidence quotes, in canonical form. Asked only for what is quoted. */
export interface PairTexts {
  serial(): string;
  otherSerial(): string;
  name(): string;
  otherName(): string;
}

/** A weighed pair's evidence as values. */
export function evidenceOf(pair: PairScore, texts: PairTexts): Evidence[] {
  const evidence: Evidence[] = [];
  const add = (kind: string, value: string, weight: number) => {
    evidence.push({ kind, value, weight });
  };
  tellEvidence(pair, {
    serial: (kind, weight) => add(kind, texts.serial(), weight),
    serials: (kind, weight) => add(kind, both(texts.serial(), texts.otherSerial()), weight),
    mac: (mac, weight) => add('mac', formatMac(mac), weight),
    name: (weight) => add('name', texts.name(), weight),
    names: (weight) => add('name', both(texts.name(), texts.otherName()), weight),
    words: add,
  });
  return evidence;
}

/** How a value quotes both sides. */
export function both(own: string, theirs: string): string {
  return `${own} / ${theirs}`;
}
