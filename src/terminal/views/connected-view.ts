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

export interface Disconnected {
  readonly profile: string;
  readonly system: string;
  /** Whether what was read from it, its matches and its history are deleted too. */
  readonly purged: boolean;
}

export const disconnectedView: View<Disconnected> = {
  text: ({ profile, system, purged }) =>
    `${system} is disconnected from profile ${profile}${purged ? '; what was remembered is deleted' : ''}.`,
  json: (value) => ({ schema: 'disconnected/1', ...value }),
};
