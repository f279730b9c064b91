import { formatMac } from '../identifiers/mac.js';
import type { Evidence } from '../verdict.js';
import { NameMark } from './columns.js';
import { type PairScore, SerialRelation } from './pair.js';
import { Weight } from './weights.js';

/** The texts evidence quotes, in canonical form. Asked only for what is quoted. */
export interface PairTexts {
  serial(): string;
  otherSerial(): string;
  name(): string;
  otherName(): string;
}

/** What a weighed pair says for and against itself: reasons first, contradictions last. */
export function evidenceOf(pair: PairScore, texts: PairTexts): Evidence[] {
  const evidence: Evidence[] = [];
  if (pair.serialRelation === SerialRelation.equal) {
    evidence.push({ kind: 'serial', value: texts.serial(), weight: pair.serialWeight });
  }
  for (let i = 0; i < pair.macCount; i++) {
    evidence.push({
      kind: 'mac',
      value: formatMac(pair.macs[i] as number),
      weight: pair.macWeights[i] as number,
    });
  }
  if (pair.nameWeight > 0) evidence.push(nameEvidence(pair, texts));
  if (pair.psaTwin)
    evidence.push({ kind: 'psa-linked', value: 'the PSA owns this one of two', weight: Weight.psaTwin });
  return [...evidence, ...contradictionsOf(pair, texts)];
}

function nameEvidence(pair: PairScore, texts: PairTexts): Evidence {
  const inName = pair.nameMark === NameMark.serial;
  return inName
    ? { kind: 'serial-in-name', value: texts.serial(), weight: pair.nameWeight }
    : { kind: 'name', value: texts.name(), weight: pair.nameWeight };
}

function contradictionsOf(pair: PairScore, texts: PairTexts): Evidence[] {
  const against: Evidence[] = [];
  if (pair.serialRelation === SerialRelation.near) {
    against.push({
      kind: 'serial-near',
      value: both(texts.serial(), texts.otherSerial()),
      weight: pair.serialWeight,
    });
  }
  if (pair.serialRelation === SerialRelation.differs) {
    against.push({
      kind: 'serial',
      value: both(texts.serial(), texts.otherSerial()),
      weight: pair.serialWeight,
    });
  }
  if (pair.nameElsewhere) {
    against.push({
      kind: 'name',
      value: both(texts.name(), texts.otherName()),
      weight: Weight.nameElsewhere,
    });
  }
  if (pair.macsDiffer) against.push({ kind: 'mac', value: 'none in common', weight: Weight.macsDiffer });
  if (pair.archived)
    against.push({ kind: 'archived', value: 'the configuration is archived', weight: Weight.archived });
  return against;
}

function both(own: string, theirs: string): string {
  return `${own} / ${theirs}`;
}
