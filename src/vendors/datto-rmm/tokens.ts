import { CredentialsRefused, SystemUnreachable, VendorError } from '../../errors.js';
import { jsonOf, shaped } from '../http/answers.js';
import type { Redactor } from '../http/redact.js';
import { endpointOf, type Request, type Send } from '../http/send.js';
import { TransportError, unreachable } from '../http/transport-error.js';
import { tokenReply } from './schema.js';

const system = 'datto-rmm';

/** The client's own name and secret, the same for everybody (datto-rmm.md section 2, doc). */
const publicClient = `Basic ${Buffer.from('public-client:public').toString('base64')}`;

export interface TokenOptions {
  readonly base: URL;
  readonly key: string;
  readonly secret: string;
  readonly send: Send;
  readonly redactor: Redactor;
}

/** The bearer token of one account. Everybody who needs one at the same time shares one log-in. */
export class Tokens {
  readonly #options: TokenOptions;
  #token: string | null = null;
  #logIn: Promise<string> | null = null;
  #refused: CredentialsRefused | null = null;

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  /** @throws {CredentialsRefused} when key or secret are wrong; asking again then makes no further request. */
  async current(): Promise<string> {
    return this.#token ?? this.#shared();
  }

  /** A newer token than `stale`, which the vendor no longer takes. */
  async newerThan(stale: string): Promise<string> {
    if (this.#token === stale) this.#token = null;
    return this.current();
  }

  #shared(): Promise<string> {
    this.#logIn ??= this.#grant().finally(() => {
      this.#logIn = null;
    });
    return this.#logIn;
  }

  /** The password grant: 400 means wrong key or secret as much as 401 does (observed). */
  async #grant(): Promise<string> {
    if (this.#refused !== null) throw this.#refused;
    const request = this.#request();
    const reply = await this.#options.send(request).catch((error) => {
      throw error instanceof TransportError ? unreachable(system, request, error) : error;
    });
    if (reply.status === 400 || reply.status === 401 || reply.status === 403) {
      this.#refused = new CredentialsRefused(
        system,
        `Datto RMM refused the API key or its secret (${reply.status})`,
      );
      throw this.#refused;
    }
    if (reply.status === 429) {
      throw new SystemUnreachable(
        system,
        'Datto RMM keeps answering the log-in with 429: its rate limit does not end',
        {
          code: 'rate-limit',
          hint: 'See which other tools read this account, then run the same command again.',
        },
      );
    }
    if (reply.status !== 200) {
      const message = `${system} answered ${reply.status} to ${endpointOf(request)}`;
      throw new VendorError(system, message, { status: reply.status });
    }
    const { access_token: token } = shaped(tokenReply, jsonOf(system, request, reply), system, request);
    this.#options.redactor.hide(token);
    this.#token = token;
    return token;
  }

  #request(): Request {
    const { base, key, secret } = this.#options;
    return {
      method: 'POST',
      url: new URL('auth/oauth/token', base),
      readOnly: true,
      headers: { authorization: publicClient, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'password', username: key, password: secret }).toString(),
    };
  }
}
