import { UsageError } from '../../errors.js';
import { isLoopback, isSecure } from '../http/addresses.js';

const hostSuffix = '-api.centrastage.net';

/**
 * The base address of an account: from a platform's name (`pinotage`, `merlot`, …) or from the API URL that the console
 * shows beside the user's key, with or without `/api` at its end (datto-rmm.md section 1, doc/observed).
 *
 * @throws {UsageError} for any host that is not the vendor's, loopback apart: the key must not go anywhere else.
 */
export function dattoRmmAddress(platformOrUrl: string): URL {
  const given = platformOrUrl.trim();
  const url = /^[a-z][a-z0-9-]*$/i.test(given) && given !== 'localhost' ? platformUrl(given) : parsed(given);
  if (url === null || url.username !== '' || url.password !== '') throw notAnAddress(given);
  if (!isSecure(url)) throw new UsageError(`The Datto RMM address must be https: ${url.host}`);
  if (!isLoopback(url) && !url.hostname.endsWith(hostSuffix)) {
    throw new UsageError(`${url.host} is not a Datto RMM host`, {
      hint: `Give the platform's name, such as merlot, or the API URL from Setup > Users. Its host ends in ${hostSuffix}.`,
    });
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api$/, '');
  return new URL(`${url.origin}${path.replace(/\/+$/, '')}/`);
}

function platformUrl(platform: string): URL {
  return new URL(`https://${platform.toLowerCase()}${hostSuffix}/`);
}

function parsed(given: string): URL | null {
  try {
    return new URL(given.includes('://') ? given : `https://${given}`);
  } catch {
    return null;
  }
}

function notAnAddress(given: string): UsageError {
  const shown = given.includes('@') ? 'The Datto RMM address' : `"${given}"`;
  return new UsageError(`${shown} is neither a platform's name nor an API URL`);
}
