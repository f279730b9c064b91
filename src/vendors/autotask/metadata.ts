import type { AccessLevel } from '../../domain/setup/catalogue.js';
import type { AutotaskApi } from './api.js';
import { fieldsBody, informationBody, type WireField } from './schema.js';

export interface FieldInformation {
  readonly name: string;
  readonly readOnly: boolean;
  readonly required: boolean;
  /** Most characters of a text; `null` when not told. */
  readonly length: number | null;
  /** `null` for a field without a list of values. */
  readonly picklist: Picklist | null;
}

export interface Access {
  readonly query: AccessLevel;
  readonly create: AccessLevel;
  readonly update: AccessLevel;
}

/** Values of a picklist by label. They differ from tenant to tenant: a number is never known beforehand. */
export class Picklist {
  readonly #values: readonly { value: string; label: string; active: boolean }[];

  constructor(wire: WireField['picklistValues']) {
    this.#values = wire.flatMap(({ value, label, isActive }) =>
      value === null ? [] : [{ value, label: label ?? value, active: isActive !== false }],
    );
  }

  /** Metadata has values as texts, records have them as numbers (doc): compared as texts. */
  labelOf(value: string | null): string | null {
    if (value === null) return null;
    return this.#values.find((one) => one.value === value)?.label ?? null;
  }

  /** The value of that label, letter by letter before case is ignored; active ones only. */
  valueOf(label: string): string | null {
    const active = this.#values.filter((one) => one.active);
    const folded = label.trim().toLowerCase();
    const found =
      active.find((one) => one.label === label) ??
      active.find((one) => one.label.trim().toLowerCase() === folded);
    return found?.value ?? null;
  }

  get labels(): readonly string[] {
    return this.#values.map(({ label }) => label);
  }
}

/** What the tenant says about its entities; each answer is asked for once in the client's life. */
export class Metadata {
  readonly #api: AutotaskApi;
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(api: AutotaskApi) {
    this.#api = api;
  }

  /** Fields by name in lower case: metadata and records spell them differently (observed). */
  fields(entity: string): Promise<FieldTable> {
    return this.#once(`${entity}/entityInformation/fields`, async (path) =>
      toTable((await this.#api.get(path, fieldsBody)).fields),
    );
  }

  /** User-defined fields by name in lower case. Empty for an entity without any, which answers 404 (observed). */
  udfs(entity: string): Promise<FieldTable> {
    return this.#once(`${entity}/entityInformation/userDefinedFields`, async (path) => {
      const asked = await this.#api.ask({ method: 'GET', path });
      return asked.reply.status === 404
        ? new FieldTable([])
        : toTable(this.#api.shape(asked, fieldsBody).fields);
    });
  }

  /** What our own API user may do there. */
  access(entity: string): Promise<Access> {
    return this.#once(`${entity}/entityInformation`, async (path) => {
      const { info } = await this.#api.get(path, informationBody);
      return {
        query: info.canQuery === false ? 'none' : info.userAccessForQuery,
        create: info.userAccessForCreate,
        update: info.userAccessForUpdate,
      };
    });
  }

  #once<T>(path: string, ask: (path: string) => Promise<T>): Promise<T> {
    const known = this.#answers.get(path) as Promise<T> | undefined;
    if (known) return known;
    const asking = ask(path);
    this.#answers.set(path, asking);
    asking.catch(() => this.#answers.delete(path));
    return asking;
  }
}

export class FieldTable {
  readonly #fields: ReadonlyMap<string, FieldInformation>;

  constructor(fields: readonly FieldInformation[]) {
    this.#fields = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  }

  get(name: string): FieldInformation | null {
    return this.#fields.get(name.toLowerCase()) ?? null;
  }

  label(name: string, value: string | null): string | null {
    return this.get(name)?.picklist?.labelOf(value) ?? null;
  }

  /** Those of `names` that this tenant has; all of them when it told no fields at all. */
  among(names: readonly string[]): readonly string[] {
    return this.#fields.size === 0 ? names : names.filter((name) => this.get(name) !== null);
  }
}

function toTable(wire: readonly WireField[]): FieldTable {
  return new FieldTable(
    wire.flatMap((field): FieldInformation[] => {
      if (field.name === null) return [];
      const hasList = field.isPickList === true || field.picklistValues.length > 0;
      return [
        {
          name: field.name,
          readOnly: field.isReadOnly === true,
          required: field.isRequired === true,
          length: field.length !== null && field.length > 0 ? field.length : null,
          picklist: hasList ? new Picklist(field.picklistValues) : null,
        },
      ];
    }),
  );
}
