import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalSimulators, type SimulatorOptions, startSimulators } from '../../src/simulator/index.js';
import type { FakeTerminal } from './fake-io.js';
import { type CliOutcome, runCliWith } from './run-cli.js';

export interface SimulatedCli {
  readonly simulators: LocalSimulators;
  readonly home: string;
  /** Runs the program against the simulated vendors, mode sync, without a terminal. */
  run(...argv: string[]): Promise<CliOutcome>;
  runWith(
    options: { env?: Record<string, string>; terminal?: FakeTerminal; stdinText?: string },
    ...argv: string[]
  ): Promise<CliOutcome>;
  close(): Promise<void>;
}

/** The program, a home of its own, and simulated vendors in this process: the same estate for the same seed. */
export async function simulatedCli(options: SimulatorOptions = {}): Promise<SimulatedCli> {
  const home = mkdtempSync(join(tmpdir(), 'trilink-cli-'));
  const simulators = await startSimulators({ seed: 5, devices: 40, sites: 8, ...options });
  const vendors = { ...simulators.env, TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync' };
  const runWith: SimulatedCli['runWith'] = ({ env = {}, ...rest }, ...argv) =>
    runCliWith({ ...rest, home, env: { ...vendors, ...env } }, ...argv);
  return {
    simulators,
    home,
    run: (...argv) => runWith({}, ...argv),
    runWith,
    async close() {
      await simulators.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
