import type { Command } from '../../src/commands/command.js';
import type { Context } from '../../src/context.js';
import { buildProgram } from '../../src/program.js';

/** The command tree alone. Nothing of the context may be touched while it is built. */
export function commandTree(): Command {
  const untouched = new Proxy({} as Context, {
    get(_target, name) {
      throw new Error(`ctx.${String(name)} was used while the tree was built`);
    },
  });
  return buildProgram(untouched, () => {});
}

export function everyCommand(command: Command = commandTree()): readonly Command[] {
  return [command, ...command.children.flatMap((child) => everyCommand(child))];
}
