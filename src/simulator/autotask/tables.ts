import { type EntityName, entityNames } from './entities.js';

export interface Udf {
  readonly name: string;
  readonly value: string | null;
}

/** One record in camelCase, as sent. Attributes that are null may be missing. A change makes a new row. */
export interface Row {
  readonly id: number;
  readonly userDefinedFields?: readonly Udf[] | null;
  readonly [name: string]: string | number | boolean | null | readonly Udf[] | undefined;
}

/** Every entity's rows by id, in ascending order of id. */
export class Tables {
  readonly #rows = new Map<EntityName, Map<number, Row>>(entityNames.map((name) => [name, new Map()]));

  all(entity: EntityName): readonly Row[] {
    return [...(this.#rows.get(entity)?.values() ?? [])];
  }

  get(entity: EntityName, id: number): Row | undefined {
    return this.#rows.get(entity)?.get(id);
  }

  /** Adds a row, or puts a new one in the place of the old. New ids come last. */
  put(entity: EntityName, row: Row): void {
    this.#rows.get(entity)?.set(row.id, row);
  }

  nextId(entity: EntityName): number {
    let last = 0;
    for (const id of this.#rows.get(entity)?.keys() ?? []) last = Math.max(last, id);
    return last + 1;
  }
}
