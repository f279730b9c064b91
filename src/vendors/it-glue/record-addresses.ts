import type { TargetType } from '../../domain/estate/target.js';
import { type Resource, textAt } from './resource.js';

/** Where people see records: taken from `resource-url` when one was seen, else built on the account's own host. */
export class RecordAddresses {
  readonly #seen = new Map<string, string>();
  #host: string | null;

  /** `region` is the API's host, such as `api.eu.itglue.com`: the account's host has the same ending. */
  constructor(options: { subdomain: string | null; apiHost: string }) {
    const ending = /^api\.((?:[a-z]{2}\.)?itglue\.com)$/.exec(options.apiHost)?.[1] ?? 'itglue.com';
    const name = options.subdomain?.trim().toLowerCase() ?? '';
    this.#host = /^[a-z0-9-]+$/.test(name) ? `https://${name}.${ending}` : null;
  }

  /** Remembers the address that came with a record, and from it the account's host. */
  saw(type: TargetType, resource: Resource): void {
    const url = textAt(resource.attributes, 'resource-url');
    if (url === null || !/^https?:\/\//.test(url)) return;
    this.#seen.set(`${type}/${resource.id}`, url);
    if (this.#host === null && URL.canParse(url)) this.#host = new URL(url).origin;
  }

  of(type: TargetType, id: string, organizationId: string | null): string | null {
    const seen = this.#seen.get(`${type}/${id}`);
    if (seen !== undefined) return seen;
    if (this.#host === null) return null;
    if (type === 'organization') return `${this.#host}/${id}`;
    if (organizationId === null) return null;
    const room = { configuration: 'configurations', location: 'locations', contact: 'contacts' }[
      type as string
    ];
    return room === undefined ? null : `${this.#host}/${organizationId}/${room}/${id}`;
  }
}
