import type { TargetType } from '../../domain/estate/target.js';
import { BATCH_SIZE } from './limits.js';

/** Where records of a type are listed, shown, made and changed (itglue.md sections 4 and 6, spec). */
export interface Route {
  /** The collection's path. */
  readonly path: string;
  /** `data.type`; either spelling is accepted on writes (observed). */
  readonly type: string;
  /** What new ones are made under; bulk creates exist on nested routes only. */
  readonly under: 'organizations' | 'configurations' | null;
  readonly createAtOnce: number;
  readonly updateAtOnce: number;
  /** What comes along when such records are read to be compared. */
  readonly include: string | null;
}

const linked = 'adapters_resources';

export const routes: Readonly<Partial<Record<TargetType, Route>>> = {
  organization: route('organizations', null, linked),
  configuration: route('configurations', 'organizations', `${linked},configuration_interfaces`),
  'configuration-interface': route('configuration_interfaces', 'configurations', null),
  location: route('locations', 'organizations', linked),
  contact: route('contacts', 'organizations', linked),
  'flexible-asset': route('flexible_assets', 'organizations', null),
};

function route(path: string, under: Route['under'], include: string | null): Route {
  const createAtOnce = under === null ? 1 : BATCH_SIZE;
  return { path, type: path.replaceAll('_', '-'), under, createAtOnce, updateAtOnce: BATCH_SIZE, include };
}

/** The nested collection that a parent's records are made in and listed from. */
export function nestedPath(route: Route, parentId: string | null): string {
  return route.under === null
    ? route.path
    : `${route.under}/${encodeURIComponent(parentId ?? '')}/relationships/${route.path}`;
}
