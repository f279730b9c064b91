import { describe, expect, test } from 'vitest';
import { Redactor } from '../../../src/vendors/http/redact.js';

describe('redaction', () => {
  test.each([
    ['key canary+/= is in here', 'key *** is in here'],
    ['/path?key=canary%2B%2F%3D', '/path?key=***'],
    ['ITG.0123abc.def and more', '*** and more'],
    ['Authorization: Bearer abc.def-123', 'Authorization: ***'],
    ['eyJhbGciOi.eyJzdWIi.sig', '***'],
    ['nothing secret', 'nothing secret'],
  ])('%s', (text, expected) => {
    expect(new Redactor(['canary+/=']).clean(text)).toBe(expected);
  });

  test('does not hide every blank for the sake of an empty secret', () => {
    expect(new Redactor(['', ' ', 'ab']).clean('a b ab')).toBe('a b ab');
  });
});
