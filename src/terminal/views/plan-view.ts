import type { IntegrationId } from '../../domain/estate/systems.js';
import type { Change } from '../../domain/reconcile/plan.js';
import type { RunDocument } from '../../domain/run.js';
import type { View } from '../view.js';
import { planMarkdown } from './plan-markdown.js';
import { runLineView, runView } from './run-view.js';

/** A plan as it is saved, with the document of the run that made it. */
export interface PlanResult {
  readonly schema: 'plan/1';
  readonly id: string;
  readonly createdAt: string;
  readonly profile: string;
  readonly integrations: readonly {
    readonly id: IntegrationId;
    readonly mode: 'audit' | 'sync';
    readonly complete: boolean;
  }[];
  readonly changes: readonly Change[];
  readonly run: RunDocument;
  /** One line for people. */
  readonly brief: boolean;
}

/** The run's totals for people, who have seen the integrations one by one; for programs the plan itself. */
export const planView: View<PlanResult> = {
  text: ({ run, brief }, screen) => (brief ? runLineView : runView).text(run, screen),
  json: ({ run, brief: _brief, ...plan }) => ({ ...plan, warnings: run.warnings }),
  rows: ({ changes }) => changes.map(row),
  formats: { markdown: planMarkdown },
};

function row(change: Change): Record<string, unknown> {
  const { id, integration, item, action, target, source, fields, blocked } = change;
  return {
    id,
    integration,
    item,
    action,
    targetType: target.type,
    targetId: target.id,
    targetName: target.name,
    sourceName: source.name,
    fields: fields.map(({ name, before, after }) => `${name}: ${before ?? ''} -> ${after ?? ''}`),
    blockedBy: blocked?.by ?? null,
    blockedReason: blocked?.reason ?? null,
  };
}
