import { rmmToItGlue } from '../../src/domain/hops/rmm-to-itglue.js';
import type { Verdict } from '../../src/domain/matching/verdict.js';
import type { PlanFlags } from '../../src/domain/reconcile/plan.js';
import { planHop } from '../../src/domain/reconcile/plan-hop.js';
import type { PlanInput } from '../../src/domain/reconcile/plan-input.js';
import { catalogue, configuration, device, organization, site } from './estate.js';

export const hopC = rmmToItGlue('datto-rmm:it-glue', 'C', 'datto-rmm');

export const flags: PlanFlags = {
  integrations: ['datto-rmm:it-glue'],
  sites: [],
  create: 'none',
  createUnowned: false,
  archiveMissingDays: null,
  archiveSites: [],
  maxCreates: null,
  maxOverwrites: null,
  maxArchives: null,
  ignoreSetup: [],
};

export function verdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    integration: 'datto-rmm:it-glue',
    kind: 'device',
    sourceId: 'device-1',
    status: 'matched',
    decidedBy: 'auto',
    targetId: 'conf-1',
    candidates: [],
    reason: null,
    findings: [],
    ...changes,
  };
}

/** One matched laptop in one organization that nobody governs, and nothing to change. */
export function planInput(changes: Partial<PlanInput> = {}): PlanInput {
  return {
    hop: hopC,
    authority: hopC.authority,
    projection: {
      catalogue,
      deviceTypes: {},
      options: {},
      writableMac: (nic) => nic.mac,
      writableSerial: (serial) => serial,
    },
    flags,
    sites: [site()],
    devices: [device()],
    organizations: [organization()],
    configurations: [configuration()],
    siteVerdicts: new Map([['site-1', verdict({ kind: 'site', sourceId: 'site-1', targetId: 'org-1' })]]),
    deviceVerdicts: new Map([['device-1', verdict()]]),
    decisions: new Map(),
    written: new Map(),
    holds: [],
    learnedLocks: new Set(),
    incompleteSites: new Set(),
    incompleteOrganizations: new Set(),
    attachments: [],
    attachmentTargets: [],
    primaryLocations: new Map(),
    psaCompanies: new Set(),
    missing: [],
    archivedByUs: new Map(),
    createdByUs: new Set(),
    nowMs: 100 * 86_400_000,
    ...changes,
  };
}

export function plan(changes: Partial<PlanInput> = {}, organizationOf = new Map([['site-1', 'org-1']])) {
  return planHop(planInput(changes), organizationOf);
}
