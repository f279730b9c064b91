import { afterEach } from 'vitest';
import { type LocalSimulators, type SimulatorOptions, startSimulators } from '../../src/simulator/index.js';
import { Binary } from './binary.js';

/** The whole job, with every limit lifted. */
export const syncAll = [
  ...['sync', 'start', '--yes', '--json', '--create', 'all'],
  ...['--max-creates', '999', '--max-overwrites', '999'],
] as const;

export interface RealProgram {
  readonly vendors: LocalSimulators;
  readonly trilink: Binary;
}

const open: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Simulated vendors and the real program against them, both gone when the test ends. */
export async function realProgram(
  options: SimulatorOptions,
  env: Record<string, string> = {},
): Promise<RealProgram> {
  const vendors = await startSimulators(options);
  const trilink = new Binary(vendors, env);
  open.push(
    () => vendors.close(),
    () => trilink.remove(),
  );
  return { vendors, trilink };
}
