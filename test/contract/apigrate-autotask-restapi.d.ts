/** The part of the public client that the contract test uses; the package brings no types of its own. */
declare module '@apigrate/autotask-restapi' {
  type Row = Readonly<Record<string, unknown>> & { readonly id: number };

  interface Entity {
    query(search: object): Promise<{
      readonly items: readonly Row[];
      readonly pageDetails: { readonly count: number; readonly nextPageUrl: string | null };
    }>;
    count(search: object): Promise<{ readonly queryCount: number }>;
    get(id: number): Promise<{ readonly item: Row | null } | null>;
    create(row: object): Promise<{ readonly itemId: number }>;
    update(row: object): Promise<{ readonly itemId: number }>;
    fieldInfo(): Promise<{
      readonly fields: readonly { readonly name: string; readonly isReadOnly: boolean }[];
    }>;
  }

  export class AutotaskRestApi {
    constructor(user: string, secret: string, code: string, options?: { readonly base_url?: string });
    readonly Companies: Entity;
    readonly ConfigurationItems: Entity;
  }

  export class AutotaskApiError extends Error {
    readonly status: number;
    readonly details: unknown;
  }
}
