import { SystemUnreachable } from '../../errors.js';
import { endpointOf, type Request } from './send.js';

/**
 * `not-connected`: nothing left this machine. `untrusted`: the other side's certificate was not accepted, so nothing
 * was sent either. `broken`: the connection ended early; `timed-out`: no answer in time. After the last two nobody
 * knows whether a write landed.
 */
export type TransportFault = 'not-connected' | 'untrusted' | 'broken' | 'timed-out';

/** No whole answer came. Internal to the vendors' rooms: clients turn it into `SystemUnreachable` or `unknown`. */
export class TransportError extends Error {
  readonly fault: TransportFault;

  constructor(fault: TransportFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TransportError';
    this.fault = fault;
  }
}

/** What a person is told when a read got no answer for good. */
export function unreachable(system: string, request: Request, error: TransportError): SystemUnreachable {
  const message = `${system} did not answer ${endpointOf(request)} on ${request.url.host}: ${error.message}`;
  return new SystemUnreachable(system, message, {
    hint: hintFor(error.fault),
    details: { fault: error.fault },
    cause: error,
  });
}

function hintFor(fault: TransportFault): string {
  if (fault === 'untrusted')
    return 'Check the address, and whether a proxy on the way replaces certificates.';
  if (fault === 'not-connected') return 'Check the address, the network and HTTPS_PROXY.';
  return 'Run the same command again; it carries on from what it has.';
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const badCertificate =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|UND_ERR_PRX_TLS)/;
const timeOuts = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** Sorts what the HTTP library threw. Only codes that cannot occur after a connection count as never connected. */
export function toTransportError(error: unknown): TransportError {
  const { code, syscall, message } = partsOf(error);
  if (neverConnected.has(code) || syscall === 'connect' || syscall === 'getaddrinfo') {
    return new TransportError('not-connected', `no connection (${code})`, error);
  }
  if (badCertificate.test(code))
    return new TransportError('untrusted', `its certificate is not trusted (${code})`, error);
  if (message.startsWith('Proxy response')) {
    return new TransportError('not-connected', 'the proxy refused the connection', error);
  }
  if (timeOuts.has(code)) return new TransportError('timed-out', 'no answer in time', error);
  return new TransportError('broken', `the connection ended early (${code || 'no code'})`, error);
}

function partsOf(error: unknown): { code: string; syscall: string; message: string } {
  const known = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { code: text(known.code), syscall: text(known.syscall), message: text(known.message) };
}
