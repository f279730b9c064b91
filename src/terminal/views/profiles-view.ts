import type { IntegrationId, SystemId } from '../../domain/estate/systems.js';
import type { View } from '../view.js';

export interface Profiles {
  readonly profiles: readonly {
    readonly name: string;
    readonly inForce: boolean;
    readonly connections: readonly SystemId[];
    readonly integrations: readonly { readonly id: IntegrationId; readonly mode: string }[];
  }[];
}

export const profilesView: View<Profiles> = {
  text: ({ profiles }, screen) =>
    screen.table(profiles, {
      columns: [
        { header: 'Profile', value: ({ name, inForce }) => (inForce ? `${name} *` : name) },
        { header: 'Connected to', value: ({ connections }) => connections.join(', ') || '-', shrinkTo: 16 },
        {
          header: 'Integrations',
          value: ({ integrations }) => integrations.map(({ id, mode }) => `${id} ${mode}`).join(', ') || '-',
          shrinkTo: 20,
        },
      ],
    }),
  json: ({ profiles }) => ({ schema: 'profiles/1', profiles }),
  rows: ({ profiles }) =>
    profiles.map(({ integrations, ...profile }) => ({
      ...profile,
      integrations: integrations.map(({ id, mode }) => `${id}=${mode}`),
    })),
};
