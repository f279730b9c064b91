import type { Screen } from './screen.js';

/** One result, for people and for programs. `rows` serves `--format csv` and `ndjson` where a list is printed. */
export interface View<T> {
  /** What a person reads. `screen` tells width and colour; a piped screen has neither borders nor cut columns. */
  text(value: T, screen: Screen): string;
  /** The document: `schema` first. */
  json(value: T): { schema: string } & Record<string, unknown>;
  /** Items alone, for ndjson, csv, markdown and html. Absent where no list is printed. */
  rows?(value: T): Iterable<Record<string, unknown>>;
  /** Further renderings by name, such as `markdown` and `html`, in place of the ones made from `rows`. */
  formats?: Readonly<Record<string, (value: T) => string>>;
}
