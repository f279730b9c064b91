import { didYouMean } from '../domain/closest.js';
import { UsageError } from '../errors.js';
import type { SettingKey } from './setting-key.js';
import type { SettingValue } from './setting-value.js';

/**
 * Holds `integrations.ID.options.NAME` to what that hop can be told, so that a slip is not kept as if it did something.
 *
 * @throws {UsageError} with the nearest option that exists, or with what it takes.
 */
export async function checkHopOption(key: SettingKey, spelled: string, value: SettingValue): Promise<void> {
  if (key.of !== 'integration' || key.name !== 'options' || key.entry === null) return;
  const [{ allHops }, { optionNamed, whatItTakes }] = await Promise.all([
    import('../domain/hops/index.js'),
    import('../domain/hops/hop-option.js'),
  ]);
  const options = allHops.find(({ id }) => id === key.id)?.options ?? [];
  const option = optionNamed(options, key.entry);
  if (!option) {
    const names = options.map(({ name }) => (name.endsWith('.') ? `${name}NAME` : name));
    const known = names.length === 0 ? 'none' : names.join(', ');
    throw new UsageError(`${key.id} has no option "${key.entry}".${didYouMean(key.entry, names)}`, {
      code: 'setting-unknown',
      hint: `Its options: ${known}. What each does: trilink config options ${key.id}`,
    });
  }
  if (typeof value === 'object') return;
  const takes = whatItTakes(option, value);
  if (takes === null) return;
  throw new UsageError(`"${value}" is not allowed for ${spelled}: it takes ${takes}`, {
    code: 'setting-value',
  });
}
