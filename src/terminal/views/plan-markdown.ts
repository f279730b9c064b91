import type { Change } from '../../domain/reconcile/plan.js';
import { markdownTable, markdownText } from '../formats/markdown.js';
import type { PlanResult } from './plan-view.js';

/** A plan for a pull request or a ticket: what would be written, then by owner and reason what may not. Nothing is cut. */
export function planMarkdown({ id, createdAt, profile, integrations, changes, run }: PlanResult): string {
  const open = changes.filter((change) => change.blocked === null).length;
  return `${[
    `# Plan ${id}`,
    `Made ${createdAt} with profile ${markdownText(profile)}: **${open} to write**, ${changes.length - open} blocked.`,
    ...integrations.map((hop) => section(hop, changes)),
    ...(run.warnings.length === 0
      ? []
      : [`## Warnings\n\n${run.warnings.map((one) => `- ${markdownText(one)}`).join('\n')}`]),
  ].join('\n\n')}\n`;
}

function section(
  { id, mode, complete }: PlanResult['integrations'][number],
  changes: readonly Change[],
): string {
  const ofHop = changes.filter((change) => change.integration === id);
  const open = ofHop.filter((change) => change.blocked === null);
  const notes = [
    ...(mode === 'audit' ? ['Mode audit: nothing is written.'] : []),
    ...(complete ? [] : ['Part of it could not be read: nothing is created or archived there.']),
  ];
  return [
    `## ${markdownText(id)}`,
    ...notes,
    open.length === 0 ? 'Nothing to write.' : table('Action', open),
    ...blockedSections(ofHop),
  ].join('\n\n');
}

function blockedSections(changes: readonly Change[]): readonly string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.blocked === null) continue;
    const why = `${change.blocked.by}: ${change.blocked.reason}`;
    groups.set(why, [...(groups.get(why) ?? []), change]);
  }
  return [...groups].map(
    ([why, ofGroup]) => `### ${ofGroup.length} blocked by ${markdownText(why)}\n\n${table('Would', ofGroup)}`,
  );
}

function table(action: 'Action' | 'Would', changes: readonly Change[]): string {
  const rows = changes.map((change) => [
    change.action,
    markdownText(change.target.type === 'configuration' ? change.target.name : typed(change)),
    change.fields.map(fieldText).join('<br>'),
  ]);
  return markdownTable([action, 'Record', 'Change'], rows).trimEnd();
}

function typed({ target }: Change): string {
  return `${target.type} ${target.name}`;
}

function fieldText({ name, before, after }: Change['fields'][number]): string {
  const [from, to] = [before, after].map((value) =>
    value === null || value === '' ? null : markdownText(String(value)),
  );
  const label = markdownText(name);
  return from === null ? `${label}: ${to ?? '(blank)'}` : `${label}: ${from} → ${to ?? '(blank)'}`;
}
