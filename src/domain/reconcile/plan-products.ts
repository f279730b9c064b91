import { foldName } from '../hops/name-mapping.js';
import { makeChange } from './make-change.js';
import type { Blocked, Change } from './plan.js';
import type { PlanInput } from './plan-input.js';

/** Taken when nothing else is set: a name that most tenants have (setup-steps.md A-12). */
const usualMaterialCode = 'Hardware';

/**
 * Adds what new products the changes need, for targets that keep products: each is made once, before the first item
 * that needs it. Only names that the device-type map sets to `create` come here.
 */
export function withProducts(input: PlanInput, changes: readonly Change[]): readonly Change[] {
  const { products } = input.projection.catalogue;
  if (!products) return changes;
  const known = new Set(products.map((product) => foldName(product.name)));
  const made = new Map<string, Change>();
  const needs = (change: Change) => {
    const name = change.fields.find((field) => field.name === 'product')?.after;
    return change.blocked === null && typeof name === 'string' && !known.has(foldName(name)) ? name : null;
  };
  for (const change of changes) {
    const name = needs(change);
    if (name !== null && !made.has(name)) made.set(name, createProduct(input, name));
  }
  const rest = changes.map((change): Change => {
    const product = made.get(needs(change) ?? '');
    if (!product) return change;
    if (product.blocked) return { ...change, blocked: product.blocked };
    return { ...change, dependsOn: [...change.dependsOn, product.id] };
  });
  return [...made.values(), ...rest];
}

function createProduct(input: PlanInput, name: string): Change {
  const code = String(input.projection.options.materialCode ?? usualMaterialCode);
  const fields = [
    { name: 'name', before: null, after: name, authority: 'create-only' as const },
    { name: 'material-code', before: null, after: code, authority: 'create-only' as const },
  ];
  const subject = { kind: 'device' as const, id: `product:${name}`, name };
  const change = makeChange(input, subject, 'create', 'product', {
    id: null,
    record: null,
    fields,
    blocked: codeProblem(input, code),
  });
  return { ...change, target: { ...change.target, parent: null }, keys: { name, serial: null, macs: [] } };
}

function codeProblem(input: PlanInput, code: string): Blocked | null {
  const codes = input.projection.catalogue.materialCodes;
  if (!codes || codes.some((one) => foldName(one.name) === foldName(code))) return null;
  return {
    by: 'setting',
    reason: `there is no material code "${code}": choose one with options.materialCode`,
  };
}
