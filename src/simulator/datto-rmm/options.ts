/** What differs between accounts and builds of Datto RMM, or is not settled; each is a switch. */
export interface DattoRmmOptions {
  /** How times are sent. Default epoch ms (observed on most accounts); ISO on some. */
  readonly times: 'ms' | 's' | 'digits' | 'iso';
  readonly macs: 'colons' | 'dashes' | 'bare';
  /** What `nextPageUrl` holds on the last page (both observed). */
  readonly lastPage: 'null' | 'blank';
  /** `nextPageUrl` leaves out the filters of the first call (observed). */
  readonly losesFilters: boolean;
  /** How many `udfN` keys a device shows: 300 since Build 118, 30 before. */
  readonly udfs: number;
  /** Which classes `network-interface` rows cover (unverified). */
  readonly networkRows: 'audited-classes' | 'all';
  /** How long an access token holds, in ms. Default 100 hours (doc). */
  readonly tokenLifetimeMs: number;
  /** Whether a refused token request answers 400 (observed) or 401. */
  readonly refusedLogin: 400 | 401;
}

export const dattoRmmDefaults: DattoRmmOptions = {
  times: 'ms',
  macs: 'colons',
  lastPage: 'null',
  losesFilters: false,
  udfs: 30,
  networkRows: 'audited-classes',
  tokenLifetimeMs: 360_000_000,
  refusedLogin: 400,
};
