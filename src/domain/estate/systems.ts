/** The systems this version knows. A hop may name another one: the workflows never look inside. */
export const knownSystems = ['datto-rmm', 'syncro', 'autotask', 'it-glue'] as const;

export type KnownSystem = (typeof knownSystems)[number];
export type SystemId = KnownSystem | (string & {});

/** `source:target`, such as `datto-rmm:it-glue`. */
export type IntegrationId = `${string}:${string}`;

/** What a source holds and a hop carries over. */
export type RecordKind = 'site' | 'device' | 'location' | 'contact';

/** One record of a source as the command line and the store name it: `datto-rmm:it-glue/device/<source id>`. */
export interface ItemRef {
  readonly integration: IntegrationId;
  readonly kind: RecordKind;
  readonly sourceId: string;
}

export function itemKey(item: ItemRef): string {
  return `${item.integration}/${item.kind}/${item.sourceId}`;
}

const recordKinds: readonly string[] = ['site', 'device', 'location', 'contact'];

/** The item that `text` spells, or `null` when it has another shape (a name, say). Source ids may hold slashes. */
export function parseItem(text: string): ItemRef | null {
  const [integration, kind, ...rest] = text.split('/');
  const sourceId = rest.join('/');
  if (!integration || !kind || sourceId === '') return null;
  if (!/^[a-z0-9-]+:[a-z0-9-]+$/.test(integration) || !recordKinds.includes(kind)) return null;
  return { integration: integration as IntegrationId, kind: kind as RecordKind, sourceId };
}
