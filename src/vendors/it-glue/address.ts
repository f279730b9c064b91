import { UsageError } from '../../errors.js';
import { isLoopback, isSecure } from '../http/addresses.js';

/** The API's hosts by region (itglue.md section 1, spec). `na` is the console's own word for `us`. */
const regions: Readonly<Record<string, string>> = {
  us: 'https://api.itglue.com/',
  na: 'https://api.itglue.com/',
  eu: 'https://api.eu.itglue.com/',
  au: 'https://api.au.itglue.com/',
};

/**
 * The API's base address from a region (`us`, `na`, `eu`, `au`) or an address.
 *
 * @throws {UsageError} for a host that is not the vendor's, loopback apart: the key must not go anywhere else.
 */
export function itGlueAddress(regionOrUrl: string): URL {
  const given = regionOrUrl.trim();
  const region = regions[given.toLowerCase()];
  if (region !== undefined) return new URL(region);
  const url = parsed(given);
  if (url === null || url.username !== '' || url.password !== '') {
    const shown = given.includes('@') ? 'The IT Glue address' : `"${given}"`;
    throw new UsageError(`${shown} is neither a region (us, eu, au) nor an API address`);
  }
  if (!isSecure(url)) throw new UsageError(`The IT Glue address must be https: ${url.host}`);
  if (!isLoopback(url) && !/^api\.([a-z]{2}\.)?itglue\.com$/.test(url.hostname)) {
    throw new UsageError(`${url.host} is not an IT Glue API host`, {
      hint: 'Give the region (us, eu or au), or https://api.itglue.com, https://api.eu.itglue.com, https://api.au.itglue.com.',
    });
  }
  return new URL(`${url.origin}${url.pathname.replace(/\/+$/, '')}/`);
}

function parsed(given: string): URL | null {
  try {
    return new URL(given.includes('://') ? given : `https://${given}`);
  } catch {
    return null;
  }
}
