import { describe, expect, test } from 'vitest';
import { SystemUnreachable } from '../../src/errors.js';
import type { Choice } from '../../src/ports/prompts.js';
import { guideSetup } from '../../src/workflows/setup-guide.js';
import type { GuideCard } from '../../src/workflows/setup-guide-desk.js';
import { attestation, everythingAttested, nowMs, readAt } from '../domain/setup/support/healthy-facts.js';
import { alter } from '../domain/setup/support/healthy-inputs.js';
import { provenance } from '../support/estate.js';
import { FakePrompts } from '../support/fake-prompts.js';
import { type SetupSession, setupSession } from './setup-estate.js';

/** Somebody who does something before they answer. */
class Busy extends FakePrompts {
  before: (question: string) => void = () => {};

  override async select<T>(question: string, choices: readonly Choice<T>[], options: { flag: string }) {
    this.before(question);
    return super.select(question, choices, options);
  }
}

/** Somebody who skips every step and agrees to nothing. */
class Skipper extends FakePrompts {
  override async select<T>(question: string, choices: readonly Choice<T>[]): Promise<T> {
    const skip = choices.find(({ label }) => label.startsWith('Skip')) ?? choices[0];
    if (!skip) throw new Error(`nothing to choose: ${question}`);
    return skip.value;
  }

  override async confirm(): Promise<boolean> {
    return false;
  }
}

/** Three systems in which every step is good or confirmed, but for those left open and what is planted. */
async function nearlyDone(
  plant: (session: SetupSession) => void = () => {},
  open: readonly string[] = [],
): Promise<SetupSession> {
  const session = await setupSession();
  plant(session);
  session.load();
  for (const word of everythingAttested) {
    if (!open.includes(word.step))
      await session.store.attestations.add(attestation(word.step, readAt - 60_000));
  }
  return session;
}

/** The guide with somebody who gives these answers. */
async function guided(session: SetupSession, ...answers: (string | boolean)[]) {
  return guidedBy(session, new FakePrompts(...answers));
}

async function guidedBy(session: SetupSession, prompts: FakePrompts, who: string | null = 'ada') {
  const cards: GuideCard[] = [];
  const said: string[] = [];
  const summary = await guideSetup(
    session,
    { who, subdomain: 'larkspur' },
    { prompts, card: async (card) => void cards.push(card), say: async (text) => void said.push(text) },
  );
  expect(prompts.unused).toEqual([]);
  return { summary, prompts, said, cards, shown: cards.map(({ step }) => step.step) };
}

const untype = ({ estate }: SetupSession) => alter(estate.items, 0, { typeId: null });
const lead = ({ estate }: SetupSession) => alter(estate.companies, 0, { type: 'Lead' });
/** Organizations are there, but none is linked to its company: hop B is not OK. */
const unlink = ({ estate }: SetupSession) =>
  estate.organizations.forEach((_one, at) => {
    alter(estate.organizations, at, { provenance: provenance() });
  });

describe('the guide', () => {
  test('has nothing to say where every step is good', async () => {
    const { summary, shown } = await guided(await nearlyDone());
    expect(shown).toEqual([]);
    expect(summary).toMatchObject({ settled: [], left: 0, next: null });
  });

  test('shows a step with what was found, where to click and how it is verified', async () => {
    const { cards } = await guided(await nearlyDone(untype), 'Quit');
    expect(cards[0]).toMatchObject({ hopTitle: 'Datto RMM to Autotask' });
    expect(cards[0]?.step).toMatchObject({ step: 'A-18', status: 'fail' });
    expect(cards[0]?.step.where).toContain('Autotask > CRM > Devices (older: Configuration Items)');
    expect(cards[0]?.position).toBeLessThanOrEqual(cards[0]?.total ?? 0);
  });

  test('reads a step back the moment the person says it is done, asking only the systems it is about', async () => {
    const session = await nearlyDone(untype);
    const prompts = new Busy('Done', 'Done');
    prompts.before = (question) => {
      if (question.startsWith('A-18') && session.autotask.asksForLists === 2) {
        alter(session.estate.items, 0, { typeId: 't-1' });
        session.load();
      }
    };
    const { said, summary } = await guidedBy(session, prompts);
    expect(said[0]).toMatch(/^Not yet: Autotask: 1 device in Autotask/);
    expect(said[1]).toMatch(/^Good: A-18: all 12 RMM-linked items/);
    expect(summary).toMatchObject({ settled: ['A-18'], left: 0 });
    expect([session.autotask.asksForLists, session.datto.asked.sites]).toEqual([3, 1]);
  });

  test('takes the word of a person for what no API shows, with their name', async () => {
    const session = await nearlyDone(undefined, ['B-04']);
    const { prompts, summary } = await guided(session, 'Done: I confirm', true);
    expect(prompts.asked[1]?.question).toContain('The IT Glue integration is enabled in Autotask');
    expect(summary.settled).toEqual(['B-04']);
    const words = await session.store.attestations.list();
    expect(words.find(({ step }) => step === 'B-04')).toMatchObject({ by: 'ada' });
  });

  test('asks for the name where the machine does not know it', async () => {
    const session = await nearlyDone(undefined, ['B-04']);
    await guidedBy(session, new FakePrompts('Done', true, 'Mina'), null);
    expect((await session.store.attestations.list()).find(({ step }) => step === 'B-04')?.by).toBe('Mina');
  });

  test('a refused confirmation settles nothing', async () => {
    const session = await nearlyDone(undefined, ['B-04']);
    const { summary, shown } = await guided(session, 'Done', false, 'Quit');
    expect([summary.settled, summary.left, shown]).toEqual([[], 1, ['B-04']]);
  });

  test('asks for a confirmation when the systems leave a step open', async () => {
    const session = await nearlyDone(undefined, ['A-05']);
    const { said, summary } = await guided(session, 'Done: read it back', true);
    expect(said[0]).toMatch(/^Not yet: .*Datto RMM's user is not\s?shown by the API/);
    expect(summary.settled).toEqual(['A-05']);
  });

  test('lets a person confirm what old traces contradict, once they have put it right', async () => {
    const session = await nearlyDone(({ estate }) => {
      alter(estate.items, 0, { vendor: 'IT Glue – Documentation Management', createdAt: readAt });
    });
    const { shown, summary } = await guided(session, 'Confirm it all the same', true);
    expect([shown, summary.settled]).toEqual([['B-13'], ['B-13']]);
  });

  test('does not offer to confirm what the systems decide', async () => {
    const { prompts } = await guided(await nearlyDone(untype), 'Quit');
    expect(prompts.asked[0]?.labels.join()).not.toContain('onfirm');
  });

  test('keeps what was known when a system cannot be read back', async () => {
    const session = await nearlyDone(untype);
    const prompts = new Busy('Done', 'Quit');
    prompts.before = () => session.fail('autotask', new SystemUnreachable('autotask', 'no answer'));
    const { said, summary } = await guidedBy(session, prompts);
    expect(said).toEqual(['Could not be read: no answer']);
    expect(summary.left).toBe(1);
  });

  test('says what it cannot see before it begins', async () => {
    const session = await nearlyDone();
    session.fail('autotask', new SystemUnreachable('autotask', 'no answer'));
    const { said } = await guided(session, 'Quit');
    expect(said[0]).toBe('autotask cannot be seen: no answer');
  });
});

describe('the way through', () => {
  test('a person chooses between what is wrong and every step in order', async () => {
    const open = ['A-04', 'P-02'];
    const faults = await guided(await nearlyDone(untype, open), 'What is wrong', 'Skip', 'Skip', 'Skip');
    expect(faults.shown).toEqual(['A-18', 'A-04', 'P-02']);
    const order = await guided(await nearlyDone(untype, open), 'Every step', 'Skip', 'Skip', 'Skip');
    expect(order.shown).toEqual(['A-04', 'A-18', 'P-02']);
  });

  test('goes on where it was left, what was skipped still skipped', async () => {
    const session = await nearlyDone(undefined, ['A-04', 'A-05', 'B-04']);
    const first = await guided(session, 'Skip', 'Quit');
    expect([first.shown, first.summary.next]).toEqual([['A-04', 'A-05'], 'A-05']);
    const second = await guided(session, 'Skip', 'Quit');
    expect(second.said[0]).toBe('Going on where you were: A-05.');
    expect(second.shown).toEqual(['A-05', 'B-04']);
  });

  test('begins anew with what was skipped once it was walked to its end', async () => {
    const session = await nearlyDone(undefined, ['A-04']);
    expect((await guided(session, 'Skip')).summary).toMatchObject({ skipped: ['A-04'], next: null });
    expect((await guided(session, 'Quit')).shown).toEqual(['A-04']);
  });

  test('goes on after the remembered step when that has become good', async () => {
    const session = await nearlyDone(undefined, ['A-04', 'B-04']);
    await guided(session, 'Quit');
    await session.store.attestations.add(attestation('A-04', nowMs));
    expect((await guided(session, 'Quit')).shown).toEqual(['B-04']);
  });

  test('can go back to the one before, but not from the first', async () => {
    const { shown, prompts } = await guided(
      await nearlyDone(undefined, ['A-04', 'B-04']),
      ...['Skip', 'Back', 'Skip', 'Quit'],
    );
    expect(shown).toEqual(['A-04', 'B-04', 'A-04', 'B-04']);
    expect(prompts.asked[0]?.labels).not.toContain('Back to the one before');
  });

  test('can go to any step by a part of its title', async () => {
    const { shown } = await guided(
      await nearlyDone(undefined, ['A-04', 'B-04', 'P-02']),
      ...['Go to another', 'pane > P-02', 'Quit'],
    );
    expect(shown).toEqual(['A-04', 'P-02']);
  });
});

describe('hop C before hop B is OK', () => {
  const openC = (session: SetupSession) => {
    unlink(session);
    session.estate.configurations.splice(0);
  };

  test('comes last, and is told what will break before anything is shown', async () => {
    const session = await nearlyDone(openC, ['C-09']);
    const { said, shown } = await guidedBy(session, new Skipper());
    expect(shown).toContain('B-09');
    expect(shown.filter((step) => step.startsWith('C'))).toEqual([]);
    expect(said.find((text) => text.startsWith('Not yet: C-'))).toContain(
      'B-17 is not OK (no customer company has an organization that is linked to it). A hop from the RMM that starts on incomplete data leaves unmatched or duplicate configurations.',
    );
  });

  test('is not shown even when it was gone to by hand, unless the person says so', async () => {
    const session = await nearlyDone(openC, ['C-09']);
    const jump = ['Every step', 'Go to another', 'C-09 > C-09'];
    const refused = await guided(session, ...jump, false, 'Quit');
    expect(refused.shown).not.toContain('C-09');
    expect(refused.said.join('\n')).toContain('Not yet: C-09 (Datto RMM to IT Glue).');

    const asked = await guided(
      await nearlyDone(openC, ['C-09']),
      ...jump,
      false,
      ...jump.slice(1),
      false,
      'Quit',
    );
    expect(asked.prompts.asked.filter(({ kind }) => kind === 'confirm')).toHaveLength(2);

    const again = await nearlyDone(openC, ['C-09']);
    const agreed = await guided(again, ...jump, true, 'Quit');
    expect(agreed.shown.at(-1)).toBe('C-09');
    expect(agreed.cards.at(-1)?.step.breaks.join()).toContain('B-17 is not OK');
    expect(agreed.prompts.asked.at(-2)).toMatchObject({ kind: 'confirm', initial: 'false' });
  });
});

test('what a sitting has changed is saved for the history', async () => {
  const session = await nearlyDone(undefined, ['B-04']);
  await guided(session, 'Quit');
  expect(await session.store.attestations.checks(9)).toEqual([]);
  await guided(session, 'Done', true);
  expect(await session.store.attestations.checks(9)).toHaveLength(1);
});

test('a lead among the customers is one thing to do, whatever hangs on it', async () => {
  const { shown } = await guided(await nearlyDone(lead), 'Skip', 'Quit');
  expect(shown[0]).toBe('A-08');
});
