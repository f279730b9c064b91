import { type Call, handleOver, type Introduction, type Simulators } from './control/handle.js';
import type { Estate } from './estate/estate.js';
import type { InProcessOptions } from './options.js';
import { World } from './world.js';

export type { SimulatorClock } from './clock.js';
export type {
  DeviceBrief,
  RequestReport,
  RequestWait,
  Simulators,
  SiteBrief,
} from './control/handle.js';
export type { Mutation, MutationResult } from './control/mutations.js';
export type { Snapshot, SnapshotOptions } from './control/snapshot.js';
export { type EstateOptions, makeEstate } from './estate/make-estate.js';
export type { SimulatedSystem } from './http/exchange.js';
export type { Chaos, Fault, FaultRule, FaultState, ListTwist } from './http/faults.js';
export type { LoggedRequest, Violation } from './http/journal.js';
export type { InProcessOptions, SimulatorOptions } from './options.js';
export { type ChildPlace, spawnSimulators } from './spawn.js';

/** Simulators in this process: the estate can be looked at directly. */
export interface LocalSimulators extends Simulators {
  readonly estate: Estate;
}

/** Starts the simulated vendors on free loopback ports of this process. Close them when done. */
export async function startSimulators(options: InProcessOptions = {}): Promise<LocalSimulators> {
  const world = new World(options);
  const introduction = await world.start();
  return { ...handleOver(world.call, introduction, () => world.close()), estate: world.estate };
}

/**
 * Reaches simulators that another process runs (`trilink demo --serve`), by their control address.
 * Closing the handle leaves them running.
 */
export async function connectSimulators(controlUrl: string): Promise<Simulators> {
  const call: Call = async (name, args) => {
    const response = await fetch(`${controlUrl}/call`, {
      method: 'POST',
      body: JSON.stringify({ name, args }),
    });
    const answer = (await response.json()) as unknown;
    if (!response.ok) throw new Error((answer as { message: string }).message);
    return answer;
  };
  return handleOver(call, (await call('introduction', [])) as Introduction, async () => {});
}
