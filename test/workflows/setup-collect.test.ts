import { describe, expect, test } from 'vitest';
import { deriveFacts } from '../../src/domain/setup/index.js';
import { CredentialsRefused, SystemUnreachable, UsageError } from '../../src/errors.js';
import { evaluateReading } from '../../src/workflows/setup-check.js';
import { collectSetup } from '../../src/workflows/setup-collect.js';
import { hop, matchedSession } from '../support/open-matches.js';
import { setupSession } from './setup-estate.js';

const down = new SystemUnreachable('datto-rmm', 'datto-rmm did not answer');

describe('collecting for a check', () => {
  test('asks each system for each list once', async () => {
    const session = await setupSession();
    await collectSetup(session);
    expect(session.datto.asked).toEqual({ sites: 1, devices: 1, details: 0 });
    expect(session.autotask.asksForLists).toBe(1);
    expect(session.itGlue.asked).toEqual({ organizations: 1, configurations: 1, attachments: 1 });
  });

  test('finds nothing wrong where nothing is', async () => {
    const session = await setupSession();
    const reading = await collectSetup(session, { subdomain: 'larkspur' });
    const { findings } = await evaluateReading(session, reading);
    expect(findings.filter(({ status }) => status === 'fail').map(({ id, detail }) => [id, detail])).toEqual(
      [],
    );
    expect([reading.unseen, reading.failures]).toEqual([[], []]);
  });

  test.each([
    [
      ['datto-rmm', 'it-glue'],
      ['dattoRmm', 'itGlue'],
    ],
    [['autotask'], ['autotask']],
    [['it-glue'], ['itGlue']],
  ])('reads what is connected: %j', async (systems, parts) => {
    const session = await setupSession(systems);
    const { inputs } = await collectSetup(session);
    const read = ['dattoRmm', 'autotask', 'itGlue', 'syncro'].filter((part) => part in inputs);
    expect(read).toEqual(parts);
  });

  test('asks for locations only where there are some to compare them with', async () => {
    const session = await setupSession(['datto-rmm', 'it-glue']);
    await collectSetup(session);
    expect(session.itGlue.asked.attachments).toBe(0);
  });

  test('knows platform, region, subdomain and certificates from the connections themselves', async () => {
    const session = await setupSession();
    const { inputs } = await collectSetup(session, { subdomain: 'larkspur' });
    const facts = deriveFacts(inputs);
    expect(facts.dattoPlatform.value).toEqual({ name: 'Concord' });
    expect(facts.itGlueRegion.value).toEqual({ region: 'EU', answers: true });
    expect(facts.itGlueSubdomain.value).toEqual({ seen: 'larkspur', configured: 'larkspur' });
    expect(facts.certificates.value?.every(({ trusted }) => trusted)).toBe(true);
  });

  test('stores what it saw, so that other commands know it without asking', async () => {
    const session = await setupSession();
    await collectSetup(session);
    const { observations } = session.store;
    expect((await observations.list('datto-rmm', 'device')).length).toBe(session.estate.devices.length);
    expect((await observations.lastRead('it-glue', 'configuration'))?.complete).toBe(true);
  });

  test('takes identifiers that an earlier run has read, and reads none again', async () => {
    const session = await setupSession();
    const [device] = session.estate.devices;
    if (!device) throw new Error('no device');
    session.datto.deviceList = [{ ...device, serial: null, detail: 'unread' }];
    await session.store.observations.saveDetails('datto-rmm', [
      {
        ...{ deviceId: device.id, state: 'read', readAt: 1, detailKey: device.detailKey, serial: 'PF3K9Q77' },
        ...{ manufacturer: null, model: null, nics: [], facts: {} },
      },
    ]);
    const { inputs } = await collectSetup(session);
    expect(inputs.dattoRmm?.devices?.records[0]?.serial).toBe('PF3K9Q77');
    expect(session.datto.asked.details).toBe(0);
  });

  test('knows what trilink has matched, with what was decided since', async () => {
    const session = await matchedSession();
    expect((await collectSetup(session)).inputs.ledger?.C?.sites).toEqual(new Map([['larkspur', '100']]));
    await session.store.matches.decide(hop, [
      {
        ...{
          kind: 'site',
          sourceId: 'birch',
          verb: 'ignore',
          targetId: null,
          oldTargetId: null,
          by: 'person',
        },
        ...{ who: 'ada', note: null, at: session.clock.now() },
      },
    ]);
    expect((await collectSetup(session)).inputs.ledger?.C?.ignored).toEqual(new Set(['birch']));
  });

  test('a hop that was never matched is no ledger of nothing', async () => {
    const session = await setupSession();
    expect((await collectSetup(session)).inputs.ledger).toEqual({});
  });
});

describe('what cannot be read', () => {
  test('leaves the facts of one system unknown, and the others undisturbed', async () => {
    const session = await setupSession();
    session.fail('datto-rmm', down);
    const reading = await collectSetup(session);
    expect(reading.failures).toEqual([down]);
    expect(reading.unseen).toEqual([{ system: 'datto-rmm', what: 'everything', why: down.message }]);
    const { findings } = await evaluateReading(session, reading);
    expect(findings.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(findings.find(({ step }) => step === 'A-08')?.detail).toContain(
      'the sites of Datto RMM were not read',
    );
  });

  test('marks a refused login, and does not try it again', async () => {
    const session = await setupSession();
    session.fail('datto-rmm', new CredentialsRefused('datto-rmm', 'The key was refused.'));
    const first = await collectSetup(session);
    expect(deriveFacts(first.inputs).dattoApiAccess.value).toEqual({ works: false });
    session.fail('datto-rmm', null);
    const second = await collectSetup(session);
    expect(second.failures.map(({ code }) => code)).toEqual(['refused-before']);
    expect(session.datto.asked.sites).toBe(0);
  });

  test('another account ends the check', async () => {
    const session = await setupSession();
    await collectSetup(session);
    session.datto.account = 'another';
    await expect(collectSetup(session)).rejects.toMatchObject({ code: 'other-account', exitCode: 2 });
  });

  test('an address that is let in nowhere is a refusal by address', async () => {
    const session = await setupSession();
    session.fail('datto-rmm', new SystemUnreachable('datto-rmm', 'blocked', { code: 'blocked' }));
    const reading = await collectSetup(session);
    expect(deriveFacts(reading.inputs).addressRefusals.value).toEqual({ count: 1 });
    const { findings } = await evaluateReading(session, reading);
    expect(findings.find(({ step }) => step === 'C-14')?.status).toBe('fail');
  });

  test('an untrusted certificate is known', async () => {
    const session = await setupSession();
    const details = { fault: 'untrusted' };
    session.fail('datto-rmm', new SystemUnreachable('datto-rmm', 'not trusted', { details }));
    const { inputs } = await collectSetup(session);
    expect(inputs.certificates).toContainEqual({ host: 'concord-api.centrastage.net', trusted: false });
  });

  test('a list that was refused is named with its reason', async () => {
    const session = await setupSession();
    const { contacts: _refused, ...lists } = session.autotask.lists;
    session.autotask.lists = lists;
    session.autotask.missing = { contacts: 'no right to see them' };
    const { unseen } = await collectSetup(session);
    expect(unseen).toEqual([{ system: 'autotask', what: 'contacts', why: 'no right to see them' }]);
  });

  test('a list that was read in part accuses nobody', async () => {
    const session = await setupSession();
    session.datto.incomplete.set('site-2', 'page 3: 500');
    const reading = await collectSetup(session);
    expect(reading.inputs.dattoRmm?.devices?.complete).toBe(false);
    expect(reading.unseen).toEqual([{ system: 'datto-rmm', what: 'devices', why: 'page 3: 500' }]);
  });

  test('a client without set-up lists leaves the PSA unseen, with the reason', async () => {
    const session = await setupSession();
    const plain = { system: 'autotask', identity: () => session.autotask.identity() };
    const source = async (system: string) => (system === 'autotask' ? plain : session.datto);
    const without = { ...session, source };
    const { unseen } = await collectSetup(without as never);
    expect(unseen).toEqual([{ system: 'autotask', what: 'lists', why: 'this version does not read them' }]);
  });

  test.each([
    ['not-connected', 'is no failure of the check: it cannot be seen'],
    ['bad-address', 'ends it: that is for a person to put right'],
  ])('a client that cannot be opened (%s) %s', async (code) => {
    const session = await setupSession();
    const open = async (system: string) => {
      if (system === 'autotask') throw new UsageError('cannot be opened', { code });
      return system === 'it-glue' ? session.itGlue : session.datto;
    };
    const collected = collectSetup({ ...session, source: open, target: open } as never);
    if (code === 'bad-address') {
      await expect(collected).rejects.toMatchObject({ code, exitCode: 2 });
      return;
    }
    const why = 'This version does not read Autotask.';
    expect((await collected).unseen).toEqual([{ system: 'autotask', what: 'everything', why }]);
  });

  test('with nothing connected there is nothing to check', async () => {
    const session = await setupSession([]);
    await expect(collectSetup(session)).rejects.toMatchObject({ code: 'not-connected', exitCode: 2 });
  });
});

describe('reading some systems again', () => {
  test('asks those alone, and keeps what the others told', async () => {
    const session = await setupSession();
    const before = await collectSetup(session, { subdomain: 'larkspur' });
    session.autotask.lists = { ...session.autotask.lists, rmmTicketCount: 9 };
    const after = await collectSetup(session, { systems: ['autotask'], before, subdomain: 'larkspur' });
    expect([session.datto.asked.sites, session.itGlue.asked.configurations]).toEqual([1, 1]);
    expect(after.inputs.autotask?.rmmTicketCount).toBe(9);
    expect(after.inputs.dattoRmm).toBe(before.inputs.dattoRmm);
    expect(after.inputs.itGlue).toEqual(before.inputs.itGlue);
  });
});
