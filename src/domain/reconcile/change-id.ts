import type { TargetType } from '../estate/target.js';
import type { ChangeAction } from './plan.js';
import { stableHash } from './stable-hash.js';

/**
 * A change's own name: the same for the same change in every plan, whatever else is in it.
 * `item` begins with the integration. `sub` tells apart several of one kind for one item (an interface's MAC).
 */
export function changeId(item: string, action: ChangeAction, type: TargetType, sub = ''): string {
  return stableHash(item, action, type, sub).slice(0, 20);
}
