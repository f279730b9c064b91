import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalSimulators, startSimulators } from '../../../src/simulator/index.js';
import { trilinkAtTerminal } from '../../support/pty.js';

let simulators: LocalSimulators;
const home = mkdtempSync(join(tmpdir(), 'trilink-guide-'));
beforeAll(async () => {
  simulators = await startSimulators({
    seed: 5,
    devices: 40,
    sites: 8,
    systems: ['datto-rmm', 'autotask', 'it-glue'],
  });
});
afterAll(async () => {
  await simulators.close();
  rmSync(home, { recursive: true, force: true });
});

const guide = (...argv: string[]) =>
  trilinkAtTerminal({ env: { ...simulators.env, TRILINK_HOME: home } }, 'setup', 'guide', ...argv);

/** One after the other over one home: the second sitting goes on where the first was left. */
describe('the guide at a terminal', () => {
  test('shows a step, reads it back, skips it, and remembers where it was left', async () => {
    const terminal = guide();
    await terminal.sees('Where do you want to begin?');
    terminal.type('\r');
    await terminal.sees(/Where {3}[\s\S]*what now\?[\s\S]*Quit/);
    terminal.type('\r');
    await terminal.sees(/Not yet:[\s\S]*what now\?[\s\S]*Quit/);
    terminal.type('s\r');
    await terminal.sees(/now\? Skip it for now[\s\S]*what now\?[\s\S]*Quit/);
    terminal.type('q\r');
    await terminal.sees('Go on with');
    expect(await terminal.ended).toBe(0);
  });

  test('goes on from there, and Ctrl-C leaves it as any other command', async () => {
    const terminal = guide();
    await terminal.sees('Going on where you were: ');
    await terminal.sees('what now?');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
  });

  test('brings a new client in', async () => {
    const terminal = guide('--new-client', 'Birch Vets');
    await terminal.sees('no active company is named Birch Vets');
    await terminal.sees('what now?');
    terminal.type('\r');
    await terminal.sees(/Not yet:[\s\S]*what now\?[\s\S]*Quit/);
    terminal.type('q\r');
    expect(await terminal.ended).toBe(0);
  });
});
