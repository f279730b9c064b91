import { describe, expect, test } from 'vitest';
import { guideNewClient, type NewClientCard } from '../../src/workflows/setup-new-client.js';
import { organization, provenance, site } from '../support/estate.js';
import { FakePrompts } from '../support/fake-prompts.js';
import { type SetupSession, setupSession } from './setup-estate.js';

/** Bringing Birch Vets in, with what is done in the systems before each answer. */
async function broughtIn(session: SetupSession, name: string, deeds: readonly (() => void)[], last = 'Quit') {
  const answers = [...deeds.map(() => 'Done'), ...(last === '' ? [] : [last])];
  const prompts = new FakePrompts(...answers);
  const cards: NewClientCard[] = [];
  const said: string[] = [];
  const waiting = [...deeds];
  const summary = await guideNewClient(session, name, {
    prompts,
    card: async (card) => {
      cards.push(card);
      waiting.shift()?.();
      session.load();
    },
    say: async (text) => void said.push(text),
  });
  expect(prompts.unused).toEqual([]);
  return { summary, said, cards, now: cards.map((card) => card.now?.id) };
}

const birch = { id: '104', name: 'Birch Vets', type: 'Customer', classification: null, active: true };
const birchSite = site({ id: 'site-4', name: 'Birch Vets', psaCompanyId: '104', deviceCount: 1 });
const linked = provenance({ psaState: 'enabled', psaIds: ['104'] });
const birchOrganization = organization({ id: '4104', name: 'Birch Vets', provenance: linked });

describe('a new client', () => {
  test('is walked through company, site and mapping, organization and match, each read back', async () => {
    const session = await setupSession();
    const { estate } = session;
    const { now, said, summary } = await broughtIn(
      session,
      'Birch Vets',
      [
        () => estate.companies.push(birch),
        () => estate.sites.push(birchSite),
        () => estate.organizations.push(birchOrganization),
        () => {
          estate.organizations.pop();
          estate.organizations.push({ ...birchOrganization, rmmCompanies: ['Birch Vets'] });
        },
      ],
      '',
    );
    expect(now).toEqual(['company', 'site', 'organization', 'rmm-match']);
    expect(said[0]).toBe('Good: Birch Vets is a Customer.');
    expect(summary.now).toBeNull();
    expect(summary.steps.map(({ status }) => status)).toEqual(Array(6).fill('done'));
  });

  test('stays at a step that is not done, and says what it sees', async () => {
    const session = await setupSession();
    const { now, said } = await broughtIn(session, 'Birch Vets', [
      () => session.estate.companies.push({ ...birch, type: 'Lead' }),
    ]);
    expect(now).toEqual(['company', 'company']);
    expect(said).toEqual(['Not yet: Birch Vets is a Lead.']);
  });

  test('asks only the system that shows the step', async () => {
    const session = await setupSession();
    await broughtIn(session, 'Birch Vets', [() => session.estate.companies.push(birch)]);
    expect([
      session.autotask.asksForLists,
      session.datto.asked.sites,
      session.itGlue.asked.organizations,
    ]).toEqual([2, 1, 1]);
  });

  test('needs no memory: the same command goes on from where the systems stand', async () => {
    const session = await setupSession();
    session.estate.companies.push(birch);
    session.load();
    const { now } = await broughtIn(session, ' Birch Vets ', []);
    expect(now).toEqual(['site']);
  });

  test('that is there already needs nothing', async () => {
    const { now, summary } = await broughtIn(await setupSession(), 'Elm Legal', [], '');
    expect([now, summary.now]).toEqual([[], null]);
  });

  test('needs a name', async () => {
    await expect(broughtIn(await setupSession(), '  ', [], '')).rejects.toMatchObject({ exitCode: 2 });
  });
});
