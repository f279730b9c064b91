import type { ChalkInstance } from 'chalk';

/** What a text rendering may rely on. */
export interface Screen {
  /** Columns to fit into; infinite when piped. */
  readonly width: number;
  /** Whether a person is watching: tables get borders, long cells are cut. */
  readonly interactive: boolean;
  /** Signs beyond ASCII may be used. */
  readonly unicode: boolean;
  /** Colours, or the same calls without any when colour is off. */
  readonly paint: ChalkInstance;
  /** A time for people, in their zone (UTC with `--utc`). */
  time(ms: number): string;
}
