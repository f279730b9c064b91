import type { AutotaskOptions } from './autotask/options.js';
import type { SimulatorClock } from './clock.js';
import type { DattoRmmOptions } from './datto-rmm/options.js';
import type { SimulatedSystem } from './http/exchange.js';
import type { Chaos, FaultRule } from './http/faults.js';
import type { ItGlueOptions } from './it-glue/options.js';

/** What to simulate. Everything has a default; all but `clock` can be sent to another process. */
export interface SimulatorOptions {
  /** Default 1. The same seed, sizes and `now` give the same estate, keys and account ids. */
  readonly seed?: string | number;
  /** Devices in the RMM. Default 120. */
  readonly devices?: number;
  /** Sites in the RMM, the three system ones included. Default 15, or one for every 33 devices. */
  readonly sites?: number;
  /** Organizations in IT Glue beyond those that the sites belong to. Default: a quarter of the sites. */
  readonly furtherOrganizations?: number;
  /** Which vendors to serve. Default Datto RMM and IT Glue. */
  readonly systems?: readonly SimulatedSystem[];
  /** Epoch ms that the estate's times are counted from. Default: the clock's now. */
  readonly now?: number;
  /** `unlimited` (the default), or a factor on every vendor's published limits: 1 is real, 0.01 a hundredth. */
  readonly limits?: number | 'unlimited';
  /** Fills every field that can hold a secret with a recognisable text, listed by the handle. */
  readonly canaries?: boolean;
  readonly faults?: readonly FaultRule[];
  readonly chaos?: Chaos;
  readonly dattoRmm?: Partial<DattoRmmOptions>;
  readonly itGlue?: Partial<ItGlueOptions>;
  readonly autotask?: Partial<AutotaskOptions>;
  /**
   * Whether Autotask's own sync fills IT Glue (the default): organizations and configurations are locked and linked,
   * and the mutation `native-sync` carries changes over. False: nothing in IT Glue knows of a PSA.
   */
  readonly nativeHopB?: boolean;
  /** An estate set up by the book: nothing is left out, unlinked or stale anywhere. Default: one as found in the field. */
  readonly wellKept?: boolean;
  /**
   * An estate that has gone through the order of set-up, so that no step of it stops a sync: see `EstateOptions`.
   * Default false: some of its faults are there on purpose.
   */
  readonly setUpDone?: boolean;
  /** Fixed ports, for `--serve`. Default: free ones. */
  readonly ports?: { readonly [system in SimulatedSystem | 'control']?: number };
}

export interface InProcessOptions extends SimulatorOptions {
  /** Default: the machine's own time. */
  readonly clock?: SimulatorClock;
}
