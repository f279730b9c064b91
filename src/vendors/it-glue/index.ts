import { CredentialsRefused } from '../../errors.js';
import { Connection, type VendorOptions } from '../http/connection.js';
import { itGlueAddress } from './address.js';
import { ItGlueApi } from './api.js';
import { ItGlue } from './client.js';
import { PAGE_CONCURRENCY, rateLimitWaitMs } from './limits.js';
import { Quota } from './quota.js';
import { RecordAddresses } from './record-addresses.js';

export interface ItGlueOptions extends VendorOptions {
  /** A region (`us`, `na`, `eu`, `au`) or the API's address. */
  readonly address: string;
  readonly key: string;
  /** The account's own name in `https://<subdomain>.itglue.com`, for addresses that people open. */
  readonly subdomain?: string | null | undefined;
}

export type { ItGlue };

/**
 * @throws {UsageError} when the address is not one of IT Glue.
 * @throws {CredentialsRefused} when the key cannot be one. Makes no request.
 */
export function openItGlue(options: ItGlueOptions): ItGlue {
  const base = itGlueAddress(options.address);
  const key = headerSafe(options.key.trim());
  const quota = new Quota();
  const connection = new Connection(
    {
      system: 'it-glue',
      limits: [{ name: 'requests', appliesTo: () => true, limit: () => quota.limit() }],
      secrets: [key],
      retry: { rateLimitWaitMs },
      connections: PAGE_CONCURRENCY * 4,
    },
    options,
  );
  const api = new ItGlueApi({ base, key, connection, quota });
  const addresses = new RecordAddresses({ subdomain: options.subdomain ?? null, apiHost: base.hostname });
  return new ItGlue({ api, connection, clock: options.clock, addresses });
}

/** A key is printable ASCII; anything else cannot even be put into a header. */
function headerSafe(key: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const what = key === '' ? 'is empty' : 'holds blanks or characters that no key has';
  throw new CredentialsRefused('it-glue', `The IT Glue API key ${what}`);
}
