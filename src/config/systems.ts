import type { KnownSystem } from '../domain/estate/systems.js';

/** One thing a connection needs, and where each source has it. */
export interface ConnectionField {
  readonly name: string;
  /** The environment variable; `…_FILE` is read too. */
  readonly variable: string;
  readonly secret: boolean;
  /** What to ask a person for. */
  readonly label: string;
}

/** What a connection to a system is made of. */
export interface SystemFields {
  readonly system: KnownSystem;
  readonly fields: readonly ConnectionField[];
  /** Each must be there, as one of the alternatives. */
  readonly required: readonly (readonly string[])[];
}

const field = (variable: string, name: string, label: string, secret = false): ConnectionField => ({
  name,
  variable,
  secret,
  label,
});

const dattoRmm: SystemFields = {
  system: 'datto-rmm',
  fields: [
    field('TRILINK_DATTO_RMM_URL', 'url', 'API URL or platform name'),
    field('TRILINK_DATTO_RMM_KEY', 'key', 'API key', true),
    field('TRILINK_DATTO_RMM_SECRET', 'secret', 'API secret key', true),
  ],
  required: [['url'], ['key'], ['secret']],
};

const syncro: SystemFields = {
  system: 'syncro',
  fields: [
    field('TRILINK_SYNCRO_SUBDOMAIN', 'subdomain', 'Subdomain, as in SUBDOMAIN.syncromsp.com'),
    field('TRILINK_SYNCRO_URL', 'url', 'URL in place of the subdomain'),
    field('TRILINK_SYNCRO_KEY', 'key', 'API token', true),
  ],
  required: [['subdomain', 'url'], ['key']],
};

const autotask: SystemFields = {
  system: 'autotask',
  fields: [
    field('TRILINK_AUTOTASK_USERNAME', 'username', 'User name of the API user'),
    field('TRILINK_AUTOTASK_SECRET', 'secret', 'Secret of the API user', true),
    field('TRILINK_AUTOTASK_INTEGRATION_CODE', 'integrationCode', 'Tracking identifier', true),
    field('TRILINK_AUTOTASK_URL', 'url', 'First host for finding the zone'),
  ],
  required: [['username'], ['secret'], ['integrationCode']],
};

const itGlue: SystemFields = {
  system: 'it-glue',
  fields: [
    field('TRILINK_IT_GLUE_REGION', 'region', 'Region: us, eu or au'),
    field('TRILINK_IT_GLUE_URL', 'url', 'API URL in place of the region'),
    field('TRILINK_IT_GLUE_KEY', 'key', 'API key', true),
    field('TRILINK_IT_GLUE_SUBDOMAIN', 'subdomain', 'Subdomain, as in SUBDOMAIN.itglue.com'),
  ],
  required: [['region', 'url'], ['key']],
};

export const systemFields: readonly SystemFields[] = [dattoRmm, syncro, autotask, itGlue];

export function fieldsOf(system: string): SystemFields | null {
  return systemFields.find((known) => known.system === system) ?? null;
}
