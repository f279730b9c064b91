import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { runJob } from '../../../src/workflows/match-files/job.js';
import { readSites } from '../../../src/workflows/match-files/read-sites.js';
import { lineSource } from '../../../src/workflows/match-files/sources.js';
import { WorkerTeam } from '../../../src/workflows/match-files/worker-team.js';
import {
  type ConfigurationLine,
  type DeviceLine,
  inFolder,
  inMemory,
  inputFile,
  linesOf,
  matchTexts,
  sitesText,
} from './files.js';

/** Few values, so that records share, clash and repeat identifiers as often as they can. */
const serials = fc.constantFrom(
  'PF2QXW31',
  ' pf2qxw31 ',
  'PF2QXW32',
  'S/N: 5CG123AB',
  '5CG123AB\u0000',
  '1S20QV0007USPF2QXW31',
  'Default string',
  '7351',
  '',
  null,
);
const macs = fc.constantFrom(
  'd4:81:d7:00:00:01',
  'D4-81-D7-00-00-02',
  'd481.d700.0003',
  ' D4:81:D7:00:00:04 ',
  '00:E0:4C:00:00:01',
  '00:50:56:11:22:33',
  'FFFFFFFFFFFF',
  'nonsense',
  '',
);
const names = fc.constantFrom(
  'QXX-PC1',
  'qxx-pc1',
  'OLD-QXX-PC1',
  'QXX-PC2.corp.local',
  'QXX-PC2 - "M. Jones"',
  'Büro 1',
  'BÜRO-1',
  'Spare (PF2QXW31)',
  'localhost',
  '10.0.0.1',
  '',
  null,
);
const times = fc.constantFrom('2026-10-14T04:03:39Z', '2026-10-15T04:03:39Z', null);
const deviceLines: fc.Arbitrary<DeviceLine[]> = fc
  .array(
    fc.record({
      siteId: fc.constantFrom('s1', 's1', 's2', 's9'),
      hostname: names,
      serialNumber: serials,
      macAddresses: fc.array(macs, { maxLength: 3 }),
      lastSeen: times,
    }),
    { maxLength: 12 },
  )
  .map((lines) => lines.map((line, i) => ({ uid: `d"${i}`, ...line })));
const configurationLines: fc.Arbitrary<ConfigurationLine[]> = fc
  .array(
    fc.record({
      organization_id: fc.constantFrom('o1', 'o1', 'o2'),
      name: names,
      hostname: names,
      serial_number: serials,
      mac_address: fc.oneof(macs, fc.constant(null)),
      interfaces: fc.array(
        macs.map((mac) => ({ mac_address: mac })),
        { maxLength: 2 },
      ),
      archived: fc.boolean(),
      psa: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((lines) => lines.map((line, i) => ({ id: i % 3 === 0 ? `id-${i}` : String(90 + i), ...line })));

/** Tells what `matchFiles` wrote from what it could have: evidence quotes, numbers and order, to the letter. */
const spelled = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('files are matched as records in memory are', () => {
  test('in one thread', async () => {
    await inFolder(async (folder) => {
      await fc.assert(
        fc.asyncProperty(deviceLines, configurationLines, async (devices, configurations) => {
          const { text } = await matchTexts(folder, {
            devices: linesOf(devices),
            configurations: linesOf(configurations),
          });
          expect(text).toBe(spelled(inMemory(devices, configurations)));
        }),
        { numRuns: 300 },
      );
    });
  });

  test.each([1, 2, 3])('on an invented estate full of traps (seed %i)', async (seed) => {
    await inFolder(async (folder) => {
      const made: { writeEstate(wanted: { dir: string; devices: number; seed: number }): void } =
        await import(pathToFileURL('scripts/match-devices-estate.mjs').href);
      made.writeEstate({ dir: folder, devices: 1500, seed });
      const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');
      const records = (name: string) =>
        read(name)
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => JSON.parse(line));
      const { text, summary } = await matchTexts(folder, {
        devices: read('devices.jsonl'),
        configurations: read('configurations.jsonl'),
        sites: read('sites.tsv'),
      });
      const rows = read('sites.tsv').split('\n').slice(1).filter(Boolean);
      const organizationOf = new Map(
        rows
          .map((row) => row.split('\t'))
          .flatMap(([site, , organization]) => (organization ? [[site ?? '', organization] as const] : [])),
      );
      expect(text).toBe(
        spelled(inMemory(records('devices.jsonl'), records('configurations.jsonl'), organizationOf)),
      );
      expect(summary.devices).toBeGreaterThan(1400);
      expect(summary.statuses.matched).toBeGreaterThan(500);
    });
  });

  test('in any order of the lines', async () => {
    const shuffled = <T>(list: readonly T[]) =>
      fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
    const cases = fc
      .tuple(deviceLines, configurationLines)
      .chain(([devices, configurations]) =>
        fc.tuple(
          fc.constant(devices),
          fc.constant(configurations),
          shuffled(devices),
          shuffled(configurations),
        ),
      );
    await inFolder(async (folder) => {
      const lineOf = async (devices: DeviceLine[], configurations: ConfigurationLine[]) => {
        const texts = { devices: linesOf(devices), configurations: linesOf(configurations) };
        return (await matchTexts(folder, texts)).text.split('\n').sort();
      };
      await fc.assert(
        fc.asyncProperty(cases, async ([devices, configurations, otherDevices, otherConfigurations]) => {
          expect(await lineOf(otherDevices, otherConfigurations)).toEqual(
            await lineOf(devices, configurations),
          );
        }),
        { numRuns: 100 },
      );
    });
  });

  test('in two threads that share memory', async () => {
    await inFolder(async (folder) => {
      const outfile = path.join(folder, 'worker.mjs');
      await build({
        entryPoints: ['src/workflows/match-files/worker.ts'],
        bundle: true,
        format: 'esm',
        platform: 'node',
        outfile,
      });
      const [devices] = fc.sample(fc.array(deviceLines, { minLength: 120, maxLength: 120 }), {
        numRuns: 1,
        seed: 5,
      });
      const [configurations] = fc.sample(fc.array(configurationLines, { minLength: 120, maxLength: 120 }), {
        numRuns: 1,
        seed: 6,
      });
      const own = (devices ?? []).flatMap((lines, site) =>
        lines.map((line) => ({ ...line, uid: `${site}-${line.uid}`, siteId: `s${site}` })),
      );
      const theirs = (configurations ?? []).flatMap((lines, at) =>
        lines.map((line) => ({ ...line, id: `${at}00${line.id}`, organization_id: `o${at}` })),
      );
      const sites = `site_id\torganization_id\n${Array.from({ length: 120 }, (_, i) => `s${i}\to${i}\n`).join('')}`;
      const alone = await matchTexts(folder, {
        devices: linesOf(own),
        configurations: linesOf(theirs),
        sites,
      });
      const chunks: Buffer[] = [];
      const team = new WorkerTeam(pathToFileURL(outfile), 2);
      try {
        const files = {
          sites: () => readSites(inputFile(path.join(folder, 'sites.tsv'))),
          devices: await lineSource(inputFile(path.join(folder, 'devices.jsonl')), 'devices'),
          configurations: await lineSource(
            inputFile(path.join(folder, 'configurations.jsonl')),
            'configurations',
          ),
        };
        const request = {
          devices: inputFile(''),
          configurations: inputFile(''),
          sites: inputFile(''),
          output: '',
          skipBadLines: false,
          worker: null,
        };
        const summary = await runJob(request, team, files, (chunk) => {
          chunks.push(Buffer.from(chunk));
        });
        expect(summary).toEqual(alone.summary);
      } finally {
        await team.close();
      }
      expect(Buffer.concat(chunks).toString('utf8')).toBe(alone.text);
      expect(alone.lines.length).toBeGreaterThan(400);
    });
  });
});

const pc = {
  uid: 'd1',
  siteId: 's1',
  hostname: 'PC1',
  serialNumber: 'PF2QXW31',
  macAddresses: ['d4:81:d7:00:00:01', 'd4:81:d7:00:00:02'],
};
const record = {
  id: '3003',
  organization_id: 'o1',
  name: 'PC1',
  serial_number: 'PF2QXW31',
  mac_address: 'd4-81-d7-00-00-01',
  interfaces: [{ mac_address: 'd481.d700.0002' }],
};

test('a line says what the product contract says, and nothing else', async () => {
  const { text } = await inFolder((folder) =>
    matchTexts(folder, { devices: linesOf([pc]), configurations: linesOf([record]) }),
  );
  expect(text).toBe(
    '{"device":"d1","status":"matched","configuration":"3003","candidates":[{"id":"3003","confidence":1,"evidence":[' +
      '{"kind":"serial","value":"PF2QXW31","weight":24},{"kind":"mac","value":"D4:81:D7:00:00:01","weight":16},' +
      '{"kind":"mac","value":"D4:81:D7:00:00:02","weight":4},{"kind":"name","value":"pc1","weight":8}]}]}\n',
  );
});

describe('formats', () => {
  const devices = [
    pc,
    { uid: 'd2', siteId: 's9', hostname: 'a,b' },
    { uid: 'd3', siteId: 's2', hostname: 'two\nlines' },
  ];
  const expected = (lines: unknown[]) => expect(lines).toEqual(inMemory(devices, [record]));

  test.each([
    ['csv', ','],
    ['tsv', '\t'],
    ['txt', ','],
    ['txt', '\t'],
  ])('%s with %j between fields', async (extension, delimiter) => {
    const table = (rows: string[][]) =>
      rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join('\r\n');
    const texts = {
      devices: table([
        ['uid', 'siteId', 'hostname', 'serialNumber', 'macAddresses'],
        ...devices.map((one) => [
          one.uid,
          one.siteId,
          one.hostname,
          one === pc ? pc.serialNumber : '',
          one === pc ? pc.macAddresses.join(';') : '',
        ]),
      ]),
      configurations: table([
        ['id', 'organization_id', 'name', 'serial_number', 'mac_address', 'interfaces', 'archived', 'psa'],
        ['3003', 'o1', 'PC1', 'PF2QXW31', 'd4-81-d7-00-00-01', 'd481.d700.0002', 'false', 'yes'],
      ]),
    };
    expected((await inFolder((folder) => matchTexts(folder, texts, { extension }))).lines);
  });

  test.each([
    [
      'JSON lines',
      '{"site_id":"s1","organization_id":"o1"}\n{"site_id":"s2","organization_id":"o2"}\n{"site_id":"s9"}\n',
    ],
    [
      'numbers',
      '{"site_id":"s1","organization_id":"o1"}\n\n{"site_id":"s2","organization_id":"o2"}\n{"site_id":"s9","organization_id":null}',
    ],
    ['quoted', '"site_id","site_name","organization_id"\n"s1","One, Inc","o1"\ns2,"Two ""2""",o2\ns9,,\n'],
    ['other columns and order', 'organization_id\tx\tsite_id\no1\t\ts1\no2\t\ts2\n\t\ts9'],
    ['Windows', '\ufeffsite_id\torganization_id\r\ns1\to1\r\ns2\to2\r\ns9\t\r\n'],
  ])('sites as %s', async (_, sites) => {
    const texts = { devices: linesOf(devices), configurations: linesOf([record]), sites };
    const run = await inFolder(async (folder) => {
      fs.writeFileSync(path.join(folder, 'sites.any'), sites);
      return matchTexts(folder, texts, { sites: inputFile(path.join(folder, 'sites.any')) });
    });
    expected(run.lines);
  });
});

describe('lines that cannot be used', () => {
  const bad = {
    devices: `${linesOf([pc])}{"uid":"d2"\n\n{"siteId":"s1"}\n{"uid":"d3","siteId":"nowhere"}\n${linesOf([{ ...pc, hostname: 'again' }])}{"uid":"d4"}\n`,
    configurations: `{"id":"1"}\n${linesOf([record])}{"id":"2","organization_id":"unknown"}\n[]\n{"id":"3","organization_id":"o1","name":{}}\n`,
    sites: `${sitesText}\tnobody\n`,
  };
  const problems = [
    'sites.tsv:5: has no site_id',
    'devices.jsonl:2: is not JSON',
    'devices.jsonl:4: has no uid',
    'devices.jsonl:5: names a site that the sites file has not: nowhere',
    'devices.jsonl:6: repeats the id of line 1: d1',
    'devices.jsonl:7: has no siteId',
    'configurations.jsonl:1: has no organization_id',
    'configurations.jsonl:3: is of an organization that no site has: unknown',
    'configurations.jsonl:4: is not a JSON object',
    'configurations.jsonl:5: holds a list or object where name should be',
  ];

  test('are all named, with file and line, and nothing is written', async () => {
    await inFolder(async (folder) => {
      const output = path.join(folder, 'out.jsonl');
      const failure = await matchTexts(folder, bad, { output }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UsageError);
      const message = (failure as UsageError).message;
      const positions = problems.map((problem) => message.indexOf(path.join(folder, problem)));
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
      expect(positions).not.toContain(-1);
      expect(message).toMatch(/^10 lines cannot be used:/);
      expect((failure as UsageError).hint).toContain('--skip-bad-lines');
      expect(fs.readdirSync(folder).sort()).toEqual(['configurations.jsonl', 'devices.jsonl', 'sites.tsv']);
    });
  });

  test('can be left out, and are counted', async () => {
    const { lines, summary } = await inFolder((folder) => matchTexts(folder, bad, { skipBadLines: true }));
    expect(lines).toEqual(inMemory([pc], [record]));
    expect(summary).toMatchObject({
      devices: 1,
      configurations: 1,
      sites: 3,
      skipped: 10,
      statuses: { matched: 1 },
    });
  });

  test('beyond the first twenty are only counted', async () => {
    const devices = 'nonsense\n'.repeat(45);
    const failure = await inFolder((folder) =>
      matchTexts(folder, { devices, configurations: '' }).catch((error: unknown) => error),
    );
    expect((failure as UsageError).message).toMatch(/^45 lines cannot be used:\n(.*\n){20}and 25 more$/);
  });

  test('of a CSV file are told by its own lines', async () => {
    const texts = {
      devices: 'uid,siteId,hostname\nd1,s1,"two\nlines"\n,s1,x\nd1,s1,y\n',
      configurations: 'id,organization_id\n',
    };
    const failure = await inFolder((folder) =>
      matchTexts(folder, texts, { extension: 'csv' }).catch((error: unknown) => error),
    );
    expect((failure as UsageError).message).toMatch(
      /devices\.csv:4: has no uid\n.*devices\.csv:5: repeats the id/s,
    );
  });
});

describe('files that cannot be used', () => {
  test.each([
    ['a JSON list', { devices: '[{"uid":"d1"}]' }, 'txt', /one JSON list/],
    ['a table without its columns', { devices: 'name,site\nx,y\n' }, 'csv', /has no column uid, siteId/],
    ['an empty table', { devices: '' }, 'csv', /has no column uid/],
  ] as const)('%s', async (_, seed, extension, message) => {
    const texts = { configurations: '', ...seed };
    await inFolder(async (folder) => {
      await expect(matchTexts(folder, texts, { extension })).rejects.toThrow(message);
    });
  });

  test('a file that is not there, a place that cannot be written to', async () => {
    await inFolder(async (folder) => {
      const texts = { devices: linesOf([pc]), configurations: linesOf([record]) };
      await expect(matchTexts(folder, texts, { sites: inputFile(path.join(folder, 'no')) })).rejects.toThrow(
        /Cannot read .*no: it does not exist/,
      );
      await expect(matchTexts(folder, texts, { output: path.join(folder, 'no/out') })).rejects.toThrow(
        /Cannot write /,
      );
    });
  });
});

describe('a file to write to', () => {
  test('is put in its place when it is whole', async () => {
    await inFolder(async (folder) => {
      const output = path.join(folder, 'out.jsonl');
      fs.writeFileSync(output, 'before');
      await matchTexts(folder, { devices: linesOf([pc]), configurations: linesOf([record]) }, { output });
      expect(fs.readFileSync(output, 'utf8')).toMatch(/^\{"device":"d1","status":"matched"/);
      expect(fs.readdirSync(folder)).not.toContain('out.jsonl.part');
    });
  });

  test('is written, and empty, when there are no devices', async () => {
    await inFolder(async (folder) => {
      const output = path.join(folder, 'out.jsonl');
      const { summary } = await matchTexts(
        folder,
        { devices: '', configurations: linesOf([record]) },
        { output },
      );
      expect([fs.readFileSync(output, 'utf8'), summary.devices]).toEqual(['', 0]);
    });
  });
});

test('stops when it is told to', async () => {
  await inFolder(async (folder) => {
    const texts = { devices: linesOf([pc]), configurations: linesOf([record]) };
    await expect(
      matchTexts(folder, texts, { signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
  });
});
