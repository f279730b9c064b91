import type { ItGlueInputs } from '../../domain/setup/facts/inputs.js';
import { PermissionRefused, VendorError } from '../../errors.js';
import type { SetupInputs, SetupLists } from '../../ports/setup.js';
import type { ItGlueApi } from './api.js';
import { flagAt, listBody, textAt } from './resource.js';

/** What the native integration calls its type is not established: any that names software and the RMM. */
const isRmmSoftware = (name: string): boolean =>
  /software/i.test(name) && /\b(?:datto|rmm|aem)\b/i.test(name);

/** The newest of a list stand for all of it: one page each, as large as the vendor allows. */
const newest = { sort: '-updated_at', 'page[size]': '1000' };

const readers: {
  readonly [K in 'software' | 'configurationPasswordCount']: (
    api: ItGlueApi,
  ) => Promise<NonNullable<ItGlueInputs[K]>>;
} = { software, configurationPasswordCount: configurationPasswords };

/**
 * What the set-up rules need beside the records: the flexible assets for software and how many passwords hang on
 * configurations, in at most three requests. What this key may not see is left out, with the reason.
 */
export async function readSetupLists(api: ItGlueApi): Promise<SetupLists<SetupInputs['it-glue']>> {
  const inputs: Record<string, unknown> = {};
  const missing: Record<string, string> = {};
  for (const [name, read] of Object.entries(readers)) {
    try {
      inputs[name] = await read(api);
    } catch (error) {
      if (!(error instanceof VendorError) && !(error instanceof PermissionRefused)) throw error;
      missing[name] = error.message;
    }
  }
  return { inputs, missing };
}

async function software(api: ItGlueApi): Promise<NonNullable<ItGlueInputs['software']>> {
  const types = await api.read('flexible_asset_types', { 'page[size]': '1000' }, listBody);
  const type = types.data.find(({ attributes }) => isRmmSoftware(textAt(attributes, 'name') ?? ''));
  if (type === undefined) return { typeName: null, records: 0, archived: 0, seen: 0 };
  const query = { 'filter[flexible-asset-type-id]': type.id, ...newest };
  const { data, meta } = await api.read('flexible_assets', query, listBody);
  return {
    typeName: textAt(type.attributes, 'name'),
    records: meta.total ?? data.length,
    archived: data.filter(({ attributes }) => flagAt(attributes, 'archived')).length,
    seen: data.length,
  };
}

/** Lists never hold a password's value (spec), and nothing but the kind of owner is looked at. */
async function configurationPasswords(api: ItGlueApi): Promise<number> {
  const { data, meta } = await api.read('passwords', newest, listBody);
  const own = data.filter(({ attributes }) => textAt(attributes, 'resource-type') === 'Configuration').length;
  const total = meta.total ?? data.length;
  if (own === 0 && total > data.length) {
    throw new VendorError(
      'it-glue',
      `none of the newest ${data.length} of ${total} passwords is on a configuration`,
    );
  }
  return own;
}
