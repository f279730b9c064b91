import { foldedHostName } from '../identifiers/host-name.js';
import { goodSerial } from '../identifiers/serial.js';
import type { Evidence } from '../verdict.js';
import { evidenceOf } from './evidence.js';
import type { PairScore } from './pair.js';
import { type Run, serialOf } from './run.js';

/** The evidence of a pair that was just weighed, in words; native records of the RMM integration included. */
export function pairEvidence(run: Run, pair: PairScore, device: number, configuration: number): Evidence[] {
  const [one, other] = [run.devices[device], run.configurations[configuration]];
  const evidence = evidenceOf(pair, {
    serial: () => (one ? serialOf(one) : null) ?? '',
    otherSerial: () => goodSerial(other?.serial) ?? '',
    name: () => foldedHostName(one?.hostname) ?? '',
    otherName: () => foldedHostName(other?.name) ?? foldedHostName(other?.hostname) ?? '',
  });
  const hints = (run.estate.hints.get(device) ?? []).filter((hint) => hint.configuration === configuration);
  return [...evidence, ...hints.map(({ kind, value, weight }) => ({ kind, value, weight }))];
}
