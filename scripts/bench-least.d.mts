import type { ChangeReport } from '../src/domain/run.js';
import type { SiteBrief, Snapshot } from '../src/simulator/index.js';

export function leastOfDattoRmm(
  sites: readonly SiteBrief[],
  devices: readonly unknown[],
  audited: number,
): number;
export function leastOfItGlue(before: Snapshot, after: Snapshot): number;
export function leastOfAutotask(before: Snapshot, changes: readonly ChangeReport[]): number;
export function leastOfItGlueChain(
  before: Snapshot,
  after: Snapshot,
  changes: readonly ChangeReport[],
): number;
