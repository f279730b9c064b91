import type { AccountIdentity } from '../../ports/system.js';
import type { View } from '../view.js';

export interface Connected {
  readonly profile: string;
  readonly system: string;
  readonly account: AccountIdentity;
  readonly address: string | null;
}

export const connectedView: View<Connected> = {
  text: ({ profile, system, account, address }) =>
    `${system} is connected in profile ${profile}: ${account.name ?? account.id}${address === null ? '' : ` at ${address}`}`,
  json: (value) => ({ schema: 'connected/1', ...value }),
};
