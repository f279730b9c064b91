import { foldName } from './name-mapping.js';

/** What an option takes: yes or no, a name of the target's, names separated by commas, or one of a few words. */
export type OptionKind = 'yes-no' | 'name' | 'names' | readonly string[];

/** One option of a hop, as `config set integrations.ID.options.NAME` takes it. */
export interface HopOption {
  /** A whole name, or one that ends in a dot when a word of the person's follows: `product.Laptop`. */
  readonly name: string;
  readonly takes: OptionKind;
  /** What holds while it is not set, for a person to read. */
  readonly usual: string;
  readonly does: string;
}

/** The option that a person's spelling means: the same name, or the one whose beginning it has. */
export function optionNamed(options: readonly HopOption[], name: string): HopOption | null {
  const isIt = (one: HopOption) =>
    (one.name === name && !name.endsWith('.')) ||
    (one.name.endsWith('.') && name.startsWith(one.name) && name.length > one.name.length);
  return options.find(isIt) ?? null;
}

/** `null` when the value fits, else what the option takes, in words that end a sentence. */
export function whatItTakes(option: HopOption, value: string | number | boolean): string | null {
  const { takes } = option;
  if (takes === 'yes-no') return typeof value === 'boolean' ? null : 'true or false';
  const text = String(value).trim();
  if (typeof takes !== 'string') return takes.includes(text) ? null : `one of ${takes.join(', ')}`;
  if (typeof value === 'boolean') return takes === 'name' ? 'a name' : 'names separated by commas';
  if (takes === 'name') return text === '' ? 'a name' : null;
  const names = text.split(',');
  return names.some((one) => one.trim() !== '*' && foldName(one) === '') ? 'names separated by commas' : null;
}
