import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { cliOver } from '../support/match-cli.js';
import { deviceKey, hop, laptop, matchedSession } from '../support/open-matches.js';
import { runSync } from '../support/runs.js';
import type { TestSession } from '../support/session.js';

const homes: string[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

/** Several lines over one estate, as one transcript. */
async function transcriptOf(session: TestSession, ...lines: readonly string[][]): Promise<string> {
  const cli = cliOver(session);
  const parts: string[] = [];
  for (const line of lines) parts.push((await cli.run(...line)).transcript);
  return parts.join('\n');
}

const saved = (name: string) => `../../fixtures/transcripts/match-${name}.txt`;

describe('one line each', () => {
  test.each<[string, readonly string[][]]>([
    [
      'accept',
      [
        ['match', 'accept', 'LAB-2'],
        ['match', 'accept', 'LAB-2'],
        ['match', 'accept', 'LAB-4'],
        ['match', 'accept', 'LAB-4', '1005', '--note', 'asked Ben'],
      ],
    ],
    [
      'accept-all',
      [
        ['match', 'accept', '--all', '--min-confidence', '0.3'],
        ['match', 'accept', '--all', '--min-confidence', '0.3', '--name-only', '--dry-run'],
        ['match', 'accept', '--all'],
      ],
    ],
    [
      'set',
      [
        ['match', 'set', 'LAB-3', 'OLD-RECEPTION', '--by', 'grace'],
        ['match', 'set', 'LAB-2', '1001'],
        ['match', 'set', 'LAB-2', '3001'],
        ['match', 'set', 'BIRCH-1', '2001'],
        ['match', 'set', 'LAB-9', '1'],
        ['match', 'set', 'LAB-2'],
      ],
    ],
    [
      'create',
      [
        ['match', 'create', 'LAB-2'],
        ['match', 'create', 'LAB-2', '--even-if-similar', '--dry-run'],
        ['match', 'create', 'LAB-3'],
        ['match', 'create', 'LAB-1'],
      ],
    ],
    [
      'ignore',
      [
        ['match', 'ignore', 'LAB-3', '--note', 'a spare'],
        ['match', 'ignore', '--name', 'LAB-*', '--note', 'a lab'],
        ['match', 'ignore', '--site', 'Birch and Sons'],
        ['match', 'ignore', '--class', 'printer', '--dry-run'],
        ['match', 'ignore', '--list'],
        ['match', 'ignore', '--remove', 'NONE'],
        ['match', 'ignore'],
      ],
    ],
    [
      'change',
      [
        ['match', 'change', 'LAB-1', '1006'],
        ['match', 'change', 'LAB-3', '1006'],
      ],
    ],
    [
      'forget',
      [
        ['match', 'forget', 'LAB-3'],
        ['match', 'ignore', 'LAB-3'],
        ['match', 'forget', 'LAB-3'],
      ],
    ],
    ['move-not-moved', [['match', 'move', 'LAB-1']]],
    [
      'explain',
      [
        ['match', 'explain', 'LAB-4'],
        ['match', 'explain', 'LAB-1'],
        ['match', 'explain', 'nobody'],
      ],
    ],
    ['review-without-terminal', [['match', 'review']]],
  ])('match %s', async (name, lines) => {
    await expect(await transcriptOf(await matchedSession(), ...lines)).toMatchFileSnapshot(saved(name));
  });

  test('match move', async () => {
    const session = await matchedSession();
    await cliOver(session).run('match', 'set', 'Birch and Sons', '300');
    await runSync(session);
    session.fakeSource.deviceList = session.fakeSource.deviceList.map((one) =>
      one.id === 'lab-1' ? { ...one, siteId: 'birch' } : one,
    );
    await runSync(session);
    await expect(await transcriptOf(session, ['match', 'move', 'LAB-1'])).toMatchFileSnapshot(saved('move'));
  });

  test('match replace', async () => {
    const session = await matchedSession(({ fakeSource }) => {
      fakeSource.deviceList = [...fakeSource.deviceList, laptop('lab-1-new', 'LAB-1', 'larkspur')];
      fakeSource.detailsOf.set('lab-1-new', { serial: '9XK7000077' });
    });
    const lines = [
      ['match', 'replace', 'LAB-1', '1001'],
      ['match', 'replace', deviceKey('lab-1-new'), '1001'],
    ];
    await expect(await transcriptOf(session, ...lines)).toMatchFileSnapshot(saved('replace'));
  });

  test('match adopt', async () => {
    const session = await matchedSession(({ fakeSource, fakeTarget }) => {
      fakeSource.detailsOf.set('lab-3', { serial: '5CG7000066' });
      const native = (serial: string) => ({
        id: `n-${serial}`,
        name: null,
        hostname: 'X',
        serial,
        macs: [],
        url: null,
        lastSeenAt: null,
      });
      const natives: Record<string, string> = {
        1001: '5CG7000001',
        1002: '5CG7000001',
        1004: '5CG0000000',
        1006: '5CG7000066',
      };
      fakeTarget.configurationList = fakeTarget.configurationList.map((one) => {
        const serial = natives[one.id];
        return serial === undefined || one.id === '1002' ? one : { ...one, rmmRecords: [native(serial)] };
      });
    });
    const lines = [
      ['match', 'adopt'],
      ['match', 'adopt', '--dry-run'],
      ['match', 'adopt', '--yes'],
      ['match', 'adopt', '--yes'],
    ];
    await expect(await transcriptOf(session, ...lines)).toMatchFileSnapshot(saved('adopt'));
  });
});

describe('files of decisions', () => {
  function home(): string {
    homes.push(mkdtempSync(join(tmpdir(), 'trilink-match-')));
    return homes.at(-1) ?? '';
  }

  test('go out, are filled in and come back', async () => {
    const cli = cliOver(await matchedSession());
    const at = { home: home() };
    const parts = [(await cli.runWith(at, 'match', 'export', 'decisions.csv')).transcript];
    const file = join(at.home, 'decisions.csv');
    const rows = readFileSync(file, 'utf8').split('\r\n');
    const filled = rows.map((row) =>
      row.includes('/lab-3,') ? row.replace('unmatched,,', 'unmatched,create,') : row,
    );
    writeFileSync(file, filled.join('\n').replaceAll(',', ';'));
    for (const more of [['--dry-run'], [], []])
      parts.push((await cli.runWith(at, 'match', 'import', 'decisions.csv', ...more)).transcript);
    await expect(parts.join('\n')).toMatchFileSnapshot(saved('import'));
  });

  test('with problems come back with every line that has one, and change nothing', async () => {
    const session = await matchedSession();
    const cli = cliOver(session);
    const stdinText = `item,decision,target\n${deviceKey('lab-2')},match,9\n${deviceKey('lab-3')},perhaps,\n${deviceKey('who')},ignore,\n`;
    const outcome = await cli.runWith({ stdinText }, 'match', 'import', '-');
    await expect(outcome.transcript).toMatchFileSnapshot(saved('import-problems'));
    expect(await session.store.matches.decisions(hop)).toEqual([]);
  });

  test('stream to stdout as CSV, or as JSON when asked', async () => {
    const cli = cliOver(await matchedSession());
    const csv = await cli.run('match', 'export', '-');
    expect(csv.stdout.split('\r\n')[0]).toBe(
      'item,source,site,status,decision,target,target name,confidence,evidence,others,note,decided by,when,seen',
    );
    const json = await cli.run('match', 'export', '-', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 'decisions/1',
      items: expect.arrayContaining([]),
    });
    const back = await cli.runWith({ stdinText: json.stdout }, 'match', 'import', '-', '--json');
    expect(JSON.parse(back.stdout)).toMatchObject({ schema: 'decided/1', decided: [] });
  });

  test('of another kind are refused', async () => {
    const cli = cliOver(await matchedSession());
    await expect((await cli.run('match', 'export', 'decisions.xlsx')).transcript).toMatchFileSnapshot(
      saved('export-other-kind'),
    );
  });
});

describe('for programs', () => {
  test.each([
    [['match', 'accept', 'LAB-2', '--json'], 'decided/1'],
    [['match', 'accept', '--all', '--min-confidence', '0.3', '--json'], 'decided/1'],
    [['match', 'ignore', '--name', 'LAB-*', '--json'], 'rules/1'],
    [['match', 'explain', 'LAB-4', '--json'], 'explain/1'],
    [['match', 'adopt', '--dry-run', '--json'], 'adopted/1'],
  ])('%j prints one %s document and nothing else', async (argv, schema) => {
    const { stdout, stderr, exitCode } = await cliOver(await matchedSession()).run(...argv);
    expect([Object.keys(JSON.parse(stdout))[0], JSON.parse(stdout).schema, stderr, exitCode]).toEqual([
      'schema',
      schema,
      '',
      0,
    ]);
    expect(stdout).not.toMatch(/"at": \d{10}/);
  });
});
