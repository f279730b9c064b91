import { afterEach, describe, expect, test } from 'vitest';
import type { FaultRule } from '../../../src/simulator/index.js';
import { PlantedEstate } from './planted-estate.js';

const open: PlantedEstate[] = [];
afterEach(async () => {
  for (const estate of open.splice(0)) await estate.close();
});

interface Document {
  readonly findings: readonly { readonly step: string; readonly status: string }[];
  readonly unseen: readonly { readonly system: string; readonly what: string; readonly why: string }[];
}

async function checkWith(...rules: FaultRule[]) {
  const e = await PlantedEstate.open({ canaries: true });
  open.push(e);
  await e.cli.simulators.faults.add(...rules);
  const env = { TRILINK_INTEGRATIONS: '' };
  const { stdout, exitCode } = await e.cli.runWith({ env }, 'setup', 'check', '--json');
  return { document: JSON.parse(stdout) as Document, stdout, exitCode, e };
}

const refused = (system: FaultRule['system'], path: string): FaultRule => ({
  ...{ system, path, times: null },
  fault: { kind: 'status', status: 403 },
});

describe('a list that this key may not read', () => {
  test.each([
    ['datto-rmm', '/account/users', 'users', 'C-02'],
    ['it-glue', '/passwords', 'configurationPasswordCount', 'P-09'],
    ['it-glue', '/flexible_asset_types', 'software', 'C-28'],
  ] as const)('of %s (%s) leaves its step open, with the reason, and nothing wrong', async (system, path, what, step) => {
    const { document, exitCode } = await checkWith(refused(system, path));
    expect(exitCode).toBe(0);
    expect(document.unseen).toEqual([{ system, what, why: expect.stringContaining('403') }]);
    expect(document.findings.find((one) => one.step === step)?.status).toBe('unknown');
    expect(document.findings.filter(({ status }) => status === 'fail')).toEqual([]);
  });
});

describe('what is counted', () => {
  test('is no password: none is asked for, none is told', async () => {
    const { stdout, e } = await checkWith();
    const { log } = await e.cli.simulators.requests();
    const asked = log.filter(({ path }) => path.includes('password'));
    expect(asked.map(({ path }) => path)).toEqual(['/passwords']);
    for (const canary of e.cli.simulators.canaries) expect(stdout).not.toContain(canary);
  });
});
