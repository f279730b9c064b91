import { orderRules } from './order.js';
import { allRules } from './rules/index.js';

/** All rules in walking order, made once. */
export const defaultOrder = orderRules(allRules);
