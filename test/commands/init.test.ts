import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type LocalSimulators, startSimulators } from '../../src/simulator/index.js';
import { trilinkAtTerminal } from '../support/pty.js';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function initAt(options: Parameters<typeof startSimulators>[0]) {
  const simulators: LocalSimulators = await startSimulators({
    ...{ seed: 5, devices: 40, sites: 8, systems: ['datto-rmm', 'autotask', 'it-glue'] },
    ...options,
  });
  const home = mkdtempSync(join(tmpdir(), 'trilink-init-'));
  open.push(
    () => rmSync(home, { recursive: true, force: true }),
    () => simulators.close(),
  );
  const terminal = trilinkAtTerminal({ env: { ...simulators.env, TRILINK_HOME: home } }, 'init');
  return { terminal, simulators };
}

describe('init over three systems', () => {
  test('names the traces of each native integration, proposes to look only beside it, a pilot, and the order', async () => {
    const { terminal, simulators } = await initAt({ wellKept: true });
    await terminal.sees('1. datto-rmm:autotask');
    await terminal.sees('2. autotask:it-glue');
    await terminal.sees('3. datto-rmm:it-glue');
    for (const [id, sign] of [
      ['datto-rmm:autotask', 'apiVendorID'],
      ['autotask:it-glue', 'psa-integration'],
      ['datto-rmm:it-glue', 'rmm_records'],
    ]) {
      await terminal.sees(`own integration has been at work for ${id}:`);
      await terminal.sees(`${sign}: `);
      await terminal.sees('Proposed: audit.');
      await terminal.sees(`What may trilink do for ${id}?`);
      terminal.type('\r');
    }
    await terminal.sees(/Proposed pilot: .+, with 8 of 8 devices matched\./);
    await terminal.sees('A pilot site to begin with?');
    terminal.type('\r');
    await terminal.sees('The plan for the pilot site:');
    await terminal.sees('trilink sync start --site');
    expect(await terminal.ended).toBe(0);
    expect(await simulators.nonReads()).toEqual([]);
  });

  test('proposes to write where nothing of the native integration was seen', async () => {
    const { terminal, simulators } = await initAt({ nativeHopB: false });
    await terminal.sees('What may trilink do for datto-rmm:autotask?');
    terminal.type('\r');
    await terminal.sees('No trace of the vendor');
    await terminal.sees('Proposed: sync.');
    await terminal.sees('What may trilink do for autotask:it-glue?');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    expect(await simulators.nonReads()).toEqual([]);
  });
});
