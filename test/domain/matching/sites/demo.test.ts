import { describe, expect, test } from 'vitest';
import { matchSites } from '../../../../src/domain/matching/sites/match-sites.js';
import { demoInput } from './demo.js';

const seeds = [1, 7, 23];

/** Verdicts by the site's name. */
function demo(seed: number, options: { readonly psa: boolean; readonly linkedToPsa: boolean }) {
  const all = demoInput({ seed, ...options });
  const nameOf = new Map(all.sites.map((site) => [site.id, site.name]));
  const verdicts = matchSites(all).map((verdict) => ({
    ...verdict,
    name: nameOf.get(verdict.sourceId) ?? '',
  }));
  return { input: all, verdicts };
}

describe.each(seeds)('the demo estate of seed %i', (seed) => {
  const { input, verdicts } = demo(seed, { psa: false, linkedToPsa: false });
  const organizationNames = new Map(input.organizations.map((one) => [one.id, one.name]));

  test('without any PSA link, names that differ by their legal form are matched', () => {
    const pairs = input.sites.flatMap((site) => {
      const [named, second] = input.organizations.filter(
        (one) => one.name.startsWith(`${site.name} `) || one.name.startsWith(`${site.name}, `),
      );
      return named && !second ? [[site.id, named.id]] : [];
    });
    expect(pairs.length).toBeGreaterThan(0);
    for (const [id, target] of pairs) {
      const verdict = verdicts.find((one) => one.sourceId === id);
      expect([verdict?.status, verdict?.targetId]).toEqual(['matched', target]);
    }
  });

  test('a renamed client is suggested with its votes as the evidence', () => {
    const renamed = verdicts.filter((one) => one.name.endsWith(' Partners'));
    expect(renamed.length).toBeGreaterThan(0);
    for (const { sourceId, status, candidates } of renamed) {
      const [[voted] = []] = [...(input.votes.get(sourceId) ?? [])].sort(([, a], [, b]) => b - a);
      expect([status, candidates[0]?.id]).toEqual(['suggested', voted]);
      expect(candidates[0]?.evidence.map((one) => one.kind)).toContain('device-votes');
    }
  });

  test('a stranger is unmatched and has no candidate', () => {
    const known = new Set([...organizationNames.values()]);
    const strangers = verdicts.filter(
      (one) => one.reason?.code === 'no-candidate' && !input.votes.has(one.sourceId) && !known.has(one.name),
    );
    expect(strangers.length).toBeGreaterThan(0);
    for (const one of strangers) expect([one.status, one.candidates]).toEqual(['unmatched', []]);
  });

  test('no match goes against the devices', () => {
    for (const { sourceId, status, targetId } of verdicts) {
      const counts = [...(input.votes.get(sourceId) ?? [])].sort(([, a], [, b]) => b - a);
      if (status === 'matched' && counts[0]) expect(targetId).toBe(counts[0][0]);
    }
  });
});

test('a company that the PSA does not know is reported, and its site still suggested', () => {
  const { verdicts } = demo(1, { psa: true, linkedToPsa: true });
  const dangling = verdicts.filter((one) => one.findings.some(({ code }) => code === 'company-inactive'));
  expect(dangling.map((one) => one.status)).toEqual(['suggested']);
});

test('what the PSA links is matched by its id', () => {
  const { input, verdicts } = demo(1, { psa: true, linkedToPsa: true });
  const byCompany = new Map(
    input.organizations.flatMap((one) => one.provenance.psaIds.map((id) => [id, one.id])),
  );
  const mapped = input.sites.filter((one) => byCompany.has(one.psaCompanyId ?? ''));
  expect(mapped.length).toBeGreaterThan(3);
  for (const site of mapped) {
    const verdict = verdicts.find((one) => one.sourceId === site.id);
    expect(verdict).toMatchObject({ status: 'matched', targetId: byCompany.get(site.psaCompanyId ?? '') });
  }
});
