import type { IntegrationId } from '../../domain/estate/systems.js';
import type { HopOption } from '../../domain/hops/hop-option.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { wrap } from './wrap.js';

export interface OptionLists {
  readonly integrations: readonly OptionList[];
}

interface OptionList {
  readonly integration: IntegrationId;
  readonly options: readonly HopOption[];
  /** What is set now, by whole name. */
  readonly set: Readonly<Record<string, string | number | boolean>>;
}

/** What each integration can be told: name, what is set, what holds else, what it takes and does. */
export const optionsView: View<OptionLists> = {
  text: ({ integrations }, screen) => integrations.map((one) => drawn(one, screen)).join('\n\n'),
  json: ({ integrations }) => ({
    schema: 'options/1',
    integrations: integrations.map((one) => ({ id: one.integration, options: rowsOf(one) })),
  }),
  rows: ({ integrations }) =>
    integrations.flatMap((one) => rowsOf(one).map((row) => ({ integration: one.integration, ...row }))),
};

function drawn(list: OptionList, screen: Screen): string {
  const head = screen.paint.bold(list.integration);
  if (list.options.length === 0) return `${head}  has no options`;
  return [head, ...list.options.map((option) => described(option, list, screen))].join('\n');
}

function described(option: HopOption, { set }: OptionList, screen: Screen): string {
  const room = Math.min(screen.width, 100);
  const values = valuesOf(option, set).map(([name, value]) => screen.paint.green(`      ${name} = ${value}`));
  const said = `      takes ${takesWords(option)}; without it: ${option.usual}`;
  return [
    `  ${spelled(option)}`,
    wrap(`      ${option.does}`, room, 6),
    screen.paint.dim(wrap(said, room, 6)),
    ...values,
  ].join('\n');
}

/** `product.NAME` where a word of the person's follows. */
function spelled({ name }: HopOption): string {
  return name.endsWith('.') ? `${name}NAME` : name;
}

function takesWords({ takes }: HopOption): string {
  if (takes === 'yes-no') return 'true or false';
  if (takes === 'names') return 'names separated by commas';
  return takes === 'name' ? 'a name' : takes.join(', ');
}

function valuesOf({ name }: HopOption, set: OptionList['set']) {
  return Object.entries(set).filter(([key]) => (name.endsWith('.') ? key.startsWith(name) : key === name));
}

function rowsOf({ options, set }: OptionList) {
  return options.map((option) => ({
    name: spelled(option),
    takes: takesWords(option),
    usual: option.usual,
    does: option.does,
    set: Object.fromEntries(valuesOf(option, set)),
  }));
}
