import { describe, expect, test } from 'vitest';
import type { RecordKind } from '../../src/domain/estate/systems.js';
import type { Evidence } from '../../src/domain/matching/verdict.js';
import type { PublishedItem } from '../../src/ports/store.js';
import { evidenceWords } from '../../src/terminal/views/evidence-words.js';
import { why } from '../../src/terminal/views/why.js';

const serial = { kind: 'serial', value: '7K2QXW3', weight: 24 };
const mac = { kind: 'mac', value: 'A4:5E:60:11:0C:9D', weight: 16 };

describe('one reason, as a person would say it', () => {
  test.each<[RecordKind, string, string, number, string]>([
    ['device', 'serial', '7K2QXW3', 24, 'serial 7K2QXW3 agrees'],
    ['device', 'serial', '7K2QXW3 / 7K2QXW9', -40, 'the serials differ (7K2QXW3 / 7K2QXW9)'],
    ['device', 'mac', 'none in common', -3, 'no MAC address is shared'],
    ['device', 'name', 'lab-1', 8, 'the name is the same'],
    ['device', 'name', 'lab-1', 6, 'the name is the same but for additions'],
    ['device', 'name', 'lab-1 / lab-2', -8, "it has another record's name (lab-1 / lab-2)"],
    ['device', 'archived', 'the configuration is archived', -6, 'the record is archived'],
    ['site', 'name', 'birch company', 12, 'both names say "birch company"'],
    ['site', 'name', 'differs', 0, 'the names differ'],
    ['site', 'device-votes', '3 of 3 devices', 20, '3 of 3 devices vote for it'],
    ['site', 'psa-id', '1203', 60, 'PSA id 1203 is the same'],
    ['site', 'name-other-place', 'reno ~ sparks', -40, 'another place reno ~ sparks'],
    ['site', 'decision', 'mia', 100, 'decided by mia'],
    ['site', 'a-new-kind', 'x', 5, 'a new kind x'],
  ])('%s: %s %s (%d)', (kind, what, value, weight, expected) => {
    expect(evidenceWords(kind, { kind: what, value, weight })).toBe(expected);
  });
});

function item(more: Partial<PublishedItem>, evidence: readonly Evidence[]): PublishedItem {
  const candidate = { id: '1', name: 'LAB-1', confidence: 1, evidence };
  return {
    ...{ integration: 'datto-rmm:it-glue', kind: 'device', sourceId: 'd', status: 'matched' },
    ...{ decidedBy: 'auto', targetId: '1', candidates: [candidate], reason: null, findings: [] },
    ...{ name: 'LAB-1', siteId: null, siteName: null, targetName: 'LAB-1', organizationId: null },
    ...{ engine: 1, runId: 'r', at: 0 },
    ...more,
  };
}

const reason = (code: string, text: string) => ({ reason: { code, text } });

describe('why an item is what it is', () => {
  test.each<[Partial<PublishedItem>, readonly Evidence[], string]>([
    [{}, [mac, serial], 'serial 7K2QXW3 and MAC A4:5E:60:11:0C:9D agree'],
    [{}, [serial, mac, { ...mac, value: 'B', weight: 4 }], 'serial 7K2QXW3 and 2 MAC addresses agree'],
    [
      {},
      [serial, mac, { kind: 'archived', value: '', weight: -6 }],
      'serial 7K2QXW3 agrees, but the record is archived, MAC A4:5E:60:11:0C:9D agrees',
    ],
    [{}, [mac], 'MAC A4:5E:60:11:0C:9D agrees'],
    [
      { status: 'suggested', ...reason('name-only', 'only the name agrees') },
      [{ kind: 'name', value: 'lab-1', weight: 8 }],
      'only the name agrees',
    ],
    [
      { status: 'suggested', ...reason('name-only', 'only the name agrees') },
      [
        { kind: 'name', value: 'lab-1', weight: 8 },
        { kind: 'mac', value: 'none in common', weight: -3 },
      ],
      'only the name agrees, but no MAC address is shared',
    ],
    [
      { status: 'suggested', ...reason('archived', 'only an archived configuration fits') },
      [serial, { kind: 'archived', value: '', weight: -6 }],
      'only an archived configuration fits; serial 7K2QXW3 agrees',
    ],
    [{ status: 'ignored', decidedBy: 'person', ...reason('ignored', 'a spare') }, [], 'a spare'],
    [{ decidedBy: 'person', ...reason('decision', 'matched by a person') }, [serial], 'decided by a person'],
    [{ decidedBy: 'import' }, [serial], 'imported decision'],
    [{ status: 'unmatched', decidedBy: null }, [], 'nothing like it on the other side'],
  ])('%#: %o', (more, evidence, expected) => {
    expect(why(item(more, evidence))).toBe(expected);
  });
});
