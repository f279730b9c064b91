import type { ChalkInstance } from 'chalk';
import { cutTo, loadWidths, type TextWidth } from './cell.js';
import { plain } from './plain.js';

export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** How narrow it may be cut when the terminal is too small. A column without it is never cut. */
  readonly shrinkTo?: number;
  /** Colours a cell that has been fitted already. The words in it must say the same. */
  readonly paint?: (text: string, row: Row) => string;
}

export interface TableSpec<Row> {
  readonly columns: readonly Column<Row>[];
  /** At a terminal, rows beyond this many are counted instead of shown. */
  readonly limit?: number;
  /** The line that counts them, such as `… 12 more, see trilink match list devices`. */
  readonly more?: (hidden: number) => string;
}

export type DrawTable = <Row>(rows: readonly Row[], spec: TableSpec<Row>) => string;

interface Frame {
  readonly width: number;
  readonly interactive: boolean;
  readonly unicode: boolean;
  readonly paint: ChalkInstance;
}

const GAP = 2;
/** cli-table3 needs seconds for ten thousand rows; beyond this many the same columns are laid out line by line. */
const MOST_ROWS_DRAWN = 500;

/** Loads the table library when a terminal will show tables, and answers how to draw. */
export async function tableDrawer(frame: Frame): Promise<DrawTable> {
  const widthOf = await loadWidths();
  if (!frame.interactive) return (rows, spec) => plainTable(rows, spec, widthOf);
  const { default: CliTable } = await import('cli-table3');
  const layOut: LayOut = (lines, widths, aligns) => {
    const table = new CliTable({
      chars: noBorders,
      style: bare,
      colWidths: [...widths],
      colAligns: [...aligns],
    });
    table.push(...lines.map((cells) => [...cells]));
    return table.toString().split('\n');
  };
  return (rows, spec) => terminalTable(rows, spec, frame, widthOf, layOut);
}

type Align = 'left' | 'right';
type LayOut = (
  lines: readonly (readonly string[])[],
  widths: readonly number[],
  aligns: readonly Align[],
) => string[];

const sides = [
  'top',
  'bottom',
  'left',
  'right',
  'mid',
  'top-mid',
  'top-left',
  'top-right',
  'bottom-mid',
] as const;
const corners = ['bottom-left', 'bottom-right', 'left-mid', 'mid-mid', 'right-mid'] as const;
const noBorders = {
  ...Object.fromEntries([...sides, ...corners].map((side) => [side, ''])),
  middle: ' '.repeat(GAP),
};
const bare = { head: [], border: [], 'padding-left': 0, 'padding-right': 0 };

/** Aligned with spaces, one line a row, nothing cut, no colour and no border. */
function plainTable<Row>(rows: readonly Row[], spec: TableSpec<Row>, widthOf: TextWidth): string {
  const lines = [
    spec.columns.map((column) => column.header.toUpperCase()),
    ...rows.map((row) => cellsOf(row, spec)),
  ];
  const widths = spec.columns.map((_, index) => widest(lines, index, widthOf));
  return lines.map((cells) => padLine(cells, widths, alignsOf(spec), widthOf)).join('\n');
}

function terminalTable<Row>(
  rows: readonly Row[],
  spec: TableSpec<Row>,
  frame: Frame,
  widthOf: TextWidth,
  layOut: LayOut,
): string {
  const shown = rows.slice(0, spec.limit ?? rows.length);
  const body = shown.map((row) => cellsOf(row, spec));
  const headers = spec.columns.map((column) => column.header);
  const widths = fitWidths(
    headers.map((_, index) => widest([headers, ...body], index, widthOf)),
    spec.columns.map((column) => column.shrinkTo),
    frame.width - 1,
  );
  const cut = (cells: readonly string[]) =>
    cells.map((cell, index) => cutTo(cell, widths[index] ?? 0, frame.unicode ? '…' : '~', widthOf));
  const lines = [
    cut(headers).map((header) => frame.paint.bold(header)),
    widths.map((width) => frame.paint.dim((frame.unicode ? '─' : '-').repeat(width))),
    ...body.map((cells, at) => painted(cut(cells), shown[at], spec)),
  ];
  const drawn =
    lines.length <= MOST_ROWS_DRAWN
      ? layOut(lines, widths, alignsOf(spec)).map((line) => line.trimEnd())
      : lines.map((cells) => padLine(cells, widths, alignsOf(spec), widthOf));
  const hidden = rows.length - shown.length;
  if (hidden > 0) drawn.push(spec.more?.(hidden) ?? `${frame.unicode ? '…' : '...'} ${hidden} more`);
  return drawn.join('\n');
}

function cellsOf<Row>(row: Row, spec: TableSpec<Row>): string[] {
  return spec.columns.map((column) => plain(column.value(row)));
}

function painted<Row>(cells: readonly string[], row: Row | undefined, spec: TableSpec<Row>): string[] {
  return cells.map((cell, index) => {
    const paint = spec.columns[index]?.paint;
    return paint && row !== undefined ? paint(cell, row) : cell;
  });
}

function alignsOf<Row>(spec: TableSpec<Row>): Align[] {
  return spec.columns.map((column) => column.align ?? 'left');
}

function widest(lines: readonly (readonly string[])[], index: number, widthOf: TextWidth): number {
  return lines.reduce((most, cells) => Math.max(most, widthOf(cells[index] ?? '')), 0);
}

function padLine(
  cells: readonly string[],
  widths: readonly number[],
  aligns: readonly Align[],
  widthOf: TextWidth,
): string {
  return cells
    .map((cell, index) => {
      const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)));
      return aligns[index] === 'right' ? space + cell : cell + space;
    })
    .join(' '.repeat(GAP))
    .trimEnd();
}

/**
 * Column widths that fit into `room`: the column that is widest beyond what it may shrink to gives way first, and when
 * all have come down to that and it is not enough, the widest of them, down to 4.
 */
export function fitWidths(
  natural: readonly number[],
  shrinkTo: readonly (number | undefined)[],
  room: number,
): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1));
  for (const floors of [shrinkTo, shrinkTo.map((floor) => (floor === undefined ? undefined : 4))]) {
    while (total() > room) {
      const index = mostToSpare(widths, floors);
      if (index === -1) break;
      widths[index] = (widths[index] ?? 0) - 1;
    }
  }
  return widths;
}

function mostToSpare(widths: readonly number[], floors: readonly (number | undefined)[]): number {
  const spare = widths.map((width, index) => width - (floors[index] ?? width));
  const most = Math.max(...spare);
  return most > 0 ? spare.indexOf(most) : -1;
}
