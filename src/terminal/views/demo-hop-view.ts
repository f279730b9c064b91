import type { IntegrationId } from '../../domain/estate/systems.js';
import type { MatchStatus } from '../../domain/matching/verdict.js';
import type { Change } from '../../domain/reconcile/plan.js';
import type { PublishedItem } from '../../ports/store.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { fieldList } from './change-tables.js';
import { target } from './item-table.js';
import { why } from './why.js';
import { wrap } from './wrap.js';

/** One integration of the demo, planned. */
export interface DemoHop {
  readonly letter: string;
  readonly integration: IntegrationId;
  readonly items: readonly PublishedItem[];
  readonly changes: readonly Change[];
}

/** Numbers of one integration, and a few examples of each kind; at most 80 columns wide, piped too. */
export const demoHopView: View<DemoHop> = {
  text: (hop, screen) => `${page(hop, screen)}\n`,
  json: (hop) => ({ schema: 'hop/1', ...hop }),
};

export const DEMO_WIDTH = 80;

const counted: readonly MatchStatus[] = [
  'matched',
  'suggested',
  'ambiguous',
  'unmatched',
  'waiting',
  'ignored',
];

interface Example {
  readonly what: string;
  readonly name: string;
  readonly why: string;
}

function page({ letter, integration, items, changes }: DemoHop, screen: Screen): string {
  const rows = (['site', 'device'] as const).map((kind) => items.filter((item) => item.kind === kind));
  const [sites = [], devices = []] = rows;
  const table = screen.table([sites, devices], {
    columns: [
      { header: '', value: (row) => (row === sites ? 'sites' : 'devices') },
      { header: 'total', value: (row) => String(row.length), align: 'right' },
      ...counted.map((status) => ({
        header: status,
        value: (row: readonly PublishedItem[]) => String(row.filter((item) => item.status === status).length),
        align: 'right' as const,
      })),
    ],
  });
  const examples = [...matchExamples(items), ...changeExamples(changes, screen)];
  return [
    screen.paint.bold(`${letter}  ${integration}`),
    table,
    planLine(changes),
    ...examples.map((one) => exampleLine(one, screen)),
  ].join('\n');
}

function planLine(changes: readonly Change[]): string {
  const open = changes.filter((change) => change.blocked === null);
  const created = open.filter((change) => change.action === 'create').length;
  const blocked = changes.length - open.length;
  return `plan: ${created} to create, ${open.length - created} to update, ${blocked} blocked`;
}

function matchExamples(items: readonly PublishedItem[]): readonly Example[] {
  const pick = (statuses: readonly MatchStatus[], kind: 'site' | 'device') => {
    const fitting = items.filter((item) => item.kind === kind && statuses.includes(item.status));
    return fitting.find((item) => isPlain(item) && !isOfOneName(item)) ?? fitting.find(isPlain) ?? fitting[0];
  };
  const picked = [
    pick(['matched'], 'site'),
    pick(['matched'], 'device'),
    pick(['suggested', 'ambiguous'], 'site'),
    pick(['suggested', 'ambiguous'], 'device'),
  ];
  return picked.flatMap((item) =>
    item ? [{ what: item.status, name: item.name, why: `${otherEnd(item)}; ${why(item)}` }] : [],
  );
}

/** A name that every terminal shows as wide as it is. */
function isPlain({ name }: PublishedItem): boolean {
  return /^[ -~]{1,40}$/.test(name);
}

function isOfOneName(item: PublishedItem): boolean {
  return item.name === (item.targetName ?? item.candidates[0]?.name);
}

function otherEnd(item: PublishedItem): string {
  return item.status === 'matched' && isOfOneName(item) ? 'same name' : target(item);
}

/** One of each kind of record that is made, one of each owner that blocks. */
function changeExamples(changes: readonly Change[], screen: Screen): readonly Example[] {
  const created = changes.filter((change) => change.blocked === null && change.action === 'create');
  const blocked = changes.filter((change) => change.blocked !== null);
  return [
    ...firstOfEach(created, ({ target: { type } }) => type, 2).map((change) => ({
      what: 'create',
      name: change.target.name,
      why: `a ${change.target.type.replaceAll('-', ' ')}; ${fieldList(change.fields.slice(1, 3), screen)}`,
    })),
    ...firstOfEach(blocked, (change) => change.blocked?.reason ?? '', 2).map((change) => ({
      what: 'blocked',
      name: change.target.name,
      why: `by ${change.blocked?.by}: ${change.blocked?.reason}`,
    })),
  ];
}

function firstOfEach<T>(all: readonly T[], keyOf: (one: T) => string, count: number): readonly T[] {
  const firsts = new Map<string, T>();
  for (const one of all) if (!firsts.has(keyOf(one))) firsts.set(keyOf(one), one);
  return [...firsts.values()].slice(0, count);
}

const WHAT = 11;

function exampleLine({ what, name, why: reason }: Example, screen: Screen): string {
  return wrap(`${what.padEnd(WHAT)}${name.trim()}: ${reason}`, Math.min(screen.width, DEMO_WIDTH), WHAT);
}
