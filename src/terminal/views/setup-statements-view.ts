import type { Screen } from '../screen.js';
import type { View } from '../view.js';

/** Times in epoch ms. */
export interface StatementsPage {
  readonly did: 'stated' | 'listed' | 'revoked';
  readonly statements: readonly Statement[];
}

interface Statement {
  readonly step: string;
  readonly title: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: number;
  readonly expiresAt: number;
  readonly expired: boolean;
}

export const statementsView: View<StatementsPage> = {
  text: ({ did, statements }, screen) => {
    if (statements.length === 0) return 'Nobody has stated anything about the set-up.';
    if (did === 'listed') return list(statements, screen);
    return statements.map((one) => sentence(one, did, screen)).join('\n');
  },
  json: ({ did, statements }) => ({ schema: 'attestations/1', did, attestations: statements.map(document) }),
  rows: ({ statements }) => statements.map(document),
};

function sentence({ step, title, by, note, expiresAt }: Statement, did: string, screen: Screen): string {
  const why = note === null ? '' : ` ("${note}")`;
  if (did === 'revoked') return `${step} ${title}: what ${by} stated${why} is withdrawn.`;
  return `${step} ${title}: stated by ${by}${why}, until ${screen.time(expiresAt)}.`;
}

function list(statements: readonly Statement[], screen: Screen): string {
  return screen.table(statements, {
    columns: [
      { header: 'Step', value: ({ step }) => step },
      { header: 'States', value: ({ title }) => title, shrinkTo: 20 },
      { header: 'By', value: ({ by }) => by, shrinkTo: 8 },
      {
        header: 'Until',
        value: ({ expiresAt, expired }) =>
          `${screen.time(expiresAt).slice(0, 10)}${expired ? ', expired' : ''}`,
        paint: (text, { expired }) => (expired ? screen.paint.yellow(text) : text),
      },
      { header: 'Note', value: ({ note }) => note ?? '', shrinkTo: 10 },
    ],
  });
}

function document({ step, title, by, note, at, expiresAt, expired }: Statement): Record<string, unknown> {
  const time = (ms: number) => new Date(ms).toISOString();
  return { step, title, by, note, at: time(at), expiresAt: time(expiresAt), expired };
}
