import type { Change } from '../../domain/reconcile/plan.js';
import type { Screen } from '../screen.js';

const CHANGES_SHOWN = 15;
const BLOCKED_SHOWN = 6;

/** What a plan would write, one line a change, and below it what it may not write, with the owner. */
export function changeTables(changes: readonly Change[], screen: Screen): string {
  const open = changes.filter((change) => change.blocked === null);
  const blocked = changes.filter((change) => change.blocked !== null);
  const title = `${screen.paint.bold('Plan')} ${open.length} to write, ${blocked.length} blocked`;
  const parts = [open.length === 0 ? title : `${title}\n${openTable(open, screen)}`];
  return [...parts, ...blockedTables(blocked, screen)].join('\n\n');
}

function openTable(changes: readonly Change[], screen: Screen): string {
  return screen.table(changes, {
    columns: [
      { header: 'Action', value: (change) => change.action },
      { header: 'Record', value: recordName, shrinkTo: 18 },
      { header: 'Change', value: (change) => fieldList(change.fields, screen), shrinkTo: 24 },
    ],
    limit: CHANGES_SHOWN,
    more: (hidden) => more(hidden, screen),
  });
}

/** By owner and reason, which are the same for many. */
function blockedTables(changes: readonly Change[], screen: Screen): string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const reason = `by ${change.blocked?.by}\n${change.blocked?.reason}`;
    groups.set(reason, [...(groups.get(reason) ?? []), change]);
  }
  return [...groups].map(([reason, ofReason]) => {
    const title = `${screen.paint.bold('Blocked')} ${ofReason.length} ${reason}`;
    return `${title}\n${blockedTable(ofReason, screen)}`;
  });
}

function blockedTable(changes: readonly Change[], screen: Screen): string {
  return screen.table(changes, {
    columns: [
      { header: 'Record', value: recordName, shrinkTo: 18 },
      { header: 'Would', value: (change) => `${change.action} ${fieldNames(change)}`.trim(), shrinkTo: 24 },
    ],
    limit: BLOCKED_SHOWN,
    more: (hidden) => more(hidden, screen),
  });
}

function more(hidden: number, screen: Screen): string {
  return screen.paint.dim(
    `${screen.unicode ? '…' : '...'} ${hidden} more, see trilink sync plan -o plan.json`,
  );
}

/** A configuration by its name alone; anything else says what it is. */
function recordName({ target }: Change): string {
  return target.type === 'configuration' ? target.name : `${target.type} ${target.name}`;
}

function fieldNames(change: Change): string {
  return change.fields.map((field) => field.name).join(', ');
}

/** `primary-ip 10.0.0.4 -> 10.0.0.7, serial-number PF2X`; a blank before is left out. */
export function fieldList(
  fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[],
  screen: Screen,
): string {
  const arrow = screen.unicode ? '→' : '->';
  return fields
    .map(({ name, before, after }) => {
      const to = shown(after);
      return shown(before) === ''
        ? `${name} ${to}`
        : `${name} ${shown(before)} ${arrow} ${to === '' ? '(blank)' : to}`;
    })
    .join(', ');
}

function shown(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
