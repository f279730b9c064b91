import type { Command } from '../command.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import { powershellScript } from './powershell.js';
import type { Shell } from './shells.js';
import { completionTree, type Node } from './tree.js';
import { zshScript } from './zsh.js';

const writers: Readonly<Record<Shell, (nodes: readonly Node[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** The completion script for a shell, from the command tree. Names of profiles and sites are asked for when needed. */
export function completionScript(program: Command, shell: Shell): string {
  return writers[shell](completionTree(program));
}
