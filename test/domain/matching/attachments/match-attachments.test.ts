import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceAttachment } from '../../../../src/domain/estate/source.js';
import type { Attachment } from '../../../../src/domain/estate/target.js';
import { matchAttachments } from '../../../../src/domain/matching/attachments/match-attachments.js';
import { provenance } from '../../../support/estate.js';

const source = (changes: Partial<SourceAttachment> = {}): SourceAttachment => ({
  kind: 'contact',
  id: '7',
  siteId: 'company-1',
  name: 'Mina Reyes',
  active: true,
  facts: {},
  ...changes,
});
const target = (changes: Partial<Attachment> = {}): Attachment => ({
  type: 'contact',
  id: 't1',
  organizationId: 'org-1',
  name: 'Mina Reyes',
  archived: false,
  provenance: provenance(),
  url: null,
  fields: {},
  ...changes,
});
const match = (sources: readonly SourceAttachment[], targets: readonly Attachment[], more = {}) =>
  matchAttachments({
    integration: 'autotask:it-glue',
    kind: 'contact',
    sources,
    targets,
    organizationOf: new Map([['company-1', 'org-1']]),
    decisions: new Map(),
    standing: [],
    ...more,
  });

describe('locations and contacts', () => {
  test.each([
    [
      'the PSA id',
      source({ name: 'M. Reyes' }),
      target({ provenance: provenance({ psaIds: ['7'] }) }),
      'psa-id',
    ],
    ['an equal name', source(), target({ name: 'mina  reyes' }), 'name'],
    [
      'an equal e-mail address',
      source({ name: 'Mina R.', facts: { email: 'M@L.example' } }),
      target({ fields: { email: 'm@l.example' } }),
      'email',
    ],
  ])('are matched by %s', (_what, one, other, kind) => {
    const [verdict] = match([one], [other]);
    expect(verdict).toMatchObject({ status: 'matched', targetId: 't1', decidedBy: 'auto' });
    expect(verdict?.candidates[0]?.evidence[0]?.kind).toBe(kind);
  });

  test.each([
    ['in another organization', [source()], [target({ organizationId: 'org-2' })]],
    ['two records of that name', [source()], [target(), target({ id: 't2' })]],
    ['two people of that name', [source(), source({ id: '8' })], [target()]],
  ])('are not matched by name when %s', (_what, sources, targets) => {
    expect(match(sources, targets).map((verdict) => verdict.status)).toEqual(sources.map(() => 'unmatched'));
  });

  test('wait for their company to be settled', () => {
    expect(match([source({ siteId: 'company-9' })], [target()])[0]?.status).toBe('waiting');
  });

  test('give no record twice, whatever the order', () => {
    const sources = Array.from({ length: 6 }, (_, i) => source({ id: String(i), name: `Person ${i % 4}` }));
    const targets = Array.from({ length: 5 }, (_, i) => target({ id: `t${i}`, name: `Person ${i}` }));
    const expected = match(sources, targets);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(sources, { minLength: 6 }),
        fc.shuffledSubarray(targets, { minLength: 5 }),
        (some, others) => {
          expect(match(some, others)).toEqual(expected);
        },
      ),
    );
    const given = expected.flatMap((verdict) => verdict.targetId ?? []);
    expect(new Set(given).size).toBe(given.length);
  });
});
