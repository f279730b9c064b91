import { isLoopback } from './addresses.js';

/** From HTTPS_PROXY and NO_PROXY, as the composition root read them. */
export interface ProxySettings {
  readonly https: string | null;
  /** Hosts to reach directly: a list by comma or blank; `*` is all, `example.com` covers its sub-domains. */
  readonly except: string;
}

/** The proxy to use for this address, or `null` for a direct connection. Loopback is never sent through a proxy. */
export function proxyFor(url: URL, settings: ProxySettings | undefined): string | null {
  if (!settings?.https || isLoopback(url)) return null;
  const exceptions = settings.except.split(/[\s,]+/).filter((entry) => entry !== '');
  return exceptions.some((entry) => covers(entry, url)) ? null : settings.https;
}

function covers(entry: string, url: URL): boolean {
  if (entry === '*') return true;
  const [, host = '', port] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (port !== undefined && port !== (url.port || '443')) return false;
  return host !== '' && (url.hostname === host || url.hostname.endsWith(`.${host}`));
}
