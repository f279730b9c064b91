import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readable, type Terminal, trilinkAtTerminal } from '../support/pty.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

interface Listed {
  readonly item: string;
  readonly source: { readonly name: string };
  readonly status: string;
  readonly target: { readonly id: string; readonly name: string } | null;
}

let cli: SimulatedCli;
let env: Record<string, string>;
const open: Terminal[] = [];
beforeAll(async () => {
  cli = await simulatedCli({ seed: 5, devices: 60, sites: 10 });
  env = { ...cli.simulators.env, TRILINK_HOME: cli.home, TRILINK_INTEGRATIONS: 'datto-rmm:it-glue=sync' };
  await cli.run('sync', 'plan', '--quiet');
});
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.kill();
});
afterAll(() => cli.close());

function review(variables: Record<string, string>, ...argv: string[]): Terminal {
  const terminal = trilinkAtTerminal({ env: { ...env, ...variables } }, 'match', 'review', ...argv);
  open.push(terminal);
  return terminal;
}

async function listed(what: 'sites' | 'devices', ...statuses: string[]): Promise<readonly Listed[]> {
  const flags = statuses.flatMap((status) => ['--status', status]);
  return JSON.parse((await cli.run('match', 'list', what, ...flags, '--json')).stdout).items;
}

/** Waits for a question to be asked, then answers it. */
async function answer(terminal: Terminal, question: string | RegExp, keys: string): Promise<void> {
  await terminal.sees(question);
  await terminal.sees('navigate');
  terminal.type(keys);
}

describe('a review at a terminal of 80 columns', () => {
  test('accepts, goes back, withdraws, and leaves', async () => {
    const terminal = review({}, 'devices', '--status', 'suggested');
    await terminal.sees(/Device 1 of \d+: /);
    await answer(terminal, 'what is it?', 'a');
    await answer(terminal, /❯ Accept/, '\r');
    await terminal.sees(': matched to ');
    await terminal.sees('Device 2 of ');
    await answer(terminal, 'what is it?', 'b\r');
    await terminal.sees('Device 1 of ');
    await terminal.sees('decided: match');
    await answer(terminal, 'what is it?', 'f\r');
    await terminal.sees('withdrawn, open again');
    await answer(terminal, 'what is it?', 'q\r');
    await terminal.sees('2 decided');
    expect(await terminal.ended).toBe(0);
    expect(await listed('devices', 'matched')).not.toContainEqual(
      expect.objectContaining({ decidedBy: 'person' }),
    );
  });

  test('searches while a person types, and matches what was found', async () => {
    const open = await listed('sites', 'unmatched', 'suggested', 'ambiguous');
    const [known] = await listed('sites', 'matched');
    const name = known?.target?.name ?? '';
    const terminal = review({}, 'sites');
    await terminal.sees(`Site 1 of `);
    await answer(terminal, 'what is it?', 'm\r');
    await answer(terminal, 'Which record is', name);
    await answer(terminal, `❯ ${name}`, '\r');
    await terminal.sees(`matched to ${name}`);
    if (open.length > 1) await answer(terminal, 'what is it?', 'q\r');
    expect(await terminal.ended).toBe(0);
    const now = (await listed('sites', 'matched')).find((one) => one.item === open[0]?.item);
    expect(now?.target?.id).toBe(known?.target?.id);
  });

  test('decides nothing when Enter overtakes the search, as in a paste', async () => {
    const terminal = review({}, 'devices', '--status', 'suggested');
    await answer(terminal, 'what is it?', 'm\r');
    await answer(terminal, 'Which record is', 'nothing is called so\r');
    await terminal.sees('navigate');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    expect(readable(terminal.screen)).not.toContain(': matched to');
  });

  test('asks again before it makes a record beside one that is near', async () => {
    const [first] = await listed('devices', 'suggested');
    const terminal = review({}, 'devices', '--status', 'suggested');
    await answer(terminal, 'what is it?', 'c\r');
    await terminal.sees(`Near ${first?.source.name}`);
    await terminal.sees('Make a new record although these exist?');
    terminal.type('n\r');
    await answer(terminal, 'what is it?', 'c\r');
    await terminal.sees('Make a new record although these exist?');
    terminal.type('y\r');
    await terminal.sees('a new record with the next sync');
    await answer(terminal, 'what is it?', 'q\r');
    expect(await terminal.ended).toBe(0);
  });

  test('ignores with a reason, and goes on with the next item the next time', async () => {
    const before = await listed('devices', 'unmatched');
    const terminal = review({}, 'devices', '--status', 'unmatched');
    await answer(terminal, 'what is it?', 'i\r');
    await terminal.sees('Why is it ignored?');
    terminal.type('a spare\r');
    await terminal.sees(': ignored');
    await answer(terminal, 'what is it?', 'q\r');
    expect(await terminal.ended).toBe(0);

    const again = review({}, 'devices', '--status', 'unmatched');
    await again.sees(`Device 1 of ${before.length - 1}: ${before[1]?.source.name}`);
    await answer(again, 'what is it?', 'q\r');
    expect(await again.ended).toBe(0);
  });

  test('draws the page anew when the window changes in the middle of a question', async () => {
    const terminal = review({}, 'devices');
    await terminal.sees('Device 1 of ');
    await terminal.sees('navigate');
    terminal.resize(56, 40);
    await terminal.sees('Device 1 of ');
    await terminal.sees('navigate');
    const page = terminal.screen.slice(terminal.screen.lastIndexOf('\u001b[2J'));
    expect(
      readable(page)
        .split('\n')
        .filter((line) => line.length > 56),
    ).toEqual([]);
    terminal.resize(80, 40);
    await answer(terminal, 'Device 1 of ', 'q\r');
    expect(await terminal.ended).toBe(0);
  });

  test('keeps what was decided when it is broken off', async () => {
    const [, second] = await listed('devices', 'unmatched');
    const terminal = review({}, 'devices', '--status', 'unmatched');
    await answer(terminal, 'what is it?', 's\r');
    await terminal.sees('Device 2 of ');
    await answer(terminal, 'what is it?', 'i\r');
    await terminal.sees('Why is it ignored?');
    terminal.type('\r');
    await terminal.sees(': ignored');
    await terminal.sees('what is it?');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    expect((await listed('devices', 'ignored')).map((one) => one.item)).toContain(second?.item);
  });

  test('says the same without colour', async () => {
    const terminal = review({ NO_COLOR: '1' }, 'devices', '--status', 'suggested');
    await terminal.sees('Device 1 of ');
    await terminal.sees(/= \S+/);
    const card = terminal.screen.slice(0, terminal.screen.indexOf('what is it?'));
    expect(card).not.toMatch(/\u001b\[3[12]m/);
    await answer(terminal, 'what is it?', 'q\r');
    expect(await terminal.ended).toBe(0);
  });
});
