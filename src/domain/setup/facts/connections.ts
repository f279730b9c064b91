import type { FactValues } from '../catalogue.js';
import { type FactTable, known, unknown } from '../fact.js';
import { derive, given } from './derive.js';
import type { FactInputs } from './inputs.js';

type Facts = Pick<
  FactTable,
  | 'dattoUsers'
  | 'dattoApiAccess'
  | 'dattoPlatform'
  | 'itGlueSubdomain'
  | 'itGlueRegion'
  | 'softwareAssets'
  | 'configurationPasswords'
  | 'certificates'
  | 'addressRefusals'
>;

/** What our own connections tell: hosts, regions, keys that work, things that were counted. */
export function connectionFacts(inputs: FactInputs): Facts {
  const { dattoRmm, itGlue } = inputs;
  const users = dattoRmm?.users?.records ?? [];
  const named = users.filter((user) => /it[\s._-]*glue/i.test(user.name));
  const asked = itGlue?.organizations?.readAt ?? null;
  const count = itGlue?.configurationPasswordCount;
  return {
    dattoUsers: derive('dattoUsers', { 'the users of Datto RMM': dattoRmm?.users }, () => ({
      value: { forItGlue: named.length, of: users.length },
      examples: named.map((user) => user.name),
    })),
    dattoApiAccess: given(
      'dattoApiAccess',
      dattoRmm?.keyAccepted === undefined ? undefined : { works: dattoRmm.keyAccepted },
      'Datto RMM was not asked',
    ),
    dattoPlatform: platform(dattoRmm?.apiHost),
    itGlueSubdomain: subdomain(inputs),
    itGlueRegion: region(inputs),
    softwareAssets: given(
      'softwareAssets',
      itGlue?.software,
      'flexible asset types of IT Glue were not read',
      asked,
    ),
    configurationPasswords: given(
      'configurationPasswords',
      count === undefined ? undefined : { count },
      'passwords were not counted',
      asked,
    ),
    certificates: given('certificates', inputs.certificates, 'no host was called over TLS'),
    addressRefusals: given(
      'addressRefusals',
      inputs.addressRefusals === undefined ? undefined : { count: inputs.addressRefusals },
      'refusals by address were not counted',
    ),
  };
}

/** `concord-api.centrastage.net` is Concord: the first word of the host names the platform (doc). */
function platform(host: string | undefined): Facts['dattoPlatform'] {
  const word = host?.match(/^([a-z]+)-api\.centrastage\.net$/i)?.[1];
  if (!word)
    return unknown(
      'dattoPlatform',
      host ? `${host} is no host of Datto RMM` : 'the host of Datto RMM is not known',
    );
  return known('dattoPlatform', { name: word.charAt(0).toUpperCase() + word.slice(1).toLowerCase() });
}

/** Record addresses read `https://<subdomain>.itglue.com/…`, with `.eu` or `.au` in between elsewhere. */
const address = /^https:\/\/([a-z0-9-]+)(?:\.(eu|au))?\.itglue\.com(?:\/|$)/i;

/**
 * The first address of a record that tells the account, taken apart. Configurations come with theirs (spec); those of
 * organizations are made up from what we were told where nothing else is known, so they come last.
 */
function seenAddress({ itGlue }: FactInputs): RegExpMatchArray | null {
  const records = [...(itGlue?.configurations?.records ?? []), ...(itGlue?.organizations?.records ?? [])];
  for (const { url } of records) {
    const found = url?.match(address);
    if (found) return found;
  }
  return null;
}

/** By the host that answered, else by the addresses of records, which lie in the account's own region. */
function region(inputs: FactInputs): Facts['itGlueRegion'] {
  const { itGlue } = inputs;
  const extra = { asOf: itGlue?.organizations?.readAt ?? null };
  if (itGlue?.region)
    return known('itGlueRegion', { region: itGlue.region.name, answers: itGlue.region.answers }, extra);
  const found = seenAddress(inputs);
  if (found) return known('itGlueRegion', { region: (found[2] ?? 'NA').toUpperCase(), answers: true }, extra);
  return unknown(
    'itGlueRegion',
    itGlue ? 'neither the host of IT Glue nor a record of it shows a region' : 'IT Glue was not asked',
  );
}

function subdomain(inputs: FactInputs): Facts['itGlueSubdomain'] {
  const { itGlue } = inputs;
  const seen = seenAddress(inputs)?.[1];
  if (!seen) return unknown('itGlueSubdomain', 'no record of IT Glue shows an address with the subdomain');
  const value: FactValues['itGlueSubdomain'] = { seen, configured: itGlue?.configuredSubdomain ?? null };
  return known('itGlueSubdomain', value, { asOf: itGlue?.organizations?.readAt ?? null });
}
