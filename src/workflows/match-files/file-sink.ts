import fs from 'node:fs';
import { cannotWrite } from './file-trouble.js';
import type { ByteSink } from './team.js';

/** Writes a file that is whole or not there. */
export interface FileSink {
  readonly write: ByteSink;
  /** Puts the file in its place. */
  done(): void;
  /** Leaves what was there before. */
  abandon(): void;
}

/**
 * Opens its file when it is first written to: beside the place it goes to, so that a run that fails leaves what was there.
 * Where the path names a device or pipe, writes to that.
 */
export function fileSink(path: string): FileSink {
  const direct = fs.existsSync(path) && !fs.statSync(path).isFile();
  const target = direct ? path : `${path}.part`;
  let file: number | null = null;
  const opened = () => {
    file ??= openToWrite(target);
    return file;
  };
  return {
    write(chunk) {
      for (let from = 0; from < chunk.length; ) from += fs.writeSync(opened(), chunk, from);
    },
    done() {
      fs.closeSync(opened());
      if (!direct) fs.renameSync(target, path);
    },
    abandon() {
      if (file === null) return;
      fs.closeSync(file);
      if (!direct) fs.rmSync(target, { force: true });
    },
  };
}

function openToWrite(path: string): number {
  try {
    return fs.openSync(path, 'w');
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
