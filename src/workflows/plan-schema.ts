import * as z from 'zod';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const change = z.object({
  id: z.string(),
  integration: z.string(),
  item: z.string(),
  action: z.enum(['create', 'update', 'archive', 'unarchive']),
  target: z.object({
    system: z.string(),
    type: z.string(),
    id: z.string().nullable(),
    name: z.string(),
    organizationId: z.string().nullable(),
    parent: z
      .object({ type: z.string(), id: z.string().nullable(), change: z.string().nullable() })
      .nullable(),
  }),
  dependsOn: z.array(z.string()),
  source: z.object({ system: z.string(), id: z.string(), name: z.string() }),
  fields: z.array(z.object({ name: z.string(), before: value, after: value, authority: z.string() })),
  blocked: z.object({ by: z.string(), reason: z.string() }).nullable(),
  volatile: z.array(z.string()),
  keys: z
    .object({ name: z.string().nullable(), serial: z.string().nullable(), macs: z.array(z.string()) })
    .nullable(),
});

/** The shape of a saved plan. */
export const planSchema = z.object({
  schema: z.literal('plan/1'),
  id: z.string(),
  fingerprint: z.string(),
  createdAt: z.string(),
  profile: z.string(),
  flags: z.object({
    integrations: z.array(z.string()),
    sites: z.array(z.string()),
    create: z.enum(['none', 'configurations', 'organizations', 'all']),
    createUnowned: z.boolean(),
    archiveMissingDays: z.number().nullable(),
    archiveSites: z.array(z.string()),
    maxCreates: z.string().nullable(),
    maxOverwrites: z.string().nullable(),
    maxArchives: z.string().nullable(),
    ignoreSetup: z.array(z.string()),
  }),
  integrations: z.array(
    z.object({
      id: z.string(),
      mode: z.enum(['audit', 'sync']),
      complete: z.boolean(),
      matched: z.object({ organizations: z.number(), configurations: z.number() }),
      authority: z.string(),
      matches: z.record(z.string(), z.string()),
    }),
  ),
  changes: z.array(change),
});
