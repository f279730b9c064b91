import { describe, expect, test } from 'vitest';
import { SystemUnreachable } from '../../../src/errors.js';
import { dayMs, readAt } from '../../domain/setup/support/healthy-facts.js';
import { alter, nth } from '../../domain/setup/support/healthy-inputs.js';
import { configuration, provenance } from '../../support/estate.js';
import { type SetupSession, setupSession } from '../../workflows/setup-estate.js';
import { cliOver } from './cli-over.js';

const transcripts = '../../../fixtures/transcripts';

/** Two-way sync was on once, some devices have no type, and the RMM was connected before the PSA. */
async function threeFaults(): Promise<SetupSession> {
  const session = await setupSession();
  const { estate } = session;
  for (const at of [0, 2, 7]) alter(estate.items, at, { typeId: null });
  const vendor = 'IT Glue – Documentation Management';
  alter(estate.items, 3, { vendor, createdAt: readAt - 30 * dayMs });
  const unlinked = { provenance: provenance({ createdAt: readAt - 290 * dayMs }) };
  estate.configurations.push(configuration({ ...nth(estate.configurations, 0), id: '999', ...unlinked }));
  session.load();
  return session;
}

interface Finding {
  readonly id: string;
  readonly step: string;
  readonly status: string;
  readonly detail: string;
  readonly blockedBy: readonly string[];
  readonly evidence: readonly { kind: string; value: string }[];
}

async function findingsOf(session: SetupSession, ...argv: string[]): Promise<readonly Finding[]> {
  return JSON.parse((await cliOver(session).run('setup', 'check', '--json', ...argv)).stdout).findings;
}

describe('three faults of a set-up in the wrong order', () => {
  test('are found, hard stops first, then what hangs together with the wrong order', async () => {
    const failing = (await findingsOf(await threeFaults())).filter(({ status }) => status === 'fail');
    expect([...new Set(failing.map(({ step }) => step))]).toEqual(['A-18', 'B-13', 'C-25', 'C-26', 'X-01']);
    const [untyped] = failing;
    expect(untyped?.detail).toBe(
      '3 devices in Autotask without a configuration item type (Laptop 1, Desktop 1, Server 1)',
    );
    expect(untyped?.evidence).toContainEqual({ kind: 'example', value: 'PC-0 (Larkspur Dental LLC)' });
  });

  test('are told on 80 columns with the first thing to do on top', async () => {
    const { transcript, stdout } = await cliOver(await threeFaults()).wide('setup', 'check');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-check-three-faults.txt`);
    const tooLong = stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('setup: '));
    expect(tooLong).toEqual([]);
  });

  test('are one line for cron, with exit 3', async () => {
    const { transcript } = await cliOver(await threeFaults()).run('setup', 'check', '--quiet');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-check-quiet.txt`);
  });

  test('of one hop', async () => {
    const steps = (await findingsOf(await threeFaults(), '--hop', 'B')).map(({ step }) => step.charAt(0));
    expect(new Set(steps)).toEqual(new Set(['B']));
  });

  test('of one step, with everything that is known of it', async () => {
    const { transcript } = await cliOver(await threeFaults()).wide('setup', 'check', '--step', 'b-13');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-check-one-step.txt`);
  });
});

describe('how a check ends', () => {
  test.each([
    [[], 3],
    [['--fail-on', 'critical'], 3],
    [['--fail-on', 'none'], 0],
  ] as const)('with something critical and %j: %i', async (flags, expected) => {
    expect((await cliOver(await threeFaults()).run('setup', 'check', '-q', ...flags)).exitCode).toBe(
      expected,
    );
  });

  test('well where nothing is wrong, though steps are open; with --exit-code those count too', async () => {
    const cli = cliOver(await setupSession());
    const { stdout, exitCode } = await cli.run('setup', 'check', '-q');
    expect(stdout).toMatch(/^setup: nothing wrong, \d+ open, 0 attested, \d+ good; next: A-02\n$/);
    expect(exitCode).toBe(0);
    expect((await cli.run('setup', 'check', '-q', '--exit-code')).exitCode).toBe(3);
  });

  test('in cron with one summary line; of a hop as well; a terminal or a format get what they ask for', async () => {
    const cli = cliOver(await threeFaults());
    const { stdout, stderr, exitCode } = await cli.run('setup', 'check', '--exit-code');
    expect(stdout).toMatch(/^setup: 5 wrong \(2 critical, 3 warning\), .*; next: A-18\n$/);
    expect([stderr, exitCode]).toEqual(['', 3]);
    expect((await cli.wide('setup', 'check', '--exit-code')).stdout).toContain('Hard stops');
    expect((await cli.run('setup', 'check', '--exit-code', '--hop', 'B')).stdout).toMatch(/^setup: /);
    expect(JSON.parse((await cli.run('setup', 'check', '--exit-code', '--json')).stdout).schema).toBe(
      'findings/1',
    );
    expect((await cli.run('setup', 'check', '--exit-code', '--format', 'html')).stdout).toMatch(/^<!doctype/);
  });

  test('with what could be seen, then the failure of the system that could not', async () => {
    const session = await threeFaults();
    session.fail('datto-rmm', new SystemUnreachable('datto-rmm', 'datto-rmm did not answer'));
    const { stdout, stderr, exitCode } = await cliOver(session).run('setup', 'check', '--json');
    expect(exitCode).toBe(5);
    const { findings, unseen } = JSON.parse(stdout);
    expect(unseen).toEqual([{ system: 'datto-rmm', what: 'everything', why: 'datto-rmm did not answer' }]);
    expect(findings.find(({ step }: Finding) => step === 'A-18')?.status).toBe('fail');
    expect(JSON.parse(stderr)).toMatchObject({ code: 'unreachable', message: 'datto-rmm did not answer' });
    const { stdout: text } = await cliOver(session).run('setup', 'check');
    expect(text).toContain('Not seen\n  datto-rmm, everything: datto-rmm did not answer');
  });

  test('with exit 2 for a step that there is not', async () => {
    const { transcript } = await cliOver(await setupSession()).run('setup', 'check', '--step', 'C-99');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-check-unknown-step.txt`);
  });
});

describe('the formats', () => {
  test('json is findings/1, with its summary', async () => {
    const { stdout, stderr } = await cliOver(await threeFaults()).run('setup', 'check', '--json');
    const document = JSON.parse(stdout);
    expect(Object.keys(document)[0]).toBe('schema');
    expect(document).toMatchObject({
      schema: 'findings/1',
      profile: 'default',
      checkedAt: expect.stringMatching(/Z$/),
      summary: { hardStops: ['A-18', 'B-13'], next: 'A-18', failed: { critical: 2 } },
      unseen: [],
    });
    expect(Object.keys(document.findings[0])).toEqual([
      ...['id', 'step', 'severity', 'status', 'subject', 'detail', 'why', 'fix', 'evidence', 'blockedBy'],
    ]);
    expect(stderr).toBe('');
  });

  test('csv and ndjson have one row a finding', async () => {
    const cli = cliOver(await threeFaults());
    const [header, first] = (await cli.run('setup', 'check', '--format', 'csv')).stdout.split('\n');
    expect(header).toBe('id,step,title,severity,status,subject,detail,why,fix,examples,blockedBy');
    expect(first).toMatch(/^A-18,A-18,/);
    const lines = (await cli.run('setup', 'check', '--format', 'ndjson')).stdout.trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ id: 'A-18', status: 'fail' });
  });

  test('markdown and html show what a vendor calls a thing as text and nothing else', async () => {
    const session = await threeFaults();
    alter(session.estate.items, 0, { title: '<img src=x onerror=alert(1)> | [a](b) `c`' });
    session.load();
    const cli = cliOver(session);
    const markdown = (await cli.run('setup', 'check', '--format', 'markdown')).stdout;
    expect(markdown).toMatch(/^# Set-up of profile default\n/);
    expect(markdown).toContain('\\<img src=x onerror=alert(1)\\> \\| \\[a\\](b) \\`c\\`');
    const html = (await cli.run('setup', 'check', '--format', 'html')).stdout;
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toMatch(/<script|src="|href="/);
  });

  test('--all and -v name every step', async () => {
    const cli = cliOver(await setupSession());
    const short = (await cli.run('setup', 'check')).stdout;
    const long = (await cli.run('setup', 'check', '--all')).stdout;
    expect(short).not.toContain('X-03');
    expect(short).toMatch(/\d+ steps do not apply here \(--all names them\)/);
    for (const step of ['X-03', 'A-24', 'S-10', 'P-12']) expect(long).toContain(step);
    expect((await cli.run('setup', 'check', '-v')).stdout).toBe(long);
  });
});

describe('the pre-connection report', () => {
  /** As before Autotask is connected: nothing in IT Glue is linked, and some records will not meet. */
  async function unconnected(): Promise<SetupSession> {
    const session = await setupSession();
    const { estate } = session;
    estate.organizations.forEach((_one, at) => {
      alter(estate.organizations, at, { provenance: provenance() });
    });
    estate.configurations.forEach((_one, at) => {
      alter(estate.configurations, at, { provenance: provenance(), rmmRecords: [] });
    });
    alter(estate.configurations, 0, { name: 'RECEPTION' });
    alter(estate.items, 5, { serial: null, locationId: null });
    estate.companies.push({ id: '104', name: 'Birch', type: 'Customer', classification: null, active: true });
    session.load();
    return session;
  }

  test('comes with step B-03: company by company, what is not simply a match', async () => {
    const { transcript } = await cliOver(await unconnected()).wide('setup', 'check', '--step', 'B-03');
    await expect(transcript).toMatchFileSnapshot(`${transcripts}/setup-check-pre-connection.txt`);
  });

  test('is the rows of csv, every device of every company', async () => {
    const { stdout } = await cliOver(await unconnected()).run(
      ...['setup', 'check', '--step', 'B-03', '--format', 'csv'],
    );
    const [header, ...rows] = stdout.trimEnd().split('\n');
    expect(header).toBe(
      'companyId,company,organizationId,organization,itemId,item,outcome,configurationId,configuration,missing,sharesSerial,detail',
    );
    expect(rows).toHaveLength(13);
    expect(rows).toContain('104,Birch,,,,,,,,,false,no device in Autotask');
    expect(rows.find((row) => row.includes('PC-0'))).toContain(
      ',duplicate,880,RECEPTION,,false,"same serial as RECEPTION, under another name"',
    );
  });

  test('is part of html, markdown and json', async () => {
    const cli = cliOver(await unconnected());
    for (const format of ['html', 'markdown']) {
      const { stdout } = await cli.run('setup', 'check', '--step', 'B-03', '--format', format);
      expect(stdout).toContain('If Autotask were connected to IT Glue now');
      expect(stdout).toContain('RECEPTION');
    }
    const { report } = JSON.parse((await cli.run('setup', 'check', '--step', 'B-03', '--json')).stdout);
    expect(report).toHaveLength(4);
  });
});
