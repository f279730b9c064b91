import type { Fields } from '../../domain/estate/fields.js';
import type { Problem } from '../../ports/system.js';
import { numberId } from '../json/exact-integer.js';
import { accessFailure } from './companies.js';
import { type Entry, entryNamed, type Lists } from './lists.js';
import { isMaterial } from './material.js';
import type { Metadata } from './metadata.js';
import type { Wire } from './record-wire.js';

const known = new Set(['name', 'material-code']);

/**
 * A new product as it is to be sent: active, not serialised, with the material code of that name (required fields of a
 * product, observed). None is made beside one that has its name already.
 */
export async function productWire(fields: Fields, lists: Lists, metadata: Metadata): Promise<Wire> {
  const problems: Problem[] = Object.keys(fields)
    .filter((field) => !known.has(field))
    .map((field) => ({ field, text: 'trilink does not write this on a product' }));
  const name = textOf(fields.name);
  const code = textOf(fields['material-code']);
  if (name === null) problems.push({ field: 'name', text: 'a product needs a name' });
  else problems.push(...(await nameProblems(name, lists, metadata)));
  const found = code === null ? noCode() : await materialCode(code, lists, metadata);
  if ('text' in found) problems.push(found);
  if (problems.length > 0 || 'text' in found) return { problems };
  return { body: { name, isActive: true, isSerialized: false, productBillingCodeID: numberId(found.id) } };
}

async function nameProblems(name: string, lists: Lists, metadata: Metadata): Promise<Problem[]> {
  const products = await lists.whole('products');
  const found = entryNamed(products.all, name);
  if (found !== 'none') {
    const state = found === 'inactive' ? 'an inactive product' : 'a product';
    return [{ field: 'name', text: `there is ${state} named "${name}" already` }];
  }
  // A user who may not see products gets an empty list and no error (doc).
  const hidden = await accessFailure(metadata, 'Products');
  if (products.complete && hidden === null) return [];
  const why = hidden?.why ?? products.failures[0]?.why ?? 'the list was not read to its end';
  return [{ field: 'name', text: `whether there is such a product already could not be told: ${why}` }];
}

async function materialCode(name: string, lists: Lists, metadata: Metadata): Promise<Entry | Problem> {
  const field = 'material-code';
  const codes = await lists.whole('billingCodes');
  const found = entryNamed(codes.all, name);
  if (found === 'none') return { field, text: `there is no billing code named "${name}" in Autotask` };
  if (found === 'several') return { field, text: `there are several billing codes named "${name}"` };
  if (found === 'inactive') return { field, text: `the billing code "${name}" is inactive in Autotask` };
  const table = await metadata.fields('BillingCodes');
  if (isMaterial(found.row, table) !== false) return found;
  return { field, text: `the billing code "${name}" is not a material code` };
}

function noCode(): Problem {
  return { field: 'material-code', text: 'a product needs a material code' };
}

function textOf(value: Fields[string] | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
