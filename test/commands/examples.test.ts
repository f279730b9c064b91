import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandTree, everyCommand } from '../support/command-tree.js';
import { type SimulatedCli, simulatedCli } from '../support/simulated-cli.js';

/** Commands that change nothing, whatever their flags. Of the others only the examples of a dry run or a list count. */
const readOnly = new Set(
  [
    ...['config authority', 'config list', 'config profiles', 'config secrets', 'doctor', 'completion'],
    ...['match explain', 'match list', 'match export', 'setup check', 'setup history', 'status'],
    ...['sync logs', 'sync plan', 'version'],
  ].map((path) => `trilink ${path}`),
);

const examples = everyCommand(commandTree())
  .filter(({ children }) => children.length === 0)
  .flatMap(({ path, examples }) => examples.map(({ line }) => ({ path, line })))
  .filter(({ path, line }) => readOnly.has(path) || /--dry-run|--list\b/.test(line));

/** The words behind `trilink`, as a shell would hand them over; where the output goes is left out. */
function wordsOf(line: string): readonly string[] {
  const [, command = ''] = /trilink ([^>)]*)/.exec(line) ?? [];
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

let cli: SimulatedCli;
beforeAll(async () => {
  cli = await simulatedCli({ devices: 20, sites: 5 });
  await callAsInTheExamples();
  await cli.run('sync', 'start', '--yes', '--quiet');
  await cli.simulators.forgetRequests();
});
afterAll(() => cli.close());

/** One site and one of its devices get the names that the examples use; a new device has a third. */
async function callAsInTheExamples(): Promise<void> {
  const { simulators } = cli;
  const all = await simulators.devices();
  const site = (await simulators.sites()).find(
    ({ uid, system }) => !system && all.some((device) => device.siteUid === uid),
  );
  const [laptop] = all.filter((device) => device.siteUid === site?.uid);
  await simulators.mutate(
    { do: 'edit-site', site: site?.uid ?? '', changes: { name: 'Alder Dental' } },
    { do: 'rename-device', device: laptop?.uid ?? '', hostname: 'ALDER-LT-07' },
    { do: 'add-device', site: site?.uid ?? '', hostname: 'ALDER-SW-02' },
  );
}

describe('the examples of the help that change nothing', () => {
  test('are most of what a person tries first', () => {
    expect(examples.length).toBeGreaterThan(30);
  });

  test.each(examples.map(({ line }) => line))('%s', async (line) => {
    const { exitCode, stderr } = await cli.run(...wordsOf(line));
    expect([0, 3, 6], stderr).toContain(exitCode);
  });

  test('have written nothing', async () => {
    expect(await cli.simulators.nonReads()).toEqual([]);
  });
});
