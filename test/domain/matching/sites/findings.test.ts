import { describe, expect, test } from 'vitest';
import type { SiteMatchInput } from '../../../../src/domain/matching/inputs.js';
import { matchSites } from '../../../../src/domain/matching/sites/match-sites.js';
import { decision, input, organization as o, rule, site as s, standing } from './estate.js';

const alder = o('o1', 'Alder Dental');
const linked = o('o3', 'Cobalt Press', { psa: ['77'] });
const mapped = s('s1', 'Somewhere', { psaCompanyId: '77' });
const tie = (targetId: string) => decision('s1', 'match', { targetId });

function findingsOf(seed: Partial<SiteMatchInput>) {
  return matchSites(input({ organizations: [alder, linked], ...seed })).flatMap((one) => one.findings);
}

describe('findings', () => {
  test.each<readonly [because: string, seed: Partial<SiteMatchInput>, codes: readonly string[], fix: string]>(
    [
      [
        'a decision against the chain',
        { sites: [mapped], decisions: [tie('o1')] },
        ['contradicts-chain'],
        'trilink match set datto-rmm:it-glue/site/s1 o3',
      ],
      [
        'an earlier match against the chain',
        { sites: [mapped], standing: [standing('s1', 'o1')] },
        ['contradicts-chain'],
        'match set datto-rmm:it-glue/site/s1 o3',
      ],
      ['a decision for the chain', { sites: [mapped], decisions: [tie('o3')] }, [], ''],
      [
        'a decision for an organization of another company',
        { sites: [s('s1', 'Somewhere', { psaCompanyId: '99' })], decisions: [tie('o3')] },
        ['contradicts-chain'],
        'match set datto-rmm:it-glue/site/s1 ID',
      ],
      [
        'a dead company',
        { sites: [mapped], activeCompanies: new Set(['1']) },
        ['company-inactive'],
        'Map the site to the company that took over',
      ],
      [
        'a dead company of an ignored site',
        { sites: [mapped], activeCompanies: new Set(['1']), rules: [rule('r', { siteId: 's1' })] },
        [],
        '',
      ],
      [
        'a company that two organizations are linked to',
        { sites: [mapped], organizations: [linked, o('o4', 'Cobalt', { psa: ['77'] })] },
        ['company-linked-twice'],
        'Keep one of them linked',
      ],
      [
        'an organization that is gone',
        { sites: [s('s1', 'Alder Dental')], standing: [standing('s1', 'o9')] },
        ['organization-gone'],
        'match set datto-rmm:it-glue/site/s1 o1 (Alder Dental fits best)',
      ],
      [
        'a decided organization that is gone',
        { sites: [mapped], decisions: [tie('o9')] },
        ['organization-gone'],
        'match set datto-rmm:it-glue/site/s1 o3',
      ],
      [
        'an organization merged into the one that the PSA names',
        { sites: [mapped], standing: [standing('s1', 'o9')] },
        ['organization-merged'],
        'match set datto-rmm:it-glue/site/s1 ID',
      ],
      [
        'a match to an organization that is not active',
        {
          sites: [s('s1', 'x')],
          organizations: [o('o1', 'Alder', { active: false })],
          standing: [standing('s1', 'o1')],
        },
        ['organization-inactive'],
        'trilink match ignore datto-rmm:it-glue/site/s1',
      ],
      ['a client that is gone', { standing: [standing('s1', 'o1')] }, ['client-left?'], '--archive-site s1'],
      [
        'a client that is gone and ignored',
        { standing: [standing('s1', 'o1')], decisions: [decision('s1', 'ignore')] },
        [],
        '',
      ],
      [
        'a client that is gone and forgotten',
        { standing: [standing('s1', 'o1')], decisions: [decision('s1', 'forget')] },
        [],
        '',
      ],
      ['a client that was not read', { standing: [standing('s1', 'o1')], complete: false }, [], ''],
      [
        'an organization that was not read',
        { sites: [s('s1', 'x')], standing: [standing('s1', 'o9')], complete: false },
        [],
        '',
      ],
      ['nothing wrong', { sites: [mapped] }, [], ''],
    ],
  )('%s', (_because, seed, codes, fix) => {
    const found = findingsOf(seed);
    expect(found.map((one) => one.code)).toEqual(codes);
    expect(found.map((one) => one.fix).join()).toContain(fix);
    for (const one of found) expect(one.detail).not.toBe('');
  });

  test('a site that is gone keeps its organization and who matched it', () => {
    const [verdict] = matchSites(
      input({ organizations: [alder], standing: [standing('s1', 'o1', { decidedBy: 'person' })] }),
    );
    expect(verdict).toMatchObject({ status: 'gone', targetId: 'o1', decidedBy: 'person', sourceId: 's1' });
    expect(verdict?.candidates.map((one) => one.name)).toEqual(['Alder Dental']);
  });
});
