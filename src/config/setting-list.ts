import { type IntegrationId, knownSystems } from '../domain/estate/systems.js';
import { type Env, envText } from './environment.js';
import { environmentModes, integrationIds, integrationSettings } from './integrations.js';
import { defaultProfile, environmentProfile } from './profiles.js';
import { type SecretSource, variableSet } from './secret-sources.js';
import { integrationMaps, integrationNames } from './setting-key.js';
import type { SettingValue } from './setting-value.js';
import type { ConnectionFile, SettingsFile } from './settings-file.js';
import { fieldsOf } from './systems.js';

/** One setting as `config list --show-origin` prints it. */
export interface SettingRow {
  /** As `config set` takes it. */
  readonly key: string;
  /** `null` when nothing is set and there is no default to name. Secrets: `set` or `unset`. */
  readonly value: SettingValue | null;
  readonly origin: 'flag' | 'environment' | 'file' | 'default';
  /** The flag, the variable, or the file; `null` for a default. */
  readonly from: string | null;
}

export interface ListInput {
  readonly profile: string;
  readonly env: Env;
  /** Whether `--profile` named it. */
  readonly flagged: boolean;
  readonly settingsFile: string;
  readonly file: SettingsFile;
  readonly secrets: readonly SecretSource[];
}

export function listSettings(input: ListInput): readonly SettingRow[] {
  return [profileRow(input), preferenceRow(input), ...connectionRows(input), ...integrationRows(input)];
}

const byDefault = (key: string, value: SettingValue | null): SettingRow => ({
  key,
  value,
  origin: 'default',
  from: null,
});

function profileRow({ profile, env, flagged }: ListInput): SettingRow {
  if (flagged) return { key: 'profile', value: profile, origin: 'flag', from: '--profile' };
  const named = envText(env, 'TRILINK_PROFILE') !== null;
  if (named) return { key: 'profile', value: profile, origin: 'environment', from: 'TRILINK_PROFILE' };
  return byDefault('profile', defaultProfile);
}

function preferenceRow({ file, settingsFile }: ListInput): SettingRow {
  const set = file.preferences?.secretStore;
  if (set === undefined) return byDefault('preferences.secretStore', 'auto');
  return { key: 'preferences.secretStore', value: set, origin: 'file', from: settingsFile };
}

function connectionRows({ profile, env, file, settingsFile, secrets }: ListInput): SettingRow[] {
  const ours = profile === environmentProfile(env) ? env : {};
  return knownSystems.flatMap((system) => {
    const saved: ConnectionFile = file.profiles?.[profile]?.connections?.[system] ?? {};
    const fields = fieldsOf(system)?.fields ?? [];
    const inEnvironment = fields.some((field) => variableSet(field, ours) !== null);
    return fields.map((field): SettingRow => {
      const key = `connections.${system}.${field.name}`;
      if (field.secret)
        return secretRow(
          key,
          secrets.find((one) => one.system === system && one.name === field.name),
          settingsFile,
        );
      const variable = variableSet(field, ours);
      if (variable !== null) {
        const value = variable === field.variable ? envText(ours, variable) : '(from file)';
        return { key, value, origin: 'environment', from: variable };
      }
      const kept = saved[field.name as 'url' | 'region' | 'subdomain' | 'username'];
      if (kept === undefined || inEnvironment) return byDefault(key, null);
      return { key, value: kept, origin: 'file', from: settingsFile };
    });
  });
}

function secretRow(key: string, source: SecretSource | undefined, settingsFile: string): SettingRow {
  if (!source || source.source === 'missing') return byDefault(key, 'unset');
  if (source.source === 'environment')
    return { key, value: 'set', origin: 'environment', from: source.detail };
  const from = { helper: `helper command ${source.detail}`, keychain: 'keychain', file: 'encrypted secrets' };
  return { key, value: 'set', origin: 'file', from: from[source.source] ?? settingsFile };
}

function integrationRows(input: ListInput): SettingRow[] {
  return integrationIds.flatMap((id) => rowsOf(id, input));
}

function rowsOf(id: IntegrationId, { profile, env, file, settingsFile }: ListInput): SettingRow[] {
  const kept = file.profiles?.[profile]?.integrations?.[id];
  const inForce = integrationSettings(kept, environmentModes(env).get(id));
  const plain = integrationNames.map((name): SettingRow => {
    const key = `integrations.${id}.${name}`;
    if (name === 'mode' && environmentModes(env).has(id)) {
      return { key, value: inForce.mode, origin: 'environment', from: 'TRILINK_INTEGRATIONS' };
    }
    if (kept?.[name] === undefined) return byDefault(key, inForce[name]);
    return { key, value: kept[name], origin: 'file', from: settingsFile };
  });
  const entries = integrationMaps.flatMap((map) =>
    Object.entries(inForce[map]).map(
      ([entry, value]): SettingRow => ({
        key: `integrations.${id}.${map}.${entry}`,
        value,
        origin: 'file',
        from: settingsFile,
      }),
    ),
  );
  return [...plain, ...entries];
}
