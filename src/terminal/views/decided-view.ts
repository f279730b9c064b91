import { itemKey } from '../../domain/estate/systems.js';
import type { Decision } from '../../domain/matching/verdict.js';
import type { PublishedItem } from '../../ports/store.js';
import type { View } from '../view.js';

export interface DecisionsMade {
  readonly decided: readonly DecisionMade[];
  /** How many were left, by reason; `null` where one item was named. */
  readonly skipped: Readonly<Record<string, number>> | null;
  readonly dryRun: boolean;
}

export interface DecisionMade {
  readonly item: PublishedItem;
  readonly decision: Omit<Decision, 'sequence'>;
  readonly targetName: string | null;
  /** Whether just this was decided before. */
  readonly unchanged: boolean;
}

/** What was decided, one line an item, and how many were left. */
export const decidedView: View<DecisionsMade> = {
  text: ({ decided, skipped, dryRun }, screen) => {
    const lines = decided.map(
      (one) => `${dryRun ? 'would be ' : one.unchanged ? 'already ' : ''}${sentence(one)}`,
    );
    if (skipped === null) return lines.join('\n');
    const left = Object.entries(skipped).filter(([, count]) => count > 0);
    const parts = left.map(([reason, count]) => `${count} ${skipWords[reason] ?? reason}`);
    lines.push(screen.paint.bold(`${decided.length} accepted${dryRun ? ' (dry run)' : ''}`));
    return [...lines, ...(parts.length > 0 ? [`Skipped: ${parts.join(', ')}`] : [])].join('\n');
  },
  json: ({ decided, skipped, dryRun }) => ({
    schema: 'decided/1',
    dryRun,
    decisions: decided.map(({ item, decision, targetName, unchanged }) => ({
      item: itemKey(item),
      name: item.name,
      verb: decision.verb,
      target: decision.targetId === null ? null : { id: decision.targetId, name: targetName },
      oldTargetId: decision.oldTargetId,
      note: decision.note,
      unchanged,
    })),
    skipped,
  }),
};

const skipWords: Readonly<Record<string, string>> = {
  'below-confidence': 'below the confidence',
  contradiction: 'with something against them',
  rival: 'with a rival',
  'name-only': 'with only a name for them (--name-only admits these)',
  taken: 'whose record is taken',
  unchanged: 'that say what holds already',
  undecided: 'without a decision',
};

function sentence({ item, decision, targetName }: DecisionMade): string {
  const record = targetName ?? decision.targetId ?? decision.oldTargetId ?? '';
  switch (decision.verb) {
    case 'match':
      return `matched: ${item.name} is ${record}`;
    case 'create':
      return `to be made: a new record for ${item.name}`;
    case 'ignore':
      return `ignored: ${item.name}`;
    case 'forget':
      return `withdrawn: what was decided about ${item.name}`;
    case 'move':
      return `moved: a new record for ${item.name}; ${record} is archived`;
    case 'replace':
      return `replaced: a new record for ${item.name}; ${record} is archived`;
  }
}
