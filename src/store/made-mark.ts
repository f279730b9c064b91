import { access, rm, writeFile } from 'node:fs/promises';

/**
 * A file beside the store that says that it was made. An empty store without it is one that is about to be made; with
 * it, one that lost its history. A store that is not there at all was moved away by somebody, and is made anew.
 */
const markOf = (file: string) => `${file}-made`;

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

export function isMarked(file: string): Promise<boolean> {
  return isThere(markOf(file));
}

export async function mark(file: string): Promise<void> {
  await writeFile(markOf(file), 'The store beside this file holds a history.\n', { mode: 0o600 });
}

/** Before a store is made in the place of one that was moved away, so that no other process takes it for an emptied one. */
export async function unmarkWhenGone(file: string): Promise<void> {
  if (!(await isThere(file))) await rm(markOf(file), { force: true });
}
