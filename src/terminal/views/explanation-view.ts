import { itemKey, type RecordKind } from '../../domain/estate/systems.js';
import type { Candidate, Decision } from '../../domain/matching/verdict.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { evidenceLines } from './evidence-words.js';
import { itemDocument } from './matches-view.js';
import { paintStatus } from './status-paint.js';

/** Why an item is what it is. Weights are integer log-odds. */
export interface Explanation {
  readonly item: PublishedItem;
  readonly decision: Decision | null;
  readonly identifiers: readonly {
    readonly kind: string;
    readonly received: string;
    readonly value: string;
    readonly from: string | null;
    readonly kept: boolean;
    readonly why: string;
  }[];
  readonly candidates: readonly (Candidate & {
    readonly role: string;
    readonly total: number;
    readonly archived: boolean;
    readonly heldByName: string | null;
  })[];
  readonly rivals: readonly {
    readonly hostname: string;
    readonly configurationId: string;
    readonly hard: number;
  }[];
  readonly agents: readonly { readonly name: string; readonly stale: boolean }[];
  /** For devices in the weights of evidence, for sites as confidences. */
  readonly limits:
    | { readonly margin: number; readonly automatic: number; readonly suggest: number }
    | { readonly margin: number; readonly strong: number; readonly suggest: number }
    | null;
  readonly whatWouldChange: readonly string[];
}

export const explanationView: View<Explanation> = {
  text: (explanation, screen) =>
    [
      headline(explanation, screen),
      identifiers(explanation, screen),
      ...explanation.candidates.map((candidate) => candidateBlock(explanation.item.kind, candidate, screen)),
      others(explanation),
      list('What would change it', explanation.whatWouldChange, screen),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  json: ({ item, decision, ...rest }) => ({
    schema: 'explain/1',
    ...itemDocument(item),
    ...rest,
    decision: decision && { ...decision, at: new Date(decision.at).toISOString() },
  }),
};

function headline({ item, decision, limits }: Explanation, screen: Screen): string {
  const status = paintStatus(screen)(item.status, item.status);
  const site = item.kind === 'site' || item.siteName === null ? '' : `, site ${item.siteName}`;
  const lines = [`${screen.paint.bold(item.name)}${site}: ${status}`, itemKey(item)];
  if (item.targetId !== null) lines.push(`is ${item.targetName ?? item.targetId} (${item.targetId})`);
  if (item.reason) lines.push(`because ${item.reason.text}`);
  if (decision) {
    const who = decision.who === null ? '' : ` by ${decision.who}`;
    const note = decision.note === null ? '' : `: ${decision.note}`;
    lines.push(`decided ${screen.time(decision.at)}${who}${note}`);
  }
  if (limits && 'automatic' in limits) {
    lines.push(
      `a match needs ${limits.automatic}, and ${limits.margin} more than any rival; ${limits.suggest} are worth a look`,
    );
  }
  if (limits && 'strong' in limits) {
    lines.push(
      `a like name needs ${limits.strong} and something beside it; from ${limits.suggest} on it is worth a look`,
    );
  }
  lines.push(...item.findings.map(({ detail, fix }) => `! ${detail} ${fix}`));
  return lines.join('\n');
}

function identifiers({ identifiers: all }: Explanation, screen: Screen): string {
  if (all.length === 0) return '';
  const table = screen.table(all, {
    columns: [
      { header: 'Identifier', value: ({ kind }) => kind },
      {
        header: 'Value',
        value: ({ value, received }) => (value === received ? value : `${value} (${received})`),
        shrinkTo: 18,
      },
      { header: 'From', value: ({ from }) => from ?? 'itself' },
      { header: 'Counts', value: ({ kept }) => (kept ? 'yes' : 'no') },
      { header: 'Why', value: ({ why }) => why, shrinkTo: 20 },
    ],
  });
  return table;
}

function candidateBlock(
  kind: RecordKind,
  candidate: Explanation['candidates'][number],
  screen: Screen,
): string {
  const marks = [
    roles[candidate.role] ?? candidate.role,
    ...(candidate.archived ? ['archived'] : []),
    ...(candidate.heldByName === null ? [] : [`held by ${candidate.heldByName}`]),
  ];
  const title = `${screen.paint.bold(candidate.name)} (${candidate.id}): ${marks.join(', ')}, confidence ${candidate.confidence.toFixed(2)}`;
  return [
    title,
    ...evidenceLines(kind, candidate.evidence, screen),
    `  ${String(candidate.total).padStart(4)}  in all`,
  ].join('\n');
}

const roles: Readonly<Record<string, string>> = {
  chosen: 'the match',
  shown: 'suggested',
  vetoed: 'dropped, the serials differ',
  held: 'dropped, it is taken',
  archived: 'dropped, it is archived',
  rival: 'a rival',
  inactive: 'dropped, it is inactive',
  'other-company': 'dropped, another PSA company’s',
  'too-weak': 'dropped, too weak',
};

function others({ rivals, agents }: Explanation): string {
  return [
    ...rivals.map(
      ({ hostname, configurationId, hard }) => `rival for ${configurationId}: ${hostname} with ${hard}`,
    ),
    ...agents.map(({ name, stale }) => `${stale ? 'older' : 'newer'} agent of the same machine: ${name}`),
  ].join('\n');
}

function list(heading: string, lines: readonly string[], screen: Screen): string {
  return lines.length === 0
    ? ''
    : [screen.paint.bold(heading), ...lines.map((line) => `  ${line}`)].join('\n');
}
