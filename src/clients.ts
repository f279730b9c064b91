import type { Settings } from './config/settings.js';
import type { Base } from './context.js';
import { UsageError } from './errors.js';
import type { IntegrationSettings, RequestCounts } from './ports/session.js';
import type { Store } from './ports/store.js';
import type { AccountIdentity, SourcePort, TargetPort } from './ports/system.js';
import type { ProxySettings, RequestTrace, VendorOptions } from './vendors/index.js';

/** One vendor's client, with the sides of a hop that it can take. */
export interface Client {
  readonly source: SourcePort | null;
  readonly target: TargetPort | null;
  identity(): Promise<AccountIdentity>;
  requests(): RequestCounts;
  close(): Promise<void>;
}

interface Needs {
  readonly base: Base;
  readonly settings: Settings;
  readonly profile: string;
  readonly store: Store;
}

/** The vendors' clients of one profile, each opened when it is first asked for. */
export class Clients {
  readonly #needs: Needs;
  readonly #opening = new Map<string, Promise<Client>>();
  readonly #opened = new Map<string, Client>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** @throws {UsageError} when the system is not connected. */
  async get(system: string): Promise<Client> {
    const opening = this.#opening.get(system) ?? this.#open(system);
    this.#opening.set(system, opening);
    const client = await opening;
    this.#opened.set(system, client);
    return client;
  }

  requests(): Record<string, RequestCounts> {
    return Object.fromEntries([...this.#opened].map(([system, client]) => [system, client.requests()]));
  }

  async close(): Promise<void> {
    for (const client of this.#opened.values()) await client.close();
  }

  async #open(system: string): Promise<Client> {
    const { settings, profile } = this.#needs;
    const vendors = await import('./vendors/index.js');
    switch (system) {
      case 'datto-rmm': {
        const connection = (await settings.connection('datto-rmm', profile)) ?? missing(system);
        const { address, key, secret, credential } = connection;
        const login = { address, key: key.reveal(), secret: secret.reveal() };
        const client = await vendors.createDattoRmm({ ...this.#shared(credential), ...login });
        return asClient(client, { source: client });
      }
      case 'it-glue': {
        const connection = (await settings.connection('it-glue', profile)) ?? missing(system);
        const { address, key, subdomain, credential } = connection;
        const client = await vendors.createItGlue({
          ...this.#shared(credential),
          address,
          key: key.reveal(),
          subdomain,
        });
        return asClient(client, { target: client });
      }
      case 'autotask': {
        const connection = (await settings.connection('autotask', profile)) ?? missing(system);
        const { address, username, secret, integrationCode, credential } = connection;
        const client = await vendors.createAutotask({
          ...this.#shared(credential),
          address,
          username,
          secret: secret.reveal(),
          integrationCode: integrationCode.reveal(),
          cache: this.#needs.store,
          udfs: () => mappedUdfs(settings.integration('datto-rmm:autotask', profile)),
        });
        return asClient(client, { source: client.asSource(), target: client.asTarget() });
      }
      default:
        return missing(system);
    }
  }

  #shared(credential: string): VendorOptions {
    const { base, store } = this.#needs;
    const { clock, progress, signal, io } = base;
    const onRequest = (trace: RequestTrace) => progress.request?.(traceLine(trace));
    return {
      account: credential,
      clock,
      progress,
      signal,
      random: Math.random,
      permits: store.permits,
      deadline: null,
      onRequest,
      proxy: proxyOf(io.env),
    };
  }
}

function asClient(
  client: Pick<Client, 'identity' | 'requests' | 'close'>,
  sides: { source?: SourcePort; target?: TargetPort },
): Client {
  return {
    source: sides.source ?? null,
    target: sides.target ?? null,
    identity: () => client.identity(),
    requests: () => client.requests(),
    close: () => client.close(),
  };
}

/** User-defined fields of Autotask that hop A writes, by option `udf.<name>`: only their values are ever read. */
function mappedUdfs({ options }: IntegrationSettings): readonly string[] {
  return Object.keys(options).flatMap((name) => (name.startsWith('udf.') ? [name.slice(4)] : []));
}

function missing(system: string): never {
  throw new UsageError(`${system} is not connected.`, {
    code: 'not-connected',
    hint: `trilink connect ${system}`,
  });
}

function proxyOf(env: Base['io']['env']): ProxySettings {
  const first = (...names: string[]) => names.map((name) => env[name]).find((value) => value) ?? null;
  return { https: first('HTTPS_PROXY', 'https_proxy'), except: first('NO_PROXY', 'no_proxy') ?? '' };
}

function traceLine({ system, method, path, status, ms, attempt }: RequestTrace): string {
  const again = attempt > 1 ? ` (attempt ${attempt})` : '';
  return `${system} ${method} ${path} ${status ?? 'no answer'} ${Math.round(ms)} ms${again}`;
}
