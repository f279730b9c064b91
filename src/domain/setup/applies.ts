import type { SystemId } from '../estate/systems.js';
import {
  defaultThresholds,
  type HopMode,
  modeOf,
  type RunHop,
  type SetupRule,
  type SetupScope,
  type Thresholds,
} from './rule.js';

const systemNames: Readonly<Record<string, string>> = {
  'datto-rmm': 'Datto RMM',
  syncro: 'Syncro',
  autotask: 'Autotask',
  'it-glue': 'IT Glue',
};

export const systemName = (system: string): string => systemNames[system] ?? system;

export const hopNames: Readonly<Record<RunHop, string>> = {
  A: 'datto-rmm:autotask',
  B: 'autotask:it-glue',
  C: 'datto-rmm:it-glue',
  S: 'syncro:it-glue',
};

/** The hop of an integration, or `null` for one that the set-up papers do not know. */
export function hopOf(integration: string): RunHop | null {
  const found = Object.entries(hopNames).find(([, id]) => id === integration);
  return found ? (found[0] as RunHop) : null;
}

/** What a check may know, from a profile's connections and the modes of its integrations by id. */
export function scopeOf(
  connected: Iterable<SystemId>,
  modes: Readonly<Record<string, HopMode>>,
  thresholds: Partial<Thresholds> = {},
): SetupScope {
  const known = Object.entries(modes).flatMap(([integration, mode]) => {
    const hop = hopOf(integration);
    return hop ? [[hop, mode] as const] : [];
  });
  return {
    connected: new Set(connected),
    modes: Object.fromEntries(known),
    thresholds: { ...defaultThresholds, ...thresholds },
  };
}

/** Why a rule has nothing to say here, or `null` when it applies. */
export function whyNotApplicable(rule: SetupRule, scope: SetupScope): string | null {
  const absent = rule.needs.filter((system) => !scope.connected.has(system));
  if (absent.length > 0) return `${absent.map(systemName).join(' and ')} not connected`;
  if (rule.concerns.length === 0) return null;
  const on = rule.concerns.filter((hop) => modeOf(scope, hop) !== 'off');
  if (on.length === 0) return `${rule.concerns.map((hop) => hopNames[hop]).join(' and ')} off`;
  const own = on.every((hop) => modeOf(scope, hop) === 'sync');
  if (rule.about === 'native' && own)
    return `trilink runs ${on.map((hop) => hopNames[hop]).join(' and ')} itself, so the vendor's own settings do not matter`;
  return null;
}
