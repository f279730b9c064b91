import { describe, expect, test } from 'vitest';
import { type HopOption, optionNamed, whatItTakes } from '../../../src/domain/hops/hop-option.js';
import { allHops } from '../../../src/domain/hops/index.js';

const option = (takes: HopOption['takes'], name = 'one'): HopOption => ({ name, takes, usual: '', does: '' });

describe('what an option takes', () => {
  test.each([
    ['yes-no', true, null],
    ['yes-no', 'true', 'true or false'],
    ['yes-no', 1, 'true or false'],
    ['name', 'Hardware', null],
    ['name', 365, null],
    ['name', ' ', 'a name'],
    ['name', true, 'a name'],
    ['names', 'Customer, Vendor', null],
    ['names', '*', null],
    ['names', 'Customer,,Vendor', 'names separated by commas'],
    ['names', false, 'names separated by commas'],
  ] as const)('%s: %o gives %s', (takes, value, words) => {
    expect(whatItTakes(option(takes), value)).toBe(words);
  });

  test('one of a few words', () => {
    expect(whatItTakes(option(['hostname', 'domain']), 'domain')).toBeNull();
    expect(whatItTakes(option(['hostname', 'domain']), 'domains')).toBe('one of hostname, domain');
  });
});

test('an option that ends in a dot is followed by a word of a person’s', () => {
  const options = [option('name', 'product.'), option('yes-no', 'mapDevices')];
  expect(optionNamed(options, 'product.Laptop')?.name).toBe('product.');
  expect(optionNamed(options, 'product.')).toBeNull();
  expect(optionNamed(options, 'mapDevices.x')).toBeNull();
  expect(optionNamed(options, 'mapDevices')?.name).toBe('mapDevices');
});

test.each(
  allHops.map((hop) => [hop.id, hop] as const),
)('%s says of each option what holds without it', (_id, hop) => {
  const names = hop.options.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(hop.options.filter(({ usual, does }) => usual === '' || does === '')).toEqual([]);
});
