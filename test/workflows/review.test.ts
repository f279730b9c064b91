import { describe, expect, test } from 'vitest';
import type { ItemExplanation } from '../../src/workflows/explain-item.js';
import { type ReviewRequest, review } from '../../src/workflows/review.js';
import type { ReviewCard } from '../../src/workflows/review-card.js';
import { FakePrompts } from '../support/fake-prompts.js';
import { hop, matchedSession, nic, tieBirch } from '../support/open-matches.js';
import type { TestSession } from '../support/session.js';

const everything: ReviewRequest = {
  ...{ kinds: ['site', 'device'], statuses: [], site: null, integration: null, who: 'ada' },
};

/** A review by somebody who gives these answers. */
async function reviewed(
  session: TestSession,
  request: Partial<ReviewRequest>,
  ...answers: (string | boolean)[]
) {
  const prompts = new FakePrompts(...answers);
  const cards: ReviewCard[] = [];
  const explanations: ItemExplanation[] = [];
  const said: string[] = [];
  const summary = await review(
    session,
    { ...everything, ...request },
    {
      prompts,
      card: async (card) => void cards.push(card),
      explain: async (explanation) => void explanations.push(explanation),
      say: async (text) => void said.push(text),
    },
  );
  expect(prompts.unused).toEqual([]);
  return { summary, prompts, cards, explanations, said, shown: cards.map(({ item }) => item.name) };
}

async function decisions(session: TestSession) {
  const rows = await session.store.matches.decisions(hop);
  return rows.map(({ sourceId, verb, targetId }) => [sourceId, verb, targetId]);
}

/** Lets one MAC speak for `lab-3` being 1006, and nothing against it. */
function tieByMac({ fakeSource, fakeTarget }: TestSession): void {
  fakeSource.deviceList = fakeSource.deviceList.map((one) =>
    one.id === 'lab-3' ? { ...one, nics: [nic('A4:5E:60:11:0C:01')], detail: 'not-applicable' } : one,
  );
  fakeTarget.configurationList = fakeTarget.configurationList.map((one) =>
    one.id === '1006' ? { ...one, archived: false, mac: 'A4:5E:60:11:0C:01' } : one,
  );
}

describe('a review', () => {
  test('shows sites before devices, and devices site by site', async () => {
    const { shown, cards, summary } = await reviewed(
      await matchedSession(),
      {},
      'Skip',
      'Skip',
      'Skip',
      'Skip',
    );
    expect(shown).toEqual(['Birch and Sons', 'LAB-2', 'LAB-3', 'LAB-4']);
    expect(cards.map(({ position, total }) => `${position}/${total}`)).toEqual(['1/4', '2/4', '3/4', '4/4']);
    expect(summary).toMatchObject({ decided: [], skipped: 4, left: 4 });
  });

  test('stores each answer at once, and goes on from there the next time', async () => {
    const session = await matchedSession();
    const first = await reviewed(session, { kinds: ['device'] }, 'Accept: LAB-2', 'Quit');
    expect(first.summary).toMatchObject({ left: 2, skipped: 0 });
    expect(await decisions(session)).toEqual([['lab-2', 'match', '1002']]);
    const second = await reviewed(session, { kinds: ['device'] }, 'Quit');
    expect(second.shown).toEqual(['LAB-3']);
  });

  test('lays what is known of both records side by side', async () => {
    const { cards } = await reviewed(await matchedSession(), { kinds: ['device'] }, 'Quit');
    const [candidate] = cards[0]?.candidates ?? [];
    expect(candidate).toMatchObject({ id: '1002', archived: false, heldBy: null });
    const field = (name: string) => candidate?.compared.find((line) => line.field === name);
    expect(field('name')).toMatchObject({ source: 'LAB-2', target: 'LAB-2', relation: 'agrees' });
    expect(field('serial')).toMatchObject({ source: null, target: '5CG7000022', relation: 'beside' });
  });

  test('stands on skip where there is doubt', async () => {
    const { prompts } = await reviewed(await matchedSession(), { kinds: ['device'] }, 'Skip', 'Skip', 'Skip');
    expect(prompts.asked.map(({ initial }) => initial)).toEqual(Array(3).fill('Skip it for now'));
  });

  test('stands on accept where identifiers speak and nothing against', async () => {
    const session = await matchedSession(tieByMac);
    const { prompts, shown } = await reviewed(session, { kinds: ['device'] }, 'Skip', 'Quit');
    expect(shown[1]).toBe('LAB-3');
    expect(prompts.asked[1]?.initial).toBe('Accept: OLD-RECEPTION (99 %)');
  });

  test('brings the devices of a site that was settled on the way', async () => {
    const session = await matchedSession(tieBirch);
    const { shown, cards } = await reviewed(
      session,
      {},
      'Match',
      'roofing > Quay',
      'Accept: BIRCH-FRONT',
      'Quit',
    );
    expect(shown).toEqual(['Birch and Sons', 'BIRCH-1', 'LAB-2']);
    expect(cards[1]?.candidates[0]?.id).toBe('2001');
    expect(await decisions(session)).toEqual([
      ['birch', 'match', '200'],
      ['birch-1', 'match', '2001'],
    ]);
  });

  test('searches all organizations for a site, by any of its names', async () => {
    const session = await matchedSession();
    const { prompts } = await reviewed(
      session,
      { kinds: ['site'] },
      'Match',
      'CC > back',
      'Match',
      'example bir > back',
      'Quit',
    );
    const found = prompts.asked.filter(({ kind }) => kind === 'search').map(({ labels }) => labels);
    expect(found).toEqual([
      ['Cedar Clinic', 'back to the item'],
      ['Quay Roofing Group', 'back to the item'],
    ]);
  });

  test('searches the configurations of one organization for a device, archived ones included', async () => {
    const session = await matchedSession();
    const { prompts } = await reviewed(
      session,
      { kinds: ['device'] },
      'Skip',
      'Match',
      ' > OLD-RECEPTION',
      'Quit',
    );
    expect(prompts.asked.find(({ kind }) => kind === 'search')?.labels).toEqual([
      'LAB-1 (matched to LAB-1)',
      'LAB-2',
      'LAB-4',
      'LAB-4',
      'OLD-RECEPTION (archived)',
      'back to the item',
    ]);
    expect(await decisions(session)).toEqual([['lab-3', 'match', '1006']]);
  });

  test('says why a record cannot be had, and asks again', async () => {
    const session = await matchedSession();
    const { said } = await reviewed(session, { kinds: ['device'] }, 'Match', '5cg7000001 > LAB-1', 'Quit');
    expect(said[0]).toMatch(/^LAB-1 \(1001\) is matched to LAB-1 already\./);
    expect(await decisions(session)).toEqual([]);
  });

  test('asks again before it makes a record beside near ones, which it lists', async () => {
    const session = await matchedSession();
    const { said, prompts } = await reviewed(
      session,
      { kinds: ['device'] },
      'Create',
      false,
      'Create',
      true,
      'Quit',
    );
    expect(said[0]).toBe('Near LAB-2:\n  1002  LAB-2  (50 %)');
    expect(prompts.asked.filter(({ kind }) => kind === 'confirm').map(({ initial }) => initial)).toEqual([
      'false',
      'false',
    ]);
    expect(await decisions(session)).toEqual([['lab-2', 'create', null]]);
  });

  test('asks again before it makes a record for a device without identifiers', async () => {
    const session = await matchedSession();
    const { said } = await reviewed(session, { kinds: ['device'] }, 'Skip', 'Create', false, 'Quit');
    expect(said[0]).toMatch(/^Careful: /);
    expect(await decisions(session)).toEqual([]);
  });

  test('ignores with a reason, or without', async () => {
    const session = await matchedSession();
    await reviewed(session, { kinds: ['device'] }, 'Ignore', 'a spare', 'Ignore', ' ', 'Quit');
    const notes = (await session.store.matches.decisions(hop)).map(({ note, who }) => [note, who]);
    expect(notes).toEqual([
      ['a spare', 'ada'],
      [null, 'ada'],
    ]);
  });

  test('goes back to the one before and lets its answer be changed or withdrawn', async () => {
    const session = await matchedSession();
    const { shown, cards } = await reviewed(
      session,
      { kinds: ['device'] },
      ...['Accept: LAB-2', 'Back', 'Change', 'recep > OLD', 'Back', 'Forget', 'Quit'],
    );
    expect(shown).toEqual(['LAB-2', 'LAB-3', 'LAB-2', 'LAB-3', 'LAB-2', 'LAB-3']);
    expect(cards[4]?.decision).toMatchObject({ verb: 'match', targetId: '1006', oldTargetId: '1002' });
    expect((await decisions(session)).map(([, verb]) => verb)).toEqual(['match', 'match', 'forget']);
  });

  test('does not offer to go back from the first', async () => {
    const { prompts } = await reviewed(await matchedSession(), {}, 'Quit');
    expect(prompts.asked[0]?.labels).not.toContain('Back to the one before');
  });

  test('gives each choice a letter of its own', async () => {
    const { prompts } = await reviewed(
      await matchedSession(),
      { kinds: ['device'] },
      'Accept',
      'Back',
      'Quit',
    );
    const letters = (prompts.asked[2]?.labels ?? []).map((label) => label[0]);
    expect(new Set(letters).size).toBe(letters.length);
  });

  test('explains, offline, and asks again', async () => {
    const session = await matchedSession();
    const before = session.fakeSource.asked.devices;
    const { explanations, shown } = await reviewed(session, { kinds: ['device'] }, 'Explain', 'Quit');
    expect(explanations[0]).toMatchObject({ candidates: [{ id: '1002', role: 'shown' }] });
    expect([shown, session.fakeSource.asked.devices]).toEqual([['LAB-2'], before]);
  });

  test('accepts the rest above a confidence once a person agrees to how many', async () => {
    const session = await matchedSession(tieByMac);
    const { said, shown, summary } = await reviewed(
      session,
      { kinds: ['device'] },
      ...['Rest', '0.9', false, 'Rest', '0.9', true, 'Quit'],
    );
    expect(said[0]).toBe('1 can be accepted; left: 2 below-confidence.');
    expect([shown, summary.left]).toEqual([['LAB-2', 'LAB-2'], 2]);
    expect(await decisions(session)).toEqual([['lab-3', 'match', '1006']]);
  });

  test('of one site shows its items only', async () => {
    const session = await matchedSession();
    const { shown } = await reviewed(session, { site: 'Birch and Sons' }, 'Skip');
    expect(shown).toEqual(['Birch and Sons']);
    await expect(reviewed(session, { site: 'Nobody' })).rejects.toMatchObject({ code: 'site-unknown' });
  });

  test('of matched items lets their match be changed', async () => {
    const session = await matchedSession();
    const request = { kinds: ['device' as const], statuses: ['matched' as const] };
    const { prompts } = await reviewed(session, request, 'Change', ' > OLD');
    expect(prompts.asked[0]?.labels[0]).toBe('Change it to another record...');
    expect(await decisions(session)).toEqual([['lab-1', 'match', '1006']]);
  });
});
