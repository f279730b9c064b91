import type { ConnectionSummary } from '../ports/session.js';

/** Host name of an address, or `null` for what is no address. */
export function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname : null;
}

/** Whether calls to it go over TLS, so that an answer shows a trusted certificate. */
export function isTls(connection: ConnectionSummary): boolean {
  return URL.canParse(connection.address) && new URL(connection.address).protocol === 'https:';
}

/** IT Glue's API hosts, one a region; a key works on its own alone (observed). */
const regions: Readonly<Record<string, string>> = {
  'api.itglue.com': 'NA',
  'api.eu.itglue.com': 'EU',
  'api.au.itglue.com': 'AU',
};

/** The region that an address of IT Glue's API belongs to, or `null` for any other host. */
export function regionOf(address: string): string | null {
  return regions[hostOf(address) ?? ''] ?? null;
}
