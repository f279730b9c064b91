import { describe, expect, test } from 'vitest';
import { Quota } from '../../../src/vendors/it-glue/quota.js';

function limitAfter(...policies: readonly (string | null)[]) {
  const quota = new Quota();
  for (const policy of policies) {
    const headers: Record<string, string> = policy === null ? {} : { 'ratelimit-policy': policy };
    quota.heed({ status: 200, headers, text: '' });
  }
  const limit = quota.limit();
  return limit && [limit.permits, limit.windowMs];
}

describe('the limit that IT Glue is asked by', () => {
  const documented = [2700, 300_000];

  test.each([
    ['no header: the documented one, less a tenth', [null], documented],
    ['what cannot be read', ['"default"'], documented],
    ['a limit of none', ['"default";q=0;w=300'], documented],
    ['a stricter one', ['"default";q=150;w=300'], [135, 300_000]],
    ['another window', ['"default"; q=100; w=60'], [90, 60_000]],
    ['several: the strictest', ['"burst";q=50;w=1, "long";q=1000;w=300'], [900, 300_000]],
    ['one that nobody can use up', ['"default";q=1000000;w=300'], null],
    ['the last word counts', ['"default";q=1000000;w=300', null, '"default";q=3000;w=300'], documented],
  ])('%s', (_, policies, expected) => {
    expect(limitAfter(...policies)).toEqual(expected);
  });
});
