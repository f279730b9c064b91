import type { Simulators } from '../../../src/simulator/index.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into vendor bodies of every shape
  readonly json: any;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}

/** Datto RMM as a plain HTTP client sees it. */
export class DattoTalk {
  token = '';
  readonly env: Readonly<Record<string, string>>;

  constructor({ env }: Pick<Simulators, 'env'>) {
    this.env = env;
  }

  async login(
    secret = this.env.TRILINK_DATTO_RMM_SECRET ?? '',
    basic = 'public-client:public',
  ): Promise<Answer> {
    const response = await fetch(`${this.env.TRILINK_DATTO_RMM_URL}/auth/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(basic)}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'password',
        username: this.env.TRILINK_DATTO_RMM_KEY ?? '',
        password: secret,
      }),
    });
    const answer = await readAnswer(response);
    this.token = answer.json?.access_token ?? this.token;
    return answer;
  }

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.env.TRILINK_DATTO_RMM_URL}/api${path}`;
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${this.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await readAnswer(response);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }
}

/** IT Glue as a plain HTTP client sees it. */
export class GlueTalk {
  env: Readonly<Record<string, string>>;
  mediaType = 'application/vnd.api+json';

  constructor({ env }: Pick<Simulators, 'env'>) {
    this.env = env;
  }

  async send(method: string, path: string, data?: unknown): Promise<Answer> {
    return await this.sendText(method, path, data === undefined ? undefined : JSON.stringify({ data }));
  }

  async sendText(method: string, path: string, body?: string): Promise<Answer> {
    const response = await fetch(path.startsWith('http') ? path : `${this.env.TRILINK_IT_GLUE_URL}${path}`, {
      method,
      headers: {
        'x-api-key': this.env.TRILINK_IT_GLUE_KEY ?? '',
        ...(body === undefined ? {} : { 'content-type': this.mediaType }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return await readAnswer(response);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }
}
