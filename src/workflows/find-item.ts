import { type IntegrationId, itemKey, parseItem } from '../domain/estate/systems.js';
import { UsageError } from '../errors.js';
import type { PublishedItem } from '../ports/store.js';

/**
 * The published item that a text names: `<integration>/<kind>/<source id>`, or an exact name.
 * @throws {UsageError} when nothing is called so, or several are (all listed).
 */
export function findItem(
  items: readonly PublishedItem[],
  text: string,
  integration: IntegrationId | null,
): PublishedItem {
  const ref = parseItem(text);
  const fitting = items.filter((item) => {
    if (ref) return itemKey(item) === itemKey(ref);
    const named = item.name === text || item.sourceId === text;
    return named && (integration === null || item.integration === integration);
  });
  const [item] = fitting;
  if (item && fitting.length === 1) return item;
  if (fitting.length === 0) throw unknownItem(items, text);
  throw new UsageError(`Several items are called "${text}":\n${fitting.map(line).join('\n')}`, {
    code: 'item-ambiguous',
    hint: 'Name one by its item, such as the first: or narrow with --integration ID.',
    details: fitting.map(itemKey),
  });
}

function unknownItem(items: readonly PublishedItem[], text: string): UsageError {
  const word = text.toLowerCase();
  const near = items.filter((item) => item.name.toLowerCase().includes(word)).slice(0, 5);
  return new UsageError(`There is no item "${text}".`, {
    code: 'item-unknown',
    hint:
      items.length === 0
        ? 'Nothing has been read yet. Start with: trilink sync start --dry-run'
        : near.length > 0
          ? `Near it: ${near.map((item) => `"${item.name}"`).join(', ')}`
          : 'Names are exact. List them with: trilink match list devices',
  });
}

function line(item: PublishedItem): string {
  return `  ${itemKey(item)}  (${item.siteName ?? item.kind})`;
}
