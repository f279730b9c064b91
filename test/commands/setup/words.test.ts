import { describe, expect, test } from 'vitest';
import { alter } from '../../domain/setup/support/healthy-inputs.js';
import { runCli, runCliWith } from '../../support/run-cli.js';
import { setupSession } from '../../workflows/setup-estate.js';
import { cliOver } from './cli-over.js';

const transcripts = '../../../fixtures/transcripts';

describe('setup attest', () => {
  test('records, lists and withdraws', async () => {
    const cli = cliOver(await setupSession());
    const said = [
      await cli.run('setup', 'attest', 'B-13', '--by', 'Mina Reyes', '--note', 'looked at both switches'),
      await cli.run('setup', 'attest', 'c-14', '--by', 'Mina Reyes', '--expires', '90'),
      await cli.run('setup', 'attest', '--list'),
      await cli.run('setup', 'attest', '--revoke', 'C-14'),
      await cli.run('setup', 'attest', '--list', '--json'),
    ];
    const transcript = said.map((one) => one.transcript).join('\n');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-attest.txt`);
  });

  test.each([
    [['A-18', '--by', 'Mina'], "Nobody's word settles A-18: the systems show it."],
    [['Z-1', '--by', 'Mina'], 'There is no set-up step "Z-1".'],
    [[], 'Nothing says which step.'],
    [['B-13', '--list'], 'A step, --list and --revoke do not go together.'],
    [['B-13'], 'A statement needs a name.'],
    [['B-13', '--expires', '0'], '--expires cannot be "0"'],
    [['--revoke', 'B-13'], 'Nobody has stated anything about B-13.'],
  ])('%j is refused with exit 2: %s', async (argv, message) => {
    const { stderr, exitCode } = await cliOver(await setupSession()).run('setup', 'attest', ...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test('names the user of the machine where nobody is named', async () => {
    const session = await setupSession();
    const compose = async () => () => ({ open: async () => session, close: async () => {} }) as never;
    const { stdout } = await runCliWith(
      { parts: { compose }, env: { USER: 'mina' } },
      'setup',
      'attest',
      'B-04',
    );
    expect(stdout).toContain('stated by mina');
  });

  test('an empty list says so', async () => {
    const { stdout } = await cliOver(await setupSession()).run('setup', 'attest', '--list');
    expect(stdout).toBe('Nobody has stated anything about the set-up.\n');
  });
});

describe('setup history', () => {
  test('before the first check says how to make one', async () => {
    const { transcript } = await cliOver(await setupSession()).run('setup', 'history');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-history-none.txt`);
  });

  test('tells what got better and worse', async () => {
    const session = await setupSession();
    const cli = cliOver(session);
    await cli.run('setup', 'check', '-q');
    alter(session.estate.items, 0, { typeId: null });
    alter(session.estate.companies, 0, { type: 'Lead' });
    session.load();
    await cli.run('setup', 'check', '-q');
    alter(session.estate.items, 0, { typeId: 't-1' });
    session.load();
    await cli.run('setup', 'check', '-q');
    const { transcript } = await cli.wide('setup', 'history', '--utc');
    const timeless = transcript.replace(/2026-\d\d-\d\d \d\d:\d\d/g, '2026-11-30 09:00');
    await expect(timeless).toMatchFileSnapshot(`${transcripts}/setup-history.txt`);
    const rows = (await cli.run('setup', 'history', '--format', 'csv')).stdout.trimEnd().split('\n');
    expect(rows[0]).toBe('at,change,step,id,severity,subject,from,to,detail');
    expect(rows).toHaveLength(5);
    const { schema, checks } = JSON.parse(
      (await cli.run('setup', 'history', '--json', '--limit', '1')).stdout,
    );
    expect([schema, checks.length]).toEqual(['setup-history/1', 1]);
  });
});

describe('setup guide', () => {
  test('without a terminal names what does the same without questions', async () => {
    const { transcript } = await runCli('setup', 'guide');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-guide-no-terminal.txt`);
    expect((await runCli('setup', 'guide', '--new-client', 'Birch Vets')).exitCode).toBe(2);
  });
});

test('a check of a fresh installation says how to begin', async () => {
  const { transcript } = await runCli('setup', 'check');
  await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-check-fresh.txt`);
});
