import type { HopReport, RunDocument } from '../../domain/run.js';
import type { Screen } from '../screen.js';
import type { View } from '../view.js';
import { DEMO_WIDTH } from './demo-hop-view.js';
import { wrap } from './wrap.js';

export interface DemoEnd {
  readonly first: RunDocument;
  /** The very same run once more. */
  readonly second: RunDocument;
  /** Devices whose audit was asked for, and those that Autotask's data spared it. */
  readonly details: { readonly read: number; readonly spared: number };
  /** A device to ask about, or `null`. */
  readonly example: string | null;
  /** Flags that make the same estate again. */
  readonly sameEstate: string;
}

/** What the demo has written, that nothing is left, what it cost, and what to try next. */
export const demoView: View<DemoEnd> = {
  text: (end, screen) => {
    const { first, second, details } = end;
    return [
      screen.paint.bold(`First run: ${first.status}`),
      hopTable(first, screen),
      requestLine(first),
      `Audit calls to the RMM: ${details.read} made, ${details.spared} spared by Autotask's data`,
      ...first.warnings.map((warning) => wrap(`Warning: ${warning}`, DEMO_WIDTH, 2)),
      '',
      screen.paint.bold(`Second run: ${second.status}, ${plannedIn(second)} changes`),
      requestLine(second),
      '',
      tryNext(end, screen),
    ].join('\n');
  },
  json: (end) => ({ schema: 'demo/1', ...end }),
};

function hopTable(run: RunDocument, screen: Screen): string {
  return screen.table(run.integrations, {
    columns: [
      { header: 'Integration', value: (hop) => hop.id },
      { header: 'Ended', value: (hop) => hop.status },
      ...(['created', 'updated', 'blocked', 'failed'] as const).map((count) => ({
        header: count,
        value: (hop: HopReport) => String(hop.changes[count]),
        align: 'right' as const,
      })),
    ],
  });
}

function requestLine({ requests }: RunDocument): string {
  const parts = Object.entries(requests).map(
    ([system, { reads, writes }]) => `${system} ${reads} reads, ${writes} writes`,
  );
  return wrap(`Requests: ${parts.join('; ')}`, DEMO_WIDTH, 2);
}

function plannedIn({ integrations }: RunDocument): number {
  return integrations.reduce((sum, hop) => sum + hop.changes.planned, 0);
}

function tryNext({ example, sameEstate }: DemoEnd, screen: Screen): string {
  const explain = `trilink match explain ${example} --integration datto-rmm:it-glue`;
  const commands: readonly (readonly [command: string, what: string])[] = [
    ['trilink sync start --dry-run', 'the plan of all three; nothing is written'],
    ['trilink sync start --create all', 'the run that you have just seen, asked about'],
    ['trilink match list devices', 'what waits for a person, and why'],
    ...(example === null ? [] : [[explain, ''] as const]),
    ['trilink config authority', 'who owns which field, and why'],
    ['trilink sync logs last', 'what was written, record by record'],
    ['trilink sync undo last --yes', 'put it back'],
  ];
  return [
    screen.paint.bold('What to try next'),
    `  trilink demo --serve${sameEstate}`,
    '  keeps the vendors up; paste the lines it prints into another terminal, then:',
    ...commands.map(([command, what]) => `  ${command.padEnd(COMMAND_WIDTH)} ${what}`.trimEnd()),
  ].join('\n');
}

const COMMAND_WIDTH = 32;
