import type { Verdict } from '../verdict.js';

/** What a person or the next read could change about a verdict, most useful first. Empty for matches that stand. */
export function whatWouldChange(verdict: Verdict): string[] {
  const item = `${verdict.integration}/device/${verdict.sourceId}`;
  const best = verdict.candidates[0]?.id;
  const accept = best ? [`A decision: trilink match set ${item} ${best}`] : [];
  const hint = hints[verdict.reason?.code ?? ''];
  return [...(hint ? [hint] : []), ...(verdict.status === 'matched' ? [] : accept)];
}

const hints: Readonly<Record<string, string>> = {
  rival: 'One of the records archived or merged, or an identifier that only one of them has.',
  'name-only': "The device's serial or a MAC address on the configuration.",
  'weak-evidence': 'A serial or MAC address that no other record shares.',
  'not-audited': "The device's own record read: its serial confirms or forbids the match.",
  archived: 'The configuration un-archived.',
  'serial-conflict': 'The serial corrected on one side, or a new record for a replaced machine.',
  'stale-agent': 'The old agent removed from the RMM.',
  'no-identifiers': 'A serial, a MAC address or a name on the device.',
  'shared-identifier': 'A serial or MAC address that only this device has.',
  'no-candidate':
    'A configuration with the serial, a MAC address or the name of this device in the organization.',
  waiting: 'A match for its site.',
  moved: 'The device back in its old site, or a new record for it.',
  gone: 'The record restored, or the match withdrawn.',
  'engine-changed': 'A decision: the rules changed and a person must agree.',
  ignored: 'The site, rule or decision that ignores it withdrawn.',
  taken: 'The other device given another record.',
  reimaged: "The old agent's match withdrawn.",
};
