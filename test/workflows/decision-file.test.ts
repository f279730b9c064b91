import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DecisionLine, guardCell, unguardCell } from '../../src/domain/matching/decision-file.js';
import { decisionLines } from '../../src/workflows/export-decisions.js';
import { decisionText } from '../../src/workflows/export-decisions-text.js';
import { importDecisions } from '../../src/workflows/import-decisions.js';
import { readDecisionText, sniffFormat } from '../../src/workflows/import-decisions-read.js';
import { deviceKey, hop, laptop, matchedSession, record, siteKey } from '../support/open-matches.js';
import { runSync } from '../support/runs.js';
import type { TestSession } from '../support/session.js';

const everything = { statuses: [], site: null, integration: null };

async function exported(session: TestSession): Promise<readonly DecisionLine[]> {
  return decisionLines(session, everything);
}

/** Fills in decisions as a person would in a spreadsheet: item → decision and what else changes. */
async function filled(session: TestSession, decisions: Readonly<Record<string, Partial<DecisionLine>>>) {
  const lines = (await exported(session)).map((line) => ({ ...line, ...decisions[line.item] }));
  return readDecisionText(await decisionText(lines, 'csv'), 'csv');
}

async function imported(session: TestSession, lines: Awaited<ReturnType<typeof filled>>, dryRun = false) {
  return importDecisions(session, { lines, who: 'ada', dryRun });
}

async function rows(session: TestSession) {
  const decisions = await session.store.matches.decisions(hop);
  return decisions.map(({ sourceId, verb, targetId, by, who, note }) => [
    sourceId,
    verb,
    targetId,
    by,
    who,
    note,
  ]);
}

async function problemsOf(session: TestSession, lines: Awaited<ReturnType<typeof filled>>) {
  const error = await imported(session, lines).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'import-problems', exitCode: 2 });
  expect(await rows(session)).toEqual([]);
  return (error as { details: { line: number; item: string; problem: string }[] }).details;
}

describe('an export', () => {
  test('has every item, sites first, with the best guess where nothing is decided', async () => {
    const lines = await exported(await matchedSession());
    expect(lines.map(({ item, status, target }) => [item.replace(`${hop}/`, ''), status, target])).toEqual([
      ['site/birch', 'unmatched', null],
      ['site/larkspur', 'matched', '100'],
      ['device/birch-1', 'waiting', null],
      ['device/lab-1', 'matched', '1001'],
      ['device/lab-2', 'suggested', '1002'],
      ['device/lab-3', 'unmatched', null],
      ['device/lab-4', 'ambiguous', '1004'],
    ]);
    expect(lines[4]).toMatchObject({
      source: 'LAB-2',
      site: 'Larkspur Dental',
      decision: null,
      targetName: 'LAB-2',
      confidence: 0.5,
    });
  });

  test('says who decided what and when', async () => {
    const session = await matchedSession();
    await imported(
      session,
      await filled(session, { [deviceKey('lab-3')]: { decision: 'ignore', note: 'spare' } }),
    );
    const line = (await exported(session)).find(({ item }) => item === deviceKey('lab-3'));
    expect(line).toMatchObject({ decision: 'ignore', note: 'spare', decidedBy: 'ada' });
    expect(line?.when).toMatch(/^2026-11-01T/);
  });
});

describe('an import', () => {
  test('takes over what was filled in, and nothing else', async () => {
    const session = await matchedSession();
    const lines = await filled(session, {
      [deviceKey('lab-2')]: { decision: 'Accept', note: 'asked Ben' },
      [deviceKey('lab-3')]: { decision: 'create' },
      [deviceKey('lab-4')]: { decision: 'match', target: '1005', decidedBy: 'grace' },
    });
    const result = await imported(session, lines);
    expect(result).toMatchObject({ unchanged: 0, undecided: 4 });
    expect(await rows(session)).toEqual([
      ['lab-2', 'match', '1002', 'import', 'ada', 'asked Ben'],
      ['lab-3', 'create', null, 'import', 'ada', null],
      ['lab-4', 'match', '1005', 'import', 'grace', null],
    ]);
  });

  test('of the same file again changes nothing, and nor does one after the next sync', async () => {
    const session = await matchedSession();
    const lines = await filled(session, {
      [siteKey('birch')]: { decision: 'match', target: '200' },
      [deviceKey('lab-2')]: { decision: 'match' },
      [deviceKey('lab-3')]: { decision: 'ignore', note: 'spare' },
    });
    await imported(session, lines);
    const before = await rows(session);
    expect(await imported(session, lines)).toMatchObject({ decided: [], unchanged: 3 });
    await runSync(session);
    expect(await imported(session, lines)).toMatchObject({ decided: [], unchanged: 3 });
    expect(await rows(session)).toEqual(before);
  });

  test('of an untouched export of decided items changes nothing', async () => {
    const session = await matchedSession();
    await imported(session, await filled(session, { [deviceKey('lab-2')]: { decision: 'match' } }));
    expect(await imported(session, await filled(session, {}))).toMatchObject({ decided: [], unchanged: 1 });
  });

  test('settles a site and its devices in one file', async () => {
    const session = await matchedSession();
    const lines = await filled(session, {
      [siteKey('birch')]: { decision: 'match', target: '200' },
      [deviceKey('birch-1')]: { decision: 'match', target: '2001' },
    });
    await imported(session, lines);
    expect((await rows(session)).map(([source, , target]) => [source, target])).toEqual([
      ['birch', '200'],
      ['birch-1', '2001'],
    ]);
  });

  test('may hand a record from one device to another in one file', async () => {
    const session = await matchedSession();
    await imported(session, await filled(session, { [deviceKey('lab-2')]: { decision: 'match' } }));
    const lines = await filled(session, {
      [deviceKey('lab-2')]: { decision: 'forget', target: null },
      [deviceKey('lab-3')]: { decision: 'match', target: '1002' },
    });
    const { decided } = await imported(session, lines);
    expect(decided).toHaveLength(2);
  });

  test('checks the whole file and lists every problem with its line, storing nothing', async () => {
    const session = await matchedSession();
    const lines = await filled(session, {
      [siteKey('birch')]: { decision: 'perhaps' },
      [deviceKey('birch-1')]: { decision: 'match', target: '2001' },
      [deviceKey('lab-2')]: { decision: 'match', target: '3001' },
      [deviceKey('lab-3')]: { decision: 'match', target: '1001' },
      [deviceKey('lab-4')]: { decision: 'match', target: '77' },
    });
    const unknown = {
      ...lines[0],
      line: 9,
      item: deviceKey('nobody'),
      decision: 'ignore',
    } as (typeof lines)[number];
    const problems = await problemsOf(session, [...lines, unknown]);
    expect(problems.map(({ line, problem }) => `${line} ${problem}`)).toEqual([
      expect.stringMatching(/^2 "perhaps" is no decision/),
      '4 The site of BIRCH-1 is not settled yet.',
      '6 LAB-2: CEDAR-1 belongs to another organization than Larkspur Dental of LAB-2.'.replace(
        'LAB-2: ',
        '',
      ),
      '7 LAB-1 is matched to LAB-1 already',
      '8 There is no record "77" in the target.',
      '9 there is no such item',
    ]);
  });

  test('refuses two devices for one configuration, and names the other line', async () => {
    const session = await matchedSession();
    const lines = await filled(session, {
      [deviceKey('lab-2')]: { decision: 'match' },
      [deviceKey('lab-3')]: { decision: 'match', target: '1002' },
    });
    expect(await problemsOf(session, lines)).toMatchObject([
      { line: 6, problem: 'LAB-2 is matched to LAB-3 on line 7' },
      { line: 7, problem: 'LAB-2 is matched to LAB-2 on line 6' },
    ]);
  });

  test('refuses an item that stands twice', async () => {
    const session = await matchedSession();
    const lines = await filled(session, { [deviceKey('lab-3')]: { decision: 'ignore' } });
    const twice = lines.flatMap((line) =>
      line.item === deviceKey('lab-3') ? [line, { ...line, line: 12 }] : [line],
    );
    expect(await problemsOf(session, twice)).toMatchObject([
      { line: 12, problem: 'stands twice, first on line 7' },
    ]);
  });

  test.each([
    ['the device', /its record in the source changed/],
    ['the record', /the record it is matched to changed/],
    ['nothing', null],
  ] as const)('notices when %s changed since the export', async (what, problem) => {
    const session = await matchedSession();
    const lines = await filled(session, { [deviceKey('lab-2')]: { decision: 'match' } });
    if (what === 'the device') {
      session.fakeSource.deviceList = session.fakeSource.deviceList.map((one) =>
        one.id === 'lab-2' ? { ...one, hostname: 'LAB-2X' } : one,
      );
    }
    if (what === 'the record') {
      session.fakeTarget.configurationList = session.fakeTarget.configurationList.map((one) =>
        one.id === '1002' ? record('1002', 'LAB-2', '100', '5CG7000099') : one,
      );
    }
    session.clock.days(1);
    await runSync(session, {}, true);
    if (problem === null) expect((await imported(session, lines)).decided).toHaveLength(1);
    else expect((await problemsOf(session, lines))[0]?.problem).toMatch(problem);
  });

  test('notices when somebody decided otherwise since the export', async () => {
    const session = await matchedSession();
    const lines = await filled(session, { [deviceKey('lab-2')]: { decision: 'match' } });
    const other = await filled(session, { [deviceKey('lab-2')]: { decision: 'ignore' } });
    await imported(session, other);
    await expect(imported(session, lines)).rejects.toMatchObject({
      message: expect.stringContaining('what was decided about it changed'),
    });
    expect(await rows(session)).toHaveLength(1);
  });

  test('of a dry run checks all and stores nothing', async () => {
    const session = await matchedSession();
    const lines = await filled(session, { [deviceKey('lab-2')]: { decision: 'match' } });
    expect((await imported(session, lines, true)).decided).toMatchObject([{ stored: false }]);
    expect(await rows(session)).toEqual([]);
  });

  test('of three hundred devices, after accepting what is suggested, takes well under five seconds', async () => {
    const session = await matchedSession(manyDevices);
    const started = process.hrtime.bigint();
    const { acceptAll } = await import('../../src/workflows/decide-many.js');
    const none = { site: null, integration: null, who: null, note: null };
    await acceptAll(session, { ...none, minConfidence: 0.3, nameOnly: true, dryRun: false });
    const lines = await filled(
      session,
      Object.fromEntries(
        (await exported(session))
          .filter((line) => line.status === 'unmatched')
          .map((line) => [line.item, { decision: 'create' }]),
      ),
    );
    const { decided } = await imported(session, lines);
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
    expect(decided.length).toBeGreaterThan(100);
    const left = (await exported(session)).filter(
      (line) => line.item.includes('/device/many-') && line.decision === null,
    );
    expect(left).toEqual([]);
  });
});

/** Three hundred devices without a match: half of them suggested by name. */
function manyDevices({ fakeSource, fakeTarget }: TestSession): void {
  const numbers = Array.from({ length: 300 }, (_, i) => i);
  fakeSource.deviceList = [
    ...fakeSource.deviceList,
    ...numbers.map((n) => laptop(`many-${n}`, `MANY-${n}`, 'larkspur')),
  ];
  fakeTarget.configurationList = [
    ...fakeTarget.configurationList,
    ...numbers.slice(0, 150).map((n) => record(`5${n}`, `MANY-${n}`, '100', `9XK${8_000_000 + n * 31}`)),
  ];
}

describe('a file of decisions', () => {
  const line: DecisionLine = {
    ...{
      item: deviceKey('lab-2'),
      source: 'LAB-2',
      site: 'Larkspur',
      status: 'suggested',
      decision: 'match',
    },
    ...{ target: '1002', targetName: 'LAB-2', confidence: 0.5, evidence: [], others: [], note: 'asked Ben' },
    ...{ decidedBy: null, when: null, seen: 'a.0.b.c' },
  };
  const read = {
    line: 2,
    item: line.item,
    decision: 'match',
    target: '1002',
    note: 'asked Ben',
    decidedBy: null,
    seen: 'a.0.b.c',
  };
  const csv = () => decisionText([line], 'csv');

  test.each([
    ['as it was written', (text: string) => text],
    ['without a byte-order mark', (text: string) => text.slice(1)],
    ['with LF alone', (text: string) => text.replaceAll('\r\n', '\n')],
    ['with semicolons', (text: string) => text.replaceAll(',', ';')],
    ['with tabs', (text: string) => text.replaceAll(',', '\t')],
    [
      'with columns in another spelling',
      (text: string) => text.replace('decided by', 'Decided_By').replace('item', 'Item'),
    ],
  ])('is read %s', async (_how, change) => {
    expect(await readDecisionText(change(await csv()), 'csv')).toEqual([read]);
  });

  test('is read with the line that names its separator', async () => {
    const text = `\uFEFFsep=;\r\n${(await csv()).slice(1).replaceAll(',', ';')}`;
    expect(await readDecisionText(text, 'csv')).toEqual([{ ...read, line: 3 }]);
  });

  test('names a record by its first line, though a cell before it spans several', async () => {
    const text = await decisionText([{ ...line, note: 'one\ntwo\nthree' }, line], 'csv');
    expect((await readDecisionText(text, 'csv')).map((one) => one.line)).toEqual([2, 5]);
  });

  test('as JSON is read with the lines its items stand on', async () => {
    const text = await decisionText([line, { ...line, note: null }], 'json');
    expect((await readDecisionText(text, 'json')).map((one) => [one.line, one.note])).toEqual([
      [4, 'asked Ben'],
      [5, null],
    ]);
    expect(JSON.parse(text)).toMatchObject({ schema: 'decisions/1' });
  });

  test.each([
    ['item;status\r\n', 'csv', 'bad-columns'],
    ['item,decision\r\n"a,b\r\n', 'csv', 'bad-csv'],
    ['{"items": 3}', 'json', 'bad-json'],
    ['{', 'json', 'bad-json'],
    ['item,decision\r\nM\uFFFDller,match', 'csv', 'not-utf8'],
  ] as const)('that reads %j as %s is refused as %s', async (text, format, code) => {
    await expect(readDecisionText(text, format)).rejects.toMatchObject({ code, exitCode: 2 });
  });

  test('from a stream is told apart by its first sign', async () => {
    expect([sniffFormat(await csv()), sniffFormat(' \n[{}]'), sniffFormat('\uFEFF{"items":[]}')]).toEqual([
      'csv',
      'json',
      'json',
    ]);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['-5', "'-5"],
    ['@home', "'@home"],
    ["'quoted", "''quoted"],
    ['00123', "'00123"],
    ['123456789012', "'123456789012"],
    ['1204837', '1204837'],
    ['LAB-2', 'LAB-2'],
  ])('guards %s as %s', (text, cell) => {
    expect([guardCell(text), unguardCell(guardCell(text))]).toEqual([cell, text]);
  });

  const awkward = fc.constantFrom(
    ...[',', ';', '\n', '\r', '\r\n', '"', "'", '=', '\t', ' ', 'a', 'é', '7', '\u{1f5a8}'],
  );
  const sign = fc.oneof(awkward, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }));
  const anything = fc
    .array(sign, { minLength: 1 })
    .map((signs) => signs.join(''))
    .map((text) => text.trim())
    .filter((text) => text !== '' && !text.includes('\u0000') && !text.includes('\uFFFD'));

  test.each(['csv', 'json'] as const)('comes back as it was, whatever it says (%s)', async (format) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ item: anything, target: anything, note: anything, decidedBy: anything }), {
          maxLength: 5,
        }),
        async (cells) => {
          const lines = cells.map((cell) => ({ ...line, ...cell }));
          const back = await readDecisionText(await decisionText(lines, format), format);
          expect(
            back.map(({ item, target, note, decidedBy }) => ({ item, target, note, decidedBy })),
          ).toEqual(cells);
        },
      ),
      { numRuns: 200 },
    );
  });
});
