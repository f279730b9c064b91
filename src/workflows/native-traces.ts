import type { IntegrationId } from '../domain/estate/systems.js';
import type { Configuration, Organization } from '../domain/estate/target.js';
import type { Session } from '../ports/session.js';

/** A sign that the vendor's own integration has been at work on records that trilink would write. */
export interface NativeTrace {
  /** What it was seen by, in the vendor's words: `rmm_records`, `psa-integration`, `apiVendorID`. */
  readonly sign: string;
  readonly count: number;
  readonly example: string;
}

/** Signs of the native twin of an integration in what was read last. Asks no vendor; empty when nothing was read yet. */
export async function nativeTraces(
  session: Session,
  integration: IntegrationId,
): Promise<readonly NativeTrace[]> {
  const [source = '', target = ''] = integration.split(':');
  const [configurations, organizations] = await Promise.all([
    bodies<Configuration>(session, target, 'configuration'),
    bodies<Organization>(session, target, 'organization'),
  ]);
  const trace = (sign: string, names: readonly string[]): NativeTrace[] =>
    names[0] === undefined ? [] : [{ sign, count: names.length, example: names[0] }];
  const named = <T extends { readonly name: string }>(records: readonly T[], fits: (record: T) => boolean) =>
    records.filter(fits).map((record) => record.name);

  if (source === 'autotask') {
    const synced = [...configurations, ...organizations].filter(
      ({ provenance }) => provenance.psaState === 'enabled',
    );
    return trace(
      'psa-integration',
      synced.map((record) => record.name),
    );
  }
  return [
    ...trace(
      'rmm_records',
      named(configurations, (record) => record.rmmRecords.length > 0),
    ),
    ...trace(
      'apiVendorID',
      named(configurations, (record) => record.provenance.provider !== null),
    ),
  ];
}

/** The mode to begin with: beside the vendor's own integration look only, else nobody else writes these records. */
export function proposedMode(traces: readonly NativeTrace[]): {
  readonly mode: 'audit' | 'sync';
  readonly why: string;
} {
  return traces.length > 0
    ? {
        mode: 'audit',
        why: 'it writes these records; go over to sync once it is turned off, or both will write',
      }
    : {
        mode: 'sync',
        why: 'nothing of it was seen, so nobody else writes; each run still shows its plan and asks',
      };
}

async function bodies<T>(session: Session, system: string, type: string): Promise<readonly T[]> {
  const seen = await session.store.observations.list(system, type);
  return seen.map((one) => JSON.parse(one.body) as T);
}
