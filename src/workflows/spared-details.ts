import type { MatchedHop } from './match-hop.js';

/**
 * How many devices of a matched hop had their own record read, and how many were matched without it because the PSA
 * lent their serial: without the PSA each of those would have cost a request.
 */
export function countDetails({ reading, deviceVerdicts }: MatchedHop): { read: number; spared: number } {
  let read = 0;
  let spared = 0;
  for (const { id, detail, serial, lent } of reading.devices) {
    if (detail === 'read' || detail === 'not-audited') read += 1;
    if (detail !== 'unread' || serial !== null || deviceVerdicts.get(id)?.status !== 'matched') continue;
    if (lent.some(({ kind }) => kind === 'serial')) spared += 1;
  }
  return { read, spared };
}
