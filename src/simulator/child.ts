import type { FromChild, ToChild } from './spawn.js';
import { World } from './world.js';

/** The program of the simulators' own process: started, called and closed by messages of its parent. */
let world: World | null = null;

process.on('message', (message: ToChild) => {
  void receive(message);
});
// The parent is gone, whatever became of it: nobody needs the simulators any more.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent decides when to close.
process.on('SIGINT', () => {});

async function receive(message: ToChild): Promise<void> {
  switch (message.kind) {
    case 'start':
      try {
        world = new World(message.options);
        answer({ kind: 'ready', introduction: await world.start() });
      } catch (error) {
        answer({ kind: 'failed', message: textOf(error) });
      }
      return;
    case 'call':
      try {
        const value = await world?.call(message.name, message.args);
        answer({ kind: 'answer', id: message.id, value });
      } catch (error) {
        answer({ kind: 'answer', id: message.id, error: textOf(error) });
      }
      return;
    case 'close':
      await world?.close();
      process.disconnect();
  }
}

function answer(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
