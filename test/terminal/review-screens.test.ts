import { describe, expect, test } from 'vitest';
import { compareDevice, deviceFacts } from '../../src/domain/matching/compare.js';
import { openScreen } from '../../src/terminal/screen.js';
import { render } from '../../src/terminal/show.js';
import { type CardPage, reviewCardView } from '../../src/terminal/views/review-card-view.js';
import { wrap } from '../../src/terminal/views/wrap.js';
import { configuration, device } from '../support/estate.js';

const laptop = device({
  hostname: 'LD-FRONT-02',
  nics: [{ name: 'Ethernet', mac: 'a4-5e-60-11-0c-9d', ipv4: null, ipv6: null }],
  lastSeenAt: Date.UTC(2026, 2, 5),
});
const near = configuration({ id: '4711', name: 'LD-FRONT-02', serial: '7K2QXW9', mac: 'A4:5E:60:11:0C:9D' });
const far = configuration({ id: '4712', name: 'LD-FRONT-20', hostname: null, serial: null, archived: true });

const card: CardPage = {
  item: {
    ...{ integration: 'datto-rmm:it-glue', kind: 'device', sourceId: 'device-1', status: 'suggested' },
    ...{ decidedBy: null, targetId: null, candidates: [], engine: 1, runId: 'r', at: 0, targetName: null },
    ...{ name: 'LD-FRONT-02', siteId: 's', siteName: 'Larkspur Dental', organizationId: null },
    reason: { code: 'serial-conflict', text: 'what else fits has a different serial' },
    findings: [
      {
        code: 'moved?',
        detail: 'It has the serial of a record in another organization',
        fix: 'Correct the site of one of them.',
      },
    ],
  },
  ...{ position: 3, total: 17, facts: deviceFacts(laptop), decision: null },
  candidates: [
    {
      ...{
        id: '4711',
        name: near.name,
        confidence: 0.87,
        archived: false,
        heldBy: 'LD-FRONT-01',
        compared: compareDevice(laptop, near),
      },
      evidence: [
        { kind: 'mac', value: 'A4:5E:60:11:0C:9D', weight: 16 },
        { kind: 'name', value: 'ld-front-02', weight: 8 },
        { kind: 'serial', value: '7K2QXW3 / 7K2QXW9', weight: -40 },
      ],
    },
    {
      ...{
        id: '4712',
        name: far.name,
        confidence: 0.04,
        archived: true,
        heldBy: null,
        compared: compareDevice(laptop, far),
      },
      evidence: [{ kind: 'archived', value: 'the configuration is archived', weight: -6 }],
    },
  ],
};

function page(
  value: CardPage,
  columns: number,
  env: Record<string, string> = { LANG: 'C.UTF-8' },
  color = false,
) {
  const stream = { isTTY: true, columns };
  const screen = () =>
    openScreen({ stream, env: { TERM: 'xterm', ...env }, platform: 'linux', color, utc: true });
  return render(value, reviewCardView, 'table', screen, []);
}

describe('the card of a review', () => {
  test('at 80 columns shows two candidates beside the item, and what speaks for and against each', async () => {
    await expect(await page(card, 80)).toMatchFileSnapshot(
      '../../fixtures/transcripts/screen-review-card.txt',
    );
  });

  test.each([120, 80, 60, 45])('fits into %i columns', async (columns) => {
    const lines = (await page(card, columns)).split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.join('\n')).toContain('LD-FRONT-02');
  });

  test('says by signs what it says by colour, in ASCII too', async () => {
    const serial = (text: string) => text.split('\n').find((line) => line.startsWith('serial'));
    expect(serial(await page(card, 80))).toMatch(/7K2QXW3 +≠ 7K2QXW9/);
    expect(serial(await page(card, 80, { LANG: 'C' }))).toMatch(/7K2QXW3 +! 7K2QXW9/);
    expect(await page(card, 80)).not.toContain('\u001b[');
    expect(await page(card, 80, { LANG: 'C.UTF-8' }, true)).toContain('\u001b[31m');
  });

  test('without candidates shows what is known of the item', async () => {
    expect(await page({ ...card, candidates: [] }, 80)).toMatch(/serial +7K2QXW3/);
  });

  test('of an item whose record is gone says so', async () => {
    expect(await page({ ...card, candidates: [], facts: {} }, 80)).toContain('no longer in the source');
  });
});

describe('wrap', () => {
  test.each([
    ['one two three', 8, 2, 'one two\n  three'],
    ['    for: serial, mac', 12, 6, '    for:\n      serial,\n      mac'],
    ['unbreakable', 4, 2, 'unbreakable'],
    ['all on one line', Number.POSITIVE_INFINITY, 2, 'all on one line'],
  ])('of %j at %i gives %j', (text, width, indent, expected) => {
    expect(wrap(text, width, indent)).toBe(expected);
  });
});
