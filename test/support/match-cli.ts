import type { Services } from '../../src/context.js';
import type { Session } from '../../src/ports/session.js';
import type { FakeTerminal } from './fake-io.js';
import { type CliOutcome, runCliWith } from './run-cli.js';

/** The program over one opened session: every line meets what the lines before it left. */
export function cliOver(session: Session) {
  const nothing = () => Promise.reject(new Error('not for this test'));
  const services: Services = {
    open: async () => ({ ...session, close: async () => {} }),
    settings: nothing,
    simulators: nothing,
    storeSchema: async () => 1,
    close: async () => {},
  };
  const parts = { compose: async () => () => services };
  const runWith = (
    options: { stdinText?: string; home?: string; terminal?: FakeTerminal; env?: Record<string, string> },
    ...argv: string[]
  ): Promise<CliOutcome> => runCliWith({ env: { USER: 'ada' }, ...options, parts }, ...argv);
  return { run: (...argv: string[]) => runWith({}, ...argv), runWith };
}
