import type { Random } from '../estate/random.js';
import { jsonReply, type Reply, type SimRequest } from '../http/exchange.js';
import type { DattoRmmOptions } from './options.js';

export interface DattoKey {
  readonly key: string;
  readonly secret: string;
}

const PUBLIC_CLIENT = `Basic ${Buffer.from('public-client:public').toString('base64')}`;

/** The OAuth password grant of Datto RMM: one token endpoint outside `/api`, tokens of 100 hours. */
export class Tokens {
  readonly #options: DattoRmmOptions;
  readonly #random: Random;
  readonly #mark: string;
  readonly #expiry = new Map<string, number>();
  #key: DattoKey;
  #revoked = false;

  constructor(key: DattoKey, options: DattoRmmOptions, random: Random, mark: string | null) {
    this.#mark = mark ?? '';
    this.#key = key;
    this.#options = options;
    this.#random = random;
  }

  get key(): DattoKey {
    return this.#key;
  }

  /** Every token given out so far stops working; the key still makes new ones. */
  expireAll(): void {
    this.#expiry.clear();
  }

  revoke(): void {
    this.#revoked = true;
    this.expireAll();
  }

  rotate(key: DattoKey): void {
    this.#key = key;
    this.#revoked = false;
    this.expireAll();
  }

  accepts(authorization: string | undefined, now: number): boolean {
    const token = authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : '';
    const expiry = this.#expiry.get(token);
    return expiry !== undefined && now < expiry;
  }

  grant(request: SimRequest, now: number, echo: string | null): Reply {
    const form = new URLSearchParams(request.body);
    const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
    const isClient = request.headers.authorization === PUBLIC_CLIENT;
    if (!isClient)
      return jsonReply(401, { error: 'unauthorized', error_description: 'Full authentication is required' });
    if (!isForm || form.get('grant_type') !== 'password') {
      return jsonReply(400, { error: 'unsupported_grant_type', error_description: 'Unsupported grant type' });
    }
    const fits = form.get('username') === this.#key.key && form.get('password') === this.#key.secret;
    if (!fits || this.#revoked) {
      const said =
        echo === null
          ? 'Bad credentials'
          : `Bad credentials ${echo}${form.get('username')}:${form.get('password')}`;
      return jsonReply(this.#options.refusedLogin, { error: 'invalid_grant', error_description: said });
    }
    const token = `eyJhbGciOiJSUzI1NiJ9.${this.#random.hex(60)}.${this.#mark}${this.#random.hex(40)}`;
    this.#expiry.set(token, now + this.#options.tokenLifetimeMs);
    return jsonReply(200, {
      access_token: token,
      token_type: 'bearer',
      refresh_token: `eyJhbGciOiJSUzI1NiJ9.${this.#random.hex(60)}.${this.#mark}refresh`,
      expires_in: Math.floor(this.#options.tokenLifetimeMs / 1000) - 1,
      scope: 'default',
    });
  }
}
