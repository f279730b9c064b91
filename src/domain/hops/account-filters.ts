import type { ProjectionContext } from './hop.js';
import type { HopOption } from './hop-option.js';
import { foldName } from './name-mapping.js';

type Options = ProjectionContext['options'];

/** The names that an option lists, separated by commas, folded; `null` when it is not set. */
function listed(options: Options, name: string): ReadonlySet<string> | null {
  const text = options[name];
  if (typeof text !== 'string') return null;
  return new Set(
    text
      .split(',')
      .map(foldName)
      .filter((one) => one !== ''),
  );
}

/** Customers alone, unless option `accountTypes` lists others; `*` lets every type through. */
export function isCarriedType(options: Options, type: string | null): boolean {
  if (options.accountTypes === '*') return true;
  const wanted = listed(options, 'accountTypes') ?? new Set(['customer']);
  return type === null || wanted.has(foldName(type));
}

/** The option that lists account types. */
export function accountTypesOption(does: string): HopOption {
  return {
    name: 'accountTypes',
    takes: 'names',
    usual: 'Customer',
    does: `account types of the ${does}; * for all`,
  };
}

/** Whether a name passes an option that lists names; an option that is not set lets everything pass. */
export function passes(options: Options, option: string, name: string | null): boolean {
  const wanted = listed(options, option);
  return wanted === null || (name !== null && wanted.has(foldName(name)));
}
