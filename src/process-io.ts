import type { Io } from './context.js';

/** The real process as the program sees it. */
export function processIo(): Io {
  return {
    // Getters: touching a stream sets it up, and `--version` needs only one.
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    runtime: process.version,
    execPath: process.execPath,
    onSignal(listener) {
      const interrupted = () => listener('SIGINT');
      const terminated = () => listener('SIGTERM');
      process.on('SIGINT', interrupted);
      process.on('SIGTERM', terminated);
      return () => {
        process.off('SIGINT', interrupted);
        process.off('SIGTERM', terminated);
      };
    },
  };
}
