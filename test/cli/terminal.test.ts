import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { atTerminal, readable, type Terminal, trilinkAtTerminal } from '../support/pty.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

let cli: SimulatedCli;
let env: Record<string, string>;
const open: Terminal[] = [];
beforeAll(async () => {
  cli = await simulatedCli();
  env = { ...cli.simulators.env, TRILINK_HOME: cli.home, TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync' };
});
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.kill();
});
afterAll(() => cli.close());

function trilink(variables: Record<string, string>, ...argv: string[]): Terminal {
  const terminal = trilinkAtTerminal({ env: variables }, ...argv);
  open.push(terminal);
  return terminal;
}

/** Whether the cursor was given back after it was last taken away. */
const cursorIsBack = (screen: string) =>
  screen.lastIndexOf('\u001b[?25h') >= screen.lastIndexOf('\u001b[?25l');

describe('a sync at a terminal', () => {
  test('shows progress and the plan, and writes nothing when the answer is no', async () => {
    const terminal = trilink(env, 'sync', 'start');
    await terminal.sees('Reading');
    await terminal.sees('Plan');
    await terminal.sees(/Write (this change|these \d+ changes) to it-glue\?/);
    terminal.type('n\r');
    await terminal.sees('cancelled');
    expect(await terminal.ended).toBe(0);
    expect(await cli.simulators.nonReads()).toEqual([]);
    expect(cursorIsBack(terminal.screen)).toBe(true);
  });

  test('writes after a yes, and says where the log is and how to undo', async () => {
    const terminal = trilink(env, 'sync', 'start');
    await terminal.sees(/Write .* to it-glue\?/);
    terminal.type('y\r');
    await terminal.sees('trilink sync logs');
    await terminal.sees('trilink sync undo');
    expect(await terminal.ended).toBe(0);
  });

  test('leaves with 130 at Ctrl-C in a question, the terminal as it was', async () => {
    const { id } = JSON.parse((await cli.run('sync', 'logs', '--json')).stdout).runs[0];
    const terminal = trilink(env, 'sync', 'undo', id);
    await terminal.sees('Put back these');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    expect(readable(terminal.screen)).toContain('Stopped by SIGINT');
    expect(cursorIsBack(terminal.screen)).toBe(true);
  });
});

test('a key typed at connect is never echoed', async () => {
  const home = mkdtempSync(join(tmpdir(), 'trilink-pty-'));
  const key = cli.simulators.env.TRILINK_IT_GLUE_KEY ?? '';
  const url = cli.simulators.env.TRILINK_IT_GLUE_URL ?? '';
  const terminal = trilink({ TRILINK_HOME: home }, 'connect', 'it-glue', '--url', url);
  await terminal.sees('API key:');
  terminal.type(`${key}\r`);
  await terminal.sees('it-glue is connected in profile default');
  expect(await terminal.ended).toBe(0);
  expect(terminal.screen).not.toContain(key);
  rmSync(home, { recursive: true });
});

test('init looks at both sides, tells the order, asks for modes and a pilot, and plans it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'trilink-pty-'));
  const terminal = trilink({ ...cli.simulators.env, TRILINK_HOME: home }, 'init');
  await terminal.sees('datto-rmm is connected already.');
  await terminal.sees('Connect autotask?');
  terminal.type('n\r');
  await terminal.sees('it-glue is connected already.');
  await terminal.sees('A first look at both sides.');
  await terminal.sees('1. datto-rmm:it-glue');
  await terminal.sees('What may trilink do for datto-rmm:it-glue?');
  terminal.type('\r');
  await terminal.sees('A pilot site to begin with?');
  terminal.type('\r');
  await terminal.sees('The plan for the pilot site:');
  await terminal.sees('Plan');
  await terminal.sees('trilink sync start --site');
  expect(await terminal.ended).toBe(0);
  rmSync(home, { recursive: true });
});

test('a review shows one item after the other and can be left at any time', async () => {
  await cli.run('sync', 'plan', '-q');
  const terminal = trilink(env, 'match', 'review', 'devices');
  await terminal.sees(/Device 1 of \d+:/);
  await terminal.sees('what is it?');
  terminal.type('q\r');
  await terminal.sees('0 decided');
  expect(await terminal.ended).toBe(0);
});

test('Ctrl-C in the middle of reading stops cleanly', async () => {
  await cli.simulators.faults.add({
    ...{ system: 'it-glue', path: '/configurations', times: null },
    fault: { kind: 'hang', commit: false },
  });
  const terminal = trilink(env, 'sync', 'plan');
  await terminal.sees('Reading devices');
  terminal.type('\u0003');
  await terminal.sees('Stopping after the write under way.');
  expect(await terminal.ended).toBe(130);
  expect(cursorIsBack(terminal.screen)).toBe(true);
  await cli.simulators.faults.clear();
});

test('completion works while a person types in bash', async () => {
  const script = resolve(import.meta.dirname, '../../completions/trilink.bash');
  const bash = atTerminal('bash', ['--norc', '--noprofile', '-i'], {
    env: { PS1: 'ready> ', HOME: tmpdir() },
  });
  open.push(bash);
  await bash.sees('ready> ');
  bash.type(`source ${script}\r`);
  await bash.sees(/ready> $/);
  bash.type('trilink sync pl\t');
  await bash.sees('trilink sync plan ');
  bash.type('datto-rmm:it\t');
  await bash.sees('datto-rmm:it-glue');
});
