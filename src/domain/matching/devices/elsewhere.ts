import { Flag, has, MARK_BITS, MacMark, TRUST_SHIFT, Trust } from './columns.js';
import type { Run } from './run.js';

/** Finds the one live configuration of another organization that has a device's unique serial, or else a unique real MAC. */
export class Elsewhere {
  readonly #run: Run;
  #records: Map<number, number> | null = null;

  constructor(run: Run) {
    this.#run = run;
  }

  /** The configuration, or -1. Says nothing unless every organization was read. */
  find(device: number): number {
    const { input, estate } = this.#run;
    if (!input.complete) return -1;
    const side = estate.devices;
    const serial = side.serial[device] as number;
    if (serial !== 0 && side.serialTrust[device] === Trust.full && !has(side, device, Flag.weakSerial)) {
      const record = this.#at(serial, device);
      if (record >= 0) return record;
    }
    const from = side.first[device] as number;
    for (let i = from; i < from + (side.macCount[device] as number); i++) {
      const mark = side.marks[i] as number;
      if (mark >> TRUST_SHIFT !== Trust.full || (mark & MARK_BITS) !== MacMark.ok) continue;
      const record = this.#at(side.keys[i] as number, device);
      if (record >= 0 && !this.#contradicts(device, record)) return record;
    }
    return -1;
  }

  #at(key: number, device: number): number {
    this.#records ??= this.#index();
    const { devices, configurations } = this.#run.estate;
    const record = this.#records.get(key) ?? -1;
    return record >= 0 && configurations.organization[record] !== devices.organization[device] ? record : -1;
  }

  #contradicts(device: number, record: number): boolean {
    const { devices, configurations } = this.#run.estate;
    const [own, theirs] = [devices.serial[device], configurations.serial[record]];
    return own !== 0 && theirs !== 0 && own !== theirs;
  }

  #index(): Map<number, number> {
    const side = this.#run.estate.configurations;
    const records = new Map<number, number>();
    side.organization.forEach((_, record) => {
      if (has(side, record, Flag.archived)) return;
      if (side.serial[record] !== 0) records.set(side.serial[record] as number, record);
      const from = side.first[record] as number;
      for (let i = from; i < from + (side.macCount[record] as number); i++)
        records.set(side.keys[i] as number, record);
    });
    return records;
  }
}
