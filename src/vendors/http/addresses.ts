/** Whether the host is this machine: the only place where plain `http` may be spoken. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `https`, or `http` to this machine. */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * A next-page address as the vendor sent it, or `null` when it leaves the connection's origin: following it there
 * would hand our credentials to somebody else.
 */
export function sameOrigin(next: string, current: URL): URL | null {
  let url: URL;
  try {
    url = new URL(next, current);
  } catch {
    return null;
  }
  return url.origin === current.origin && url.username === '' && url.password === '' ? url : null;
}
