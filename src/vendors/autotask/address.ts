import { UsageError } from '../../errors.js';
import { isLoopback, isSecure } from '../http/addresses.js';

/** Where the zone is asked for when nothing else is set: any zone answers for every user (observed). */
const usualHost = 'https://webservices2.autotask.net';

/**
 * The first host, for finding the zone: an address with or without `/ATServicesRest` and a version at its end.
 *
 * @throws {UsageError} for a host that is not the vendor's, loopback apart: the user's name goes there.
 */
export function autotaskAddress(given: string | null | undefined): URL {
  const text = given?.trim() || usualHost;
  const url = parsed(text);
  if (url === null || url.username !== '' || url.password !== '') {
    const shown = text.includes('@') ? 'The Autotask address' : `"${text}"`;
    throw new UsageError(`${shown} is not a URL`, { hint: `It looks like ${usualHost}` });
  }
  if (!isSecure(url)) throw new UsageError(`The Autotask address must be https: ${url.host}`);
  if (!isLoopback(url) && !isVendorHost(url)) {
    throw new UsageError(`${url.host} is not an Autotask host`, { hint: `It looks like ${usualHost}` });
  }
  return new URL(`${url.origin}${withoutEnding(url.pathname)}/`);
}

/**
 * Whether our secret may go to a zone that was named: https under autotask.net, or this machine when the first host is
 * this machine too.
 */
export function isTrustedZone(zone: URL, first: URL): boolean {
  if (zone.username !== '' || zone.password !== '' || !isSecure(zone)) return false;
  return isLoopback(zone) ? isLoopback(first) : isVendorHost(zone);
}

function isVendorHost({ hostname }: URL): boolean {
  return hostname.endsWith('.autotask.net');
}

function withoutEnding(path: string): string {
  return path
    .replace(/\/+$/, '')
    .replace(/\/v\d+(\.\d+)?$/i, '')
    .replace(/\/atservicesrest$/i, '')
    .replace(/\/+$/, '');
}

function parsed(text: string): URL | null {
  try {
    return new URL(text.includes('://') ? text : `https://${text}`);
  } catch {
    return null;
  }
}
