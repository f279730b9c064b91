import type { TargetType } from '../estate/target.js';

/** `own`: only when blank or still holding what trilink wrote last. A field that is not listed is `never`. */
export type AuthorityMode = 'overwrite' | 'own' | 'fill' | 'create-only' | 'never';

export interface AuthorityRow {
  readonly type: TargetType;
  /** Name of the target's field, as in plan, logs and `config authority`. */
  readonly field: string;
  /** What it is filled from, in the source's words. */
  readonly from: string;
  readonly mode: AuthorityMode;
  /** Other modes for some device classes, such as `fill` for laptops: type group → mode. */
  readonly modeFor?: Readonly<Record<string, AuthorityMode>>;
  /** The mode on records that trilink did not make, where it differs. */
  readonly othersMode?: AuthorityMode;
  /** Changes by itself (DHCP, last seen): never counted by the guard. */
  readonly volatile?: boolean;
  /** May it be written on a record that the PSA holds locked? */
  readonly whenLocked: 'blocked' | 'allowed' | 'blocked-by-rule';
  /** The target may hide the value: a field it does not show then is not known, and is left alone. */
  readonly mayBeHidden?: boolean;
  /** Off until a person turns it on. */
  readonly off?: boolean;
  /** Why the row is as it is, for `config authority`. */
  readonly why: string;
}

export type AuthorityTable = readonly AuthorityRow[];
