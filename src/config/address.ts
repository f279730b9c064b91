import { didYouMean } from '../domain/closest.js';
import { UsageError } from '../errors.js';

/** Datto RMM's platforms (doc, observed); each account lives on one for good. */
export const dattoPlatforms = ['pinotage', 'merlot', 'concord', 'vidal', 'zinfandel', 'syrah'] as const;

/** IT Glue's regions and their hosts (spec). A key of one region is refused by every other. */
const itGlueHosts = { us: 'api.itglue.com', eu: 'api.eu.itglue.com', au: 'api.au.itglue.com' } as const;

export type ItGlueRegion = keyof typeof itGlueHosts;

const autotaskHost = 'https://webservices2.autotask.net';

/**
 * An address as trilink keeps it: https (plain http for loopback alone), no credentials, query or trailing slash.
 *
 * @throws {UsageError} naming `what` it was for.
 */
export function checkedUrl(text: string, what: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw badAddress(what, 'is not a URL', 'Give it whole, such as https://api.example.com');
  if (url.username !== '' || url.password !== '') {
    throw badAddress(
      what,
      'holds a user name or password',
      'Leave them out; credentials are asked for by themselves',
    );
  }
  const plain = url.protocol === 'http:' && isLoopback(url);
  if (url.protocol !== 'https:' && !plain) {
    throw badAddress(
      what,
      `begins with ${url.protocol}//`,
      'Only https is used; plain http is for this machine itself',
    );
  }
  if (url.search !== '' || url.hash !== '')
    throw badAddress(what, 'has something after ? or #', 'Leave that out');
  return url;
}

export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `https://host[:port][/path]` without `ending` and a slash at the end. */
function spelled(url: URL, ending: RegExp): string {
  const path = url.pathname.replace(/\/+$/, '').replace(ending, '').replace(/\/+$/, '');
  return `${url.origin}${path}`;
}

/** A platform's name or an API URL, as people have them from the portal. */
export function dattoRmmAddress(text: string, what: string): string {
  const name = text.trim().toLowerCase();
  if (/^[a-z]+$/.test(name)) {
    if (!dattoPlatforms.some((platform) => platform === name)) {
      throw new UsageError(`There is no Datto RMM platform "${name}".${didYouMean(name, dattoPlatforms)}`, {
        code: 'bad-address',
        hint: `One of ${dattoPlatforms.join(', ')}, or the API URL`,
      });
    }
    return `https://${name}-api.centrastage.net`;
  }
  const url = checkedUrl(text.trim(), what);
  if (!isLoopback(url) && !url.hostname.endsWith('-api.centrastage.net')) {
    throw badAddress(
      what,
      `names ${url.hostname}, which is no Datto RMM API`,
      'It looks like https://PLATFORM-api.centrastage.net',
    );
  }
  return spelled(url, /\/api(\/v\d+)?$/);
}

export function itGlueRegion(text: string): ItGlueRegion {
  const region = text.trim().toLowerCase();
  if (region === 'us' || region === 'na') return 'us';
  if (region === 'eu' || region === 'au') return region;
  throw new UsageError(`"${text.trim()}" is no IT Glue region`, {
    code: 'bad-address',
    hint: 'One of us (or na), eu, au',
  });
}

export function itGlueAddress(
  from: { url: string | null; region: ItGlueRegion | null },
  what: string,
): string {
  if (from.url !== null) return spelled(checkedUrl(from.url, what), /^$/);
  return `https://${itGlueHosts[from.region ?? 'us']}`;
}

/** Where the zone is asked for. Only the vendor's own hosts, because the user name goes there. */
export function autotaskAddress(text: string | null, what: string): string {
  if (text === null) return autotaskHost;
  const url = checkedUrl(text, what);
  if (!isLoopback(url) && !url.hostname.endsWith('.autotask.net')) {
    throw badAddress(
      what,
      `names ${url.hostname}, which is not under autotask.net`,
      'It looks like https://webservices2.autotask.net',
    );
  }
  return spelled(url, /\/atservicesrest(\/v\d+(\.\d+)?)?$/i);
}

export function syncroAddress(from: { url: string | null; subdomain: string | null }, what: string): string {
  if (from.url !== null) return spelled(checkedUrl(from.url, what), /\/api(\/v\d+)?$/);
  return `https://${from.subdomain}.syncromsp.com`;
}

/** The bare subdomain out of whatever a person copied: `alder`, `alder.itglue.com`, `https://alder.itglue.com/…`. */
export function subdomainOf(text: string, domain: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  const name = host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : host;
  if (/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name)) return name;
  throw new UsageError(`"${text.trim()}" is no subdomain of ${domain}`, {
    code: 'bad-address',
    hint: `Give the first part alone, such as alder for alder.${domain}`,
  });
}

function badAddress(what: string, problem: string, hint: string): UsageError {
  return new UsageError(`The address in ${what} ${problem}`, { code: 'bad-address', hint });
}
