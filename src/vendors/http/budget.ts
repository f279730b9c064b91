import type { RequestBudget } from '../../ports/system.js';

/** What a vendor's report of used requests leaves; never less than nothing. */
export function budgetOf(report: { limit: number; used: number; windowMs: number }): RequestBudget {
  return { left: Math.max(0, report.limit - report.used), of: report.limit, windowMs: report.windowMs };
}
