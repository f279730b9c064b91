import type { Compose, Services } from '../../../src/context.js';
import type { Session } from '../../../src/ports/session.js';
import { systemClock } from '../../../src/system-clock.js';
import { nowMs } from '../../domain/setup/support/healthy-facts.js';
import { type CliOutcome, runCliWith } from '../../support/run-cli.js';

const terminal80 = { stdout: true, columns: 80 };

/** The program over a session in memory, at a fixed time: with `wide`, a screen of 80 columns, else a pipe. */
export function cliOver(session: Session, subdomain: string | null = 'larkspur') {
  const services: Partial<Services> = {
    open: async () => session,
    settings: async () => ({ connection: async () => ({ subdomain }) }) as never,
    close: async () => {},
  };
  const compose: Compose = () => services as Services;
  const clock = { now: () => nowMs, sleep: systemClock.sleep };
  const parts = { compose: async () => compose, clock };
  return {
    run: (...argv: string[]): Promise<CliOutcome> => runCliWith({ parts }, ...argv),
    wide: (...argv: string[]): Promise<CliOutcome> =>
      runCliWith({ parts, terminal: terminal80 }, ...argv, '--no-color'),
  };
}
