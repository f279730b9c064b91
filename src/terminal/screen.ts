import type { ChalkInstance } from 'chalk';
import { colourLevel, speaksUnicode } from './colour.js';
import { columnsOf } from './screen-width.js';
import { type DrawTable, type TableSpec, tableDrawer } from './table.js';
import { localTime } from './time.js';

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
  /** A table that fits the screen; piped, plain columns with nothing cut. Ends without a line end. */
  table<Row>(rows: readonly Row[], spec: TableSpec<Row>): string;
}

export interface ScreenNeeds {
  readonly stream: { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly color: boolean;
  readonly utc: boolean;
}

/** Loads what drawing needs and answers how the stream is to be written on. */
export async function openScreen(needs: ScreenNeeds): Promise<Screen> {
  const { stream, env, platform } = needs;
  const interactive = stream.isTTY === true;
  const { Chalk } = await import('chalk');
  const width = interactive ? columnsOf(stream, env) : Number.POSITIVE_INFINITY;
  const unicode = speaksUnicode(platform, env);
  const paint = new Chalk({ level: colourLevel(interactive, env, needs.color) });
  const draw: DrawTable = await tableDrawer({ width, interactive, unicode, paint });
  return {
    width,
    interactive,
    unicode,
    paint,
    time: (ms) => (needs.utc ? `${localTime(ms, 'UTC')} UTC` : localTime(ms, env.TZ)),
    table: draw,
  };
}
