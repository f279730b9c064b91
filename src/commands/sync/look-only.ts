import type { PlanFlags } from '../../domain/reconcile/plan.js';

/** The flags of a careful first plan: nothing new is made, nothing archived, every limit as it is. */
export const lookOnly: Omit<PlanFlags, 'integrations'> = {
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
