import type { Simulators } from '../../../src/simulator/index.js';
import { type Answer, readAnswer } from './talk.js';

/** Autotask as a plain HTTP client sees it. */
export class AutotaskTalk {
  env: Readonly<Record<string, string>>;

  constructor({ env }: Pick<Simulators, 'env'>) {
    this.env = env;
  }

  get root(): string {
    return `${this.env.TRILINK_AUTOTASK_URL}/ATServicesRest/V1.0`;
  }

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(path.startsWith('http') ? path : `${this.root}${path}`, {
      method,
      headers: {
        ApiIntegrationCode: this.env.TRILINK_AUTOTASK_INTEGRATION_CODE ?? '',
        UserName: this.env.TRILINK_AUTOTASK_USERNAME ?? '',
        Secret: this.env.TRILINK_AUTOTASK_SECRET ?? '',
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await readAnswer(response);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  /** The rows that the conditions find, first page. */
  async rows(entity: string, ...filter: unknown[]): Promise<Answer['json'][]> {
    const { json } = await this.send('POST', `/${entity}/query`, { Filter: filter });
    return json.items;
  }
}
