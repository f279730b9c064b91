import { createHash } from 'node:crypto';
import type { SettingKey } from './setting-key.js';
import type { SettingValue } from './setting-value.js';
import type { SettingsFile } from './settings-file.js';

type Tree = Readonly<Record<string, unknown>>;

/** The settings with one more value. What comes out is checked whole before it is written. */
export function withSetting(
  file: SettingsFile,
  profile: string,
  key: SettingKey,
  value: SettingValue,
): SettingsFile {
  return restamped(file, put(file, pathOf(profile, key), value) as SettingsFile, profile, key);
}

/** The settings without that value; groups that are empty then go too, profiles stay. */
export function withoutSetting(file: SettingsFile, profile: string, key: SettingKey): SettingsFile {
  return restamped(file, drop(file, pathOf(profile, key)) as SettingsFile, profile, key);
}

/**
 * A saved connection that now goes elsewhere is not the one whose login was refused: its fingerprint changes with it.
 * The secrets it also stands for are not opened for that.
 */
function restamped(
  before: SettingsFile,
  after: SettingsFile,
  profile: string,
  key: SettingKey,
): SettingsFile {
  if (key.of !== 'connection' || after === before) return after;
  const path = ['profiles', profile, 'connections', key.system];
  const { credential, ...rest } = path.reduce<Tree>((tree, name) => branch(tree, name), after);
  if (typeof credential !== 'string') return after;
  const fresh = createHash('sha256')
    .update(JSON.stringify([credential, rest]))
    .digest('hex')
    .slice(0, 32);
  return put(after, [...path, 'credential'], fresh) as SettingsFile;
}

function pathOf(profile: string, key: SettingKey): readonly string[] {
  if (key.of === 'preference') return ['preferences', key.name];
  const entry = key.entry === null ? [] : [key.entry];
  if (key.of === 'connection') return ['profiles', profile, 'connections', key.system, key.name, ...entry];
  return ['profiles', profile, 'integrations', key.id, key.name, ...entry];
}

function put(tree: Tree, path: readonly string[], value: unknown): Tree {
  const [first = '', ...rest] = path;
  return { ...tree, [first]: rest.length === 0 ? value : put(branch(tree, first), rest, value) };
}

/** The very same tree when there was nothing to drop. */
function drop(tree: Tree, path: readonly string[], depth = 0): Tree {
  const [first = '', ...rest] = path;
  if (!Object.hasOwn(tree, first)) return tree;
  const { [first]: gone, ...others } = tree;
  if (rest.length === 0) return others;
  const before = branch(tree, first);
  const after = drop(before, rest, depth + 1);
  if (after === before || gone === undefined) return tree;
  const isProfile = depth === 1 && path.length > 2;
  return Object.keys(after).length === 0 && !isProfile ? others : { ...others, [first]: after };
}

function branch(tree: Tree, name: string): Tree {
  const value = Object.hasOwn(tree, name) ? tree[name] : undefined;
  return typeof value === 'object' && value !== null ? (value as Tree) : {};
}
