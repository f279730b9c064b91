import type { IntegrationId, SystemId } from '../../domain/estate/systems.js';
import type { HopStatus } from '../../domain/run.js';
import type { AccountIdentity } from '../../ports/system.js';
import type { Screen } from '../screen.js';
import { span } from '../time.js';
import type { View } from '../view.js';

/** Times in epoch ms. */
export interface StatusReport {
  readonly profile: string;
  readonly now: number;
  readonly connections: readonly {
    readonly system: SystemId;
    readonly address: string;
    readonly origin: string;
    readonly account: AccountIdentity | null;
    readonly refused: { readonly at: number; readonly message: string } | null;
  }[];
  readonly integrations: readonly {
    readonly id: IntegrationId;
    readonly mode: string;
    readonly last: { readonly runId: string; readonly status: HopStatus; readonly at: number } | null;
    readonly lastGoodAt: number | null;
    readonly overdue: boolean;
  }[];
  readonly waiting: Readonly<Record<'sites' | 'devices', Readonly<Record<string, number>>>>;
}

/** Where a profile stands, on one screen. */
export const statusView: View<StatusReport> = {
  text: (status, screen) =>
    [
      screen.paint.bold(`Profile ${status.profile}`),
      connections(status, screen),
      integrations(status, screen),
      waiting(status, screen),
    ].join('\n\n'),
  json: ({ now: _now, connections: all, integrations: hops, ...status }) => ({
    schema: 'status/1',
    profile: status.profile,
    connections: all.map(({ refused, account, ...one }) => ({
      ...one,
      account: account && { id: account.id, name: account.name },
      refused: refused && { ...refused, at: iso(refused.at) },
    })),
    integrations: hops.map(({ last, lastGoodAt, ...one }) => ({
      ...one,
      last: last && { ...last, at: iso(last.at) },
      lastGoodAt: iso(lastGoodAt),
    })),
    waiting: status.waiting,
  }),
};

function connections({ connections: all, now }: StatusReport, screen: Screen): string {
  if (all.length === 0) return 'Nothing is connected.';
  return screen.table(all, {
    columns: [
      { header: 'System', value: (one) => one.system },
      { header: 'Account', value: (one) => one.account?.name ?? one.account?.id ?? '-', shrinkTo: 10 },
      { header: 'Address', value: (one) => one.address, shrinkTo: 16 },
      { header: 'From', value: (one) => one.origin },
      {
        header: 'Login',
        value: ({ refused }) => (refused ? `refused ${span(now - refused.at)} ago` : 'ok'),
        paint: (text, { refused }) => (refused ? screen.paint.red(text) : text),
      },
    ],
  });
}

function integrations({ integrations: all, now }: StatusReport, screen: Screen): string {
  if (all.length === 0) return 'No integration is enabled and connected on both sides.';
  return screen.table(all, {
    columns: [
      { header: 'Integration', value: (one) => one.id },
      { header: 'Mode', value: (one) => one.mode },
      {
        header: 'Last run',
        value: ({ last }) => (last ? `${last.status}, ${span(now - last.at)} ago` : 'never'),
      },
      {
        header: 'Last good',
        value: ({ lastGoodAt, overdue }) =>
          `${lastGoodAt === null ? 'never' : `${span(now - lastGoodAt)} ago`}${overdue ? ', overdue' : ''}`,
        paint: (text, { overdue }) => (overdue ? screen.paint.red(text) : text),
      },
    ],
  });
}

function waiting({ waiting: items }: StatusReport, screen: Screen): string {
  const line = (what: 'sites' | 'devices') => {
    const parts = Object.entries(items[what]).map(([status, count]) => `${count} ${status}`);
    return parts.length === 0 ? [] : [`  ${what}: ${parts.join(', ')}`];
  };
  const lines = [...line('sites'), ...line('devices')];
  if (lines.length === 0) return 'Nothing waits for a person.';
  return `${screen.paint.bold('Waiting for a person')}  trilink match review\n${lines.join('\n')}`;
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
