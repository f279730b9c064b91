import { describe, expect, test } from 'vitest';
import { settleField } from '../../../src/domain/reconcile/settle-field.js';

const wrote = (sent: string, echoed = sent) => ({ sent, echoed });

describe('settleField', () => {
  test.each([
    // mode, source, target, written, expected, because
    ['overwrite', 'new', 'old', undefined, { write: 'new' }, 'the source owns the field'],
    ['overwrite', '', 'old', undefined, 'keep', 'a blank never wins'],
    ['overwrite', '  ', 'old', undefined, 'keep', 'white space is blank'],
    ['overwrite', null, 'old', undefined, 'keep', 'nothing never wins'],
    ['overwrite', 'Same', ' same', undefined, 'keep', 'spelling alone is no change'],
    [
      'overwrite',
      'new',
      'NEW CO',
      wrote('new', 'new co'),
      'keep',
      "the vendor's echo of our own write is no change",
    ],
    ['overwrite', 'newer', 'NEW CO', wrote('new', 'new co'), { write: 'newer' }, 'the source has moved on'],
    ['own', 'new', 'old', wrote('old'), { write: 'new' }, 'it still holds what we wrote'],
    ['own', 'new', 'by hand', wrote('old'), 'keep', 'a person has changed it since'],
    ['own', 'new', 'old', undefined, 'keep', 'it was never ours'],
    ['own', 'new', '', undefined, { write: 'new' }, 'it was blank'],
    ['fill', 'new', 'old', wrote('old'), 'keep', 'there is something already'],
    ['fill', 'new', null, undefined, { write: 'new' }, 'it was blank'],
    ['create-only', 'new', null, undefined, 'keep', 'the record is there already'],
    ['never', 'new', null, undefined, 'keep', 'nobody asked for it'],
  ] as const)('%s: %s over %s (written %o)', (mode, source, target, written, expected, because) => {
    const decision = settleField(mode, { field: 'hostname', source, target, written, creating: false });
    expect(decision, because).toEqual(expected);
  });

  test.each([
    ['create-only', { write: 'new' }],
    ['fill', { write: 'new' }],
    ['never', 'keep'],
  ] as const)('a new record takes a field of mode %s', (mode, expected) => {
    const seen = { field: 'name', source: 'new', target: undefined, written: undefined, creating: true };
    expect(settleField(mode, seen)).toEqual(expected);
  });
});
