import { type ChildProcess, fork } from 'node:child_process';
import { type Call, handleOver, type Introduction, type Simulators } from './control/handle.js';
import type { SimulatorOptions } from './options.js';

/** Where the child's program lies. */
export interface ChildPlace {
  /** The node binary. */
  readonly execPath: string;
  /** The built `simulator-child.js`. */
  readonly entry: string;
}

export type ToChild =
  | { readonly kind: 'start'; readonly options: SimulatorOptions }
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'close' };

export type FromChild =
  | { readonly kind: 'ready'; readonly introduction: Introduction }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string };

/**
 * Starts the simulated vendors in a process of their own, so that they take no time from the one that syncs.
 * The child ends when this process does.
 *
 * @throws {Error} when the child cannot be started or ends before it is ready.
 */
export async function spawnSimulators(
  options: SimulatorOptions,
  { execPath, entry }: ChildPlace,
): Promise<Simulators> {
  const child = fork(entry, [], {
    execPath,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const introduction = await new Promise<Introduction>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const ended = new Error(`the simulators ended with code ${code}`);
      reject(ended);
      for (const { reject: rejectCall } of pending.values()) rejectCall(ended);
      pending.clear();
    });
    child.on('message', (message: FromChild) => {
      if (message.kind === 'ready') resolve(message.introduction);
      else if (message.kind === 'failed')
        reject(new Error(`the simulators could not start: ${message.message}`));
      else settle(pending, message);
    });
    send(child, { kind: 'start', options });
  });

  let lastId = 0;
  const call: Call = (name, args) =>
    new Promise((resolve, reject) => {
      if (!child.connected) {
        reject(new Error('the simulators have ended'));
        return;
      }
      lastId += 1;
      pending.set(lastId, { resolve, reject });
      send(child, { kind: 'call', id: lastId, name, args });
    });
  return handleOver(call, introduction, () => closeChild(child));
}

function settle(
  pending: Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>,
  message: FromChild & { kind: 'answer' },
): void {
  const waiting = pending.get(message.id);
  pending.delete(message.id);
  if (message.error === undefined) waiting?.resolve(message.value);
  else waiting?.reject(new Error(message.error));
}

function send(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message);
}

function closeChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    if (child.connected) send(child, { kind: 'close' });
    else child.kill();
  });
}
