import type { Device, Nic } from '../domain/estate/source.js';
import type {
  AutotaskInputs,
  DattoRmmInputs,
  ItGlueInputs,
  SyncroInputs,
} from '../domain/setup/facts/inputs.js';
import type { ReadFailure, Reading } from './system.js';

/** What set-up checks want to know of each system beside the lists that a sync reads. */
export interface SetupInputs {
  readonly autotask: AutotaskInputs;
  readonly 'datto-rmm': DattoRmmInputs;
  readonly 'it-glue': ItGlueInputs;
  readonly syncro: SyncroInputs;
}

/** Lists as far as they could be read, and for each one that is not there why, by its name in `inputs`. */
export interface SetupLists<Inputs> {
  readonly inputs: Inputs;
  readonly missing: Readonly<Partial<Record<keyof Inputs, string>>>;
}

/**
 * What a client offers when it can tell more than a sync needs; one that does not leaves those facts unknown. Each list
 * is asked for once, in pages as large as the vendor allows, and nothing is asked for per record.
 *
 * @throws what the client's other reads throw, when the whole system is gone; a refused list throws nothing.
 */
export interface SetupLister<Inputs> {
  /** `told` is called with each list that is settled, out of how many. */
  setupLists(told?: ListsTold): Promise<SetupLists<Inputs>>;
}

export type ListsTold = (settled: number, of: number) => void;

/** The lister that a client's source or target is, or `null` when it offers none. */
export function listerOf<S extends keyof SetupInputs>(
  _system: S,
  port: object,
): SetupLister<SetupInputs[S]> | null {
  return 'setupLists' in port ? (port as SetupLister<SetupInputs[S]>) : null;
}

/**
 * What a source offers that can list devices without their adapters, where those cost a request a site: a set-up check
 * asks only for the sites whose devices nobody else identifies.
 */
export interface LeanLister {
  /** All devices; their `nics` are `null`, and so `detailKey` is not that of a full reading. */
  devicesWithoutAdapters(): Promise<Reading<Device>>;
  /** Adapters by device id, of these sites. */
  adaptersOf(sites: readonly string[]): Promise<{
    readonly adapters: ReadonlyMap<string, readonly Nic[]>;
    readonly failures: readonly ReadFailure[];
  }>;
}

export function leanListerOf(port: object): LeanLister | null {
  return 'devicesWithoutAdapters' in port && 'adaptersOf' in port ? (port as LeanLister) : null;
}

/** What a target offers that can tell by a record's id in the PSA whether it has it. One request each. */
export interface PsaLookUp {
  hasPsaItem(itemId: string): Promise<boolean>;
}

export function psaLookUpOf(port: object): PsaLookUp | null {
  return 'hasPsaItem' in port ? (port as PsaLookUp) : null;
}
