import type {
  AutotaskInputs,
  DattoRmmInputs,
  ItGlueInputs,
  SyncroInputs,
} from '../domain/setup/facts/inputs.js';

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
  setupLists(): Promise<SetupLists<Inputs>>;
}

/** The lister that a client's source or target is, or `null` when it offers none. */
export function listerOf<S extends keyof SetupInputs>(
  _system: S,
  port: object,
): SetupLister<SetupInputs[S]> | null {
  return 'setupLists' in port ? (port as SetupLister<SetupInputs[S]>) : null;
}
