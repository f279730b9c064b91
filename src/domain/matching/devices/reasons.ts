/** Why a device has its status. The number stands in columns, the code in verdicts; never renumber. */
export const reasonCodes = [
  'matched',
  'rival',
  'name-only',
  'weak-evidence',
  'not-audited',
  'archived',
  'serial-conflict',
  'stale-agent',
  'no-identifiers',
  'shared-identifier',
  'no-candidate',
  'waiting',
] as const;

export type DecisionReason = (typeof reasonCodes)[number];

export const ReasonNumber = Object.fromEntries(reasonCodes.map((code, number) => [code, number])) as Readonly<
  Record<DecisionReason, number>
>;

export const reasonTexts: Readonly<Record<DecisionReason, string>> = {
  matched: 'serial or MAC addresses tie this device to one configuration',
  rival: 'another record fits about as well',
  'name-only': 'only the name agrees',
  'weak-evidence': 'what agrees is too weak to decide alone',
  'not-audited': 'the serial of this device has not been read yet',
  archived: 'only an archived configuration fits',
  'serial-conflict': 'what else fits has a different serial',
  'stale-agent': 'a newer agent of the same machine is alive',
  'no-identifiers': 'the device has no serial and no MAC address to go by',
  'shared-identifier': 'its identifiers are shared by other machines',
  'no-candidate': 'no configuration of the organization fits',
  waiting: 'the site of this device is not matched to an organization yet',
};
