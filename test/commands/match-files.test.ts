import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCliWith } from '../support/run-cli.js';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'trilink-files-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (...argv: string[]) => runCliWith({ home }, 'match', 'files', ...argv);

function file(name: string, ...lines: (string | object)[]): string {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(join(home, name), `${text}\n`);
  return name;
}

describe('match files, of sites and organizations', () => {
  test('writes one line a site in the order of the input, whatever the form of the files', async () => {
    const sites = file(
      'sites.csv',
      'site_id,site_name',
      's2,"Birch & Co, Inc."',
      's1,Alder Dental',
      's3,Quite Another Thing',
    );
    const organizations = file(
      'organizations.jsonl',
      { id: 71, name: 'Alder Dental' },
      { id: '72', name: 'Birch and Company' },
      { id: '73', name: 'Cedar Clinic' },
    );
    const { stdout, stderr, exitCode } = await run('--sites', sites, '--organizations', organizations);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.site)).toEqual(['s2', 's1', 's3']);
    expect(lines[1]).toMatchObject({ status: 'matched', organization: '71', candidates: [{ id: '71' }] });
    expect(lines[2]).toEqual({ site: 's3', status: 'unmatched', organization: null, candidates: [] });
  });

  test('refuses lines that cannot be used, all at once, or leaves them out when asked to', async () => {
    const sites = file('bad.tsv', 'site_id\tsite_name', 's1\tAlder', '\tNobody', 's1\tAgain', 's2\t');
    const organizations = file('some.csv', 'id,name', '1,Alder');
    const refused = await run('--sites', sites, '--organizations', organizations);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(
      /3 lines cannot be used:[\s\S]*has no site_id[\s\S]*repeats the site_id of line[\s\S]*has no site_name/,
    );
    const summary = await run(
      '--sites',
      sites,
      '--organizations',
      organizations,
      '--skip-bad-lines',
      '-o',
      'out.jsonl',
      '--json',
    );
    expect(JSON.parse(summary.stdout)).toMatchObject({
      schema: 'files-matched/1',
      sites: 1,
      organizations: 1,
      skipped: 3,
    });
    expect(readFileSync(join(home, 'out.jsonl'), 'utf8').split('\n')).toHaveLength(2);
  });

  test('names a column that is missing', async () => {
    const sites = file('columns.csv', 'id,name', '1,Alder');
    const { stderr, exitCode } = await run('--sites', sites, '--organizations', sites);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('has no column site_id, site_name');
  });
});

describe('match files, of devices and configurations', () => {
  test('writes one line a device, and the summary where the lines do not go', async () => {
    const device = {
      uid: 'd1',
      siteId: 's1',
      hostname: 'ALDER-1',
      deviceClass: 'device',
      serialNumber: '5CG7312ABC',
      macAddresses: [],
    };
    const record = {
      id: '9',
      organization_id: '71',
      name: 'ALDER-1',
      serial_number: '5CG7312ABC',
      interfaces: [],
      archived: false,
    };
    const argv = ['--devices', file('d.jsonl', device), '--configurations', file('c.jsonl', record)];
    const sites = file('s.tsv', 'site_id\tsite_name\torganization_id', 's1\tAlder\t71');
    const { stdout, exitCode } = await run(...argv, '--sites', sites, '-o', 'matches.jsonl');
    expect(exitCode).toBe(0);
    const line = JSON.parse(readFileSync(join(home, 'matches.jsonl'), 'utf8'));
    expect(stdout).toBe(`1 devices, 1 configurations, 1 sites: 1 ${line.status}\n`);
    expect(line).toMatchObject({ device: 'd1', candidates: [{ id: '9' }] });
    const piped = await run(...argv, '--sites', sites);
    expect(piped.stdout).toBe(readFileSync(join(home, 'matches.jsonl'), 'utf8'));
  });

  test('takes one of its inputs from stdin', async () => {
    const devices = `${JSON.stringify({ uid: 'd1', siteId: 's1', hostname: 'ALDER-1', serialNumber: '5CG7312ABC' })}\n`;
    const record = { id: '9', organization_id: '71', name: 'ALDER-1', serial_number: '5CG7312ABC' };
    const others = [
      '--configurations',
      file('c.jsonl', record),
      '--sites',
      file('s.csv', 'site_id,organization_id', 's1,71'),
    ];
    const asked = runCliWith({ home, stdinText: devices }, 'match', 'files', '--devices', '-', ...others);
    const { stdout, stderr, exitCode } = await asked;
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ device: 'd1', candidates: [{ id: '9' }] });
    const bad = await runCliWith({ home, stdinText: '{}\n' }, 'match', 'files', '--devices', '-', ...others);
    expect(bad.stderr).toContain('stdin:1: has no uid');
  });

  test('says in words that a file is not there', async () => {
    const { stderr, exitCode } = await run('--sites', 'nowhere.csv', '--organizations', 'nowhere.csv');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Cannot read nowhere.csv: it does not exist');
    expect(stderr).not.toContain('ENOENT');
  });

  test('needs all of its files', async () => {
    const { stderr, exitCode } = await run('--devices', 'd.jsonl');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--devices, --configurations and --sites; or --sites and --organizations');
  });
});
