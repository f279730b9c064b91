import type { Device } from '../../estate/source.js';
import { isIgnoredByRule } from '../ignore-rule.js';
import type { IgnoreRule } from '../verdict.js';

/** The first rule, by id, that takes this device out; `null` when none does. */
export function ignoringRule(device: Device, rules: readonly IgnoreRule[]): IgnoreRule | null {
  const { hostname: name, siteId, deviceClass } = device;
  const fitting = rules.filter((rule) =>
    isIgnoredByRule(rule, { kind: 'device', name, siteId, deviceClass }),
  );
  return fitting.sort((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null;
}
