import type { View } from '../view.js';

export interface SecretPlaces {
  readonly profile: string;
  readonly secrets: readonly {
    readonly system: string;
    readonly name: string;
    readonly source: string;
    readonly detail: string | null;
  }[];
}

export const secretsView: View<SecretPlaces> = {
  text: ({ secrets }, screen) => {
    if (secrets.length === 0) return 'No secret is kept. Start with: trilink connect datto-rmm';
    return screen.table(secrets, {
      columns: [
        { header: 'System', value: (one) => one.system },
        { header: 'Secret', value: (one) => one.name },
        {
          header: 'From',
          value: (one) => (one.detail === null ? one.source : `${one.source} ${one.detail}`),
        },
      ],
    });
  },
  json: ({ profile, secrets }) => ({ schema: 'secrets/1', profile, secrets }),
  rows: ({ secrets }) => secrets.map((one) => ({ ...one })),
};
