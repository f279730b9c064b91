import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SiteMatchInput } from '../../../../src/domain/matching/inputs.js';
import { explainSite } from '../../../../src/domain/matching/sites/explain.js';
import { matchSites } from '../../../../src/domain/matching/sites/match-sites.js';
import type { Decision } from '../../../../src/domain/matching/verdict.js';
import { decision, input, organization as o, rule, site as s, standing } from './estate.js';

/** Few values, so that names, companies, domains and votes clash and repeat as often as they can. */
const names = fc.constantFrom(
  'Alder Dental',
  'Alder Dental LLC',
  'ALDER dental',
  'Alder - Dayton',
  'Birch Press',
  '',
);
const companies = fc.constantFrom(null, '1', '2', '3');
const domains = fc.subarray(['a.example', 'b.example', 'gmail.com']);
const ids = fc.nat({ max: 4 });

const sites = fc
  .array(fc.record({ name: names, company: companies, domains }), { maxLength: 5 })
  .map((all) =>
    all.map(({ name, company, ...rest }, i) =>
      s(`s${i}`, name, { ...rest, psaCompanyId: company, psaCompanyName: company && 'Birch Press' }),
    ),
  );
const organizations = fc
  .array(
    fc.record({
      name: names,
      domains,
      active: fc.boolean(),
      psa: fc.subarray(['1', '2', '3', 'unknown']),
      shortName: fc.constantFrom(null, 'Alder Dental'),
    }),
    { maxLength: 5 },
  )
  .map((all) => all.map(({ name, ...rest }, i) => o(`o${i}`, name, rest)));
const decisions = fc
  .array(fc.tuple(ids, fc.constantFrom<Decision['verb']>('match', 'ignore', 'create', 'forget'), ids), {
    maxLength: 3,
  })
  .map((all) =>
    all.map(([i, verb, j], sequence) =>
      decision(`s${i}`, verb, { sequence, targetId: verb === 'match' ? `o${j}` : null }),
    ),
  );
const earlier = fc
  .uniqueArray(fc.tuple(ids, ids, fc.constantFrom('auto', 'person'), fc.nat({ max: 1 })), {
    maxLength: 3,
    selector: ([i]) => i,
  })
  .map((all) =>
    all.map(([i, j, decidedBy, engine]) =>
      standing(`s${i}`, `o${j}`, { decidedBy: decidedBy === 'auto' ? 'auto' : 'person', engine }),
    ),
  );
const ballots = fc
  .array(fc.tuple(ids, fc.array(fc.tuple(ids, fc.integer({ min: 1, max: 5 })), { maxLength: 3 })), {
    maxLength: 4,
  })
  .map(
    (all) =>
      new Map(all.map(([i, counts]) => [`s${i}`, new Map(counts.map(([j, n]) => [`o${j}`, n] as const))])),
  );

const estates: fc.Arbitrary<SiteMatchInput> = fc
  .record({
    sites,
    organizations,
    decisions,
    standing: earlier,
    votes: ballots,
    complete: fc.boolean(),
    activeCompanies: fc.constantFrom(null, new Set(['1', '2'])),
    ledger: fc.constantFrom(new Map<string, string>(), new Map([['3', 'o1']])),
  })
  .map((seed) =>
    input({
      ...seed,
      rules: [rule('r1', { siteId: 's4', note: 'b' }), rule('r0', { namePattern: '*dayton', note: 'a' })],
    }),
  );

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
const shuffledMap = <K, V>(map: ReadonlyMap<K, V>) => shuffled([...map]).map((pairs) => new Map(pairs));

function inAnyOrder(estate: SiteMatchInput): fc.Arbitrary<SiteMatchInput> {
  return fc
    .record({
      sites: shuffled(estate.sites),
      organizations: shuffled(estate.organizations),
      decisions: shuffled(estate.decisions),
      standing: shuffled(estate.standing),
      rules: shuffled(estate.rules),
      ledger: shuffledMap(estate.ledger),
      votes: shuffledMap(estate.votes).chain((votes) =>
        fc
          .tuple(...[...votes].map(([id, counts]) => fc.tuple(fc.constant(id), shuffledMap(counts))))
          .map((pairs) => new Map(pairs)),
      ),
    })
    .map((lists) => ({ ...estate, ...lists }));
}

describe('whatever the estate', () => {
  test('the order of the inputs changes nothing', () => {
    const cases = estates.chain((estate) => fc.tuple(fc.constant(estate), inAnyOrder(estate)));
    fc.assert(
      fc.property(cases, ([estate, other]) => {
        expect(matchSites(other)).toEqual(matchSites(estate));
      }),
      { numRuns: 80 },
    );
  });

  test('every site has one verdict, in order, and nothing is written down as itself twice', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const verdicts = matchSites(estate);
        const sources = verdicts.map((one) => one.sourceId);
        expect(sources).toEqual([...new Set(sources)].sort());
        expect(estate.sites.every(({ id }) => sources.includes(id))).toBe(true);
        for (const { candidates, status, targetId } of verdicts) {
          expect(new Set(candidates.map((one) => one.id)).size).toBe(candidates.length);
          expect(candidates.length).toBeLessThanOrEqual(5);
          expect(candidates.every((one) => one.confidence >= 0 && one.confidence <= 1)).toBe(true);
          expect(candidates.flatMap((one) => one.evidence).every((one) => Number.isInteger(one.weight))).toBe(
            true,
          );
          if (status === 'matched') expect(candidates[0]?.id).toBe(targetId);
          else if (status !== 'gone') expect(targetId).toBeNull();
        }
      }),
      { numRuns: 80 },
    );
  });

  test('nothing is gone after an incomplete read', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const verdicts = matchSites({ ...estate, complete: false });
        expect(verdicts.filter((one) => one.status === 'gone')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('a holding decision to match is always done', () => {
    fc.assert(
      fc.property(estates, ids, ids, (estate, i, j) => {
        const last = decision(`s${i}`, 'match', { sequence: 99, targetId: `o${j}` });
        const verdict = matchSites({ ...estate, decisions: [...estate.decisions, last] }).find(
          (one) => one.sourceId === `s${i}`,
        );
        fc.pre(estate.sites.some(({ id }) => id === `s${i}`));
        expect([verdict?.targetId, verdict?.decidedBy]).toEqual([`o${j}`, 'person']);
      }),
      { numRuns: 40 },
    );
  });

  test('an automatic match never leads to an organization that is not active, but by the PSA or as before', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const inactive = new Set(estate.organizations.filter((one) => !one.active).map((one) => one.id));
        const wrong = matchSites(estate).filter(
          ({ status, targetId, reason }) =>
            status === 'matched' &&
            inactive.has(targetId ?? '') &&
            !['psa-id', 'earlier-match', 'decision'].includes(reason?.code ?? ''),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('the explanation gives the same verdict', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        for (const verdict of matchSites(estate)) {
          const explained = explainSite(estate, verdict.sourceId);
          if (verdict.reason?.code === 'site-gone') expect(explained).toBeNull();
          else expect(explained?.verdict).toEqual(verdict);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('an unrelated organization', () => {
  const pool = [
    'Harbor View Manufacturing',
    'Linden Eye Care PLLC',
    'Quarry Hill Hospitality LLC',
    'Oakhurst Veterinary Clinic',
    'Westbrook Realty',
  ].map((name, i) => o(`o${i}`, name));
  const clear = [
    s('s0', 'Harbor View Manufacturing'),
    s('s1', 'Linden Eye Care'),
    s('s2', 'Quarry Hill Hospitality - Main'),
    s('s3', 'Zephyr Holdings'),
    s('s4', 'Westbrook Realty'),
  ];
  const statuses = (organizations: SiteMatchInput['organizations']) =>
    matchSites(input({ sites: clear, organizations })).map((one) => [
      one.status,
      one.targetId,
      one.candidates.map((c) => c.id),
    ]);

  test('changes nothing for clear cases', () => {
    const before = statuses(pool);
    expect(before.map(([status]) => status)).toEqual([
      'matched',
      'matched',
      'matched',
      'unmatched',
      'matched',
    ]);
    const strange = fc.constantFrom(
      'Dunmore & Petrakis LLP',
      'Velvet Fern Bakery',
      'Tamarack Engineering',
      'ACME 7',
    );
    fc.assert(
      fc.property(fc.array(strange, { minLength: 1, maxLength: 12 }), (more) => {
        const others = more.map((name, i) => o(`x${i}`, name));
        expect(statuses([...others, ...pool])).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });
});
