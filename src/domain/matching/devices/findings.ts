import type { MatchFinding } from '../verdict.js';
import { compareText, type Run } from './run.js';

/** An automatic match went from an old agent to the newer one of the same machine. */
export function reimaged(run: Run, device: number, older: number): MatchFinding {
  return {
    code: 'reimaged',
    detail: `${deviceName(run, device)} has a newer agent; its match passed on from agent ${run.devices[older]?.id}`,
    fix: 'Remove the old agent from the RMM.',
  };
}

/** The same where a person had matched the old agent. */
export function reimagedByPerson(run: Run, device: number, older: number): MatchFinding {
  return {
    code: 'reimaged',
    detail: `${deviceName(run, device)} is a newer agent of a machine whose old agent (${run.devices[older]?.id}) is matched`,
    fix: `Forget the old agent's match and accept this one: trilink match forget ${item(run, older)}`,
  };
}

export function movedAway(run: Run, device: number, configuration: number): MatchFinding {
  return {
    code: 'moved',
    detail: `${deviceName(run, device)} is now in another organization than its record ${recordName(run, configuration)}`,
    fix: `Plan the new record and archive the old one: trilink match move ${item(run, device)}`,
  };
}

export function seenElsewhere(run: Run, device: number, configuration: number): MatchFinding {
  return {
    code: 'moved?',
    detail: `${deviceName(run, device)} has the serial or MAC of ${recordName(run, configuration)} in another organization`,
    fix: `Correct the site of one of them; if the machine moved: trilink match move ${item(run, device)}`,
  };
}

export function otherOrganization(run: Run, device: number, configuration: number): MatchFinding {
  return {
    code: 'other-organization',
    detail: `${deviceName(run, device)} is matched by a person to ${recordName(run, configuration)} of another organization`,
    fix: `Check it, or withdraw the match: trilink match forget ${item(run, device)}`,
  };
}

export function serialConflict(run: Run, device: number, configuration: number): MatchFinding {
  return {
    code: 'serial-conflict',
    detail: `${deviceName(run, device)} and its record ${recordName(run, configuration)} have different serials`,
    fix: `If the machine was replaced: trilink match replace ${item(run, device)} ${run.configurations[configuration]?.id}`,
  };
}

export function archivedRecord(run: Run, device: number, configuration: number): MatchFinding {
  return {
    code: 'archived',
    detail: `${deviceName(run, device)} is matched to ${recordName(run, configuration)}, which is archived`,
    fix: `Un-archive the record, or withdraw the match: trilink match forget ${item(run, device)}`,
  };
}

/** The chain of ids names another record than the match that stands. */
export function contradictsChain(run: Run, device: number, configuration: number): MatchFinding {
  return {
    code: 'contradicts-chain',
    detail: `${recordName(run, configuration)} bears the RMM id of ${deviceName(run, device)}, which a person matched to another record`,
    fix: `Check which record is right: trilink match explain ${item(run, device)}`,
  };
}

/** Several live records bear the id that should be one device's. */
export function sameRmmUid(run: Run, device: number, configurations: readonly number[]): MatchFinding {
  const names = configurations.map((one) => recordName(run, one)).sort(compareText);
  return {
    code: 'same-rmm-uid',
    detail: `${names.length} records bear the RMM uid of ${deviceName(run, device)}: ${names.join(', ')}`,
    fix: `Take it off the wrong one in the PSA, or settle which is right: trilink match set ${item(run, device)}`,
  };
}

export function targetGone(run: Run, device: number, targetId: string): MatchFinding {
  return {
    code: 'gone',
    detail: `The record ${targetId} that ${deviceName(run, device)} was matched to is no longer there`,
    fix: `Check the new match: trilink match explain ${item(run, device)}`,
  };
}

function deviceName(run: Run, device: number): string {
  return run.devices[device]?.hostname || (run.devices[device]?.id ?? '');
}

function recordName(run: Run, configuration: number): string {
  const record = run.configurations[configuration];
  return `"${record?.name}" (${record?.id})`;
}

function item(run: Run, device: number): string {
  return `${run.input.integration}/device/${run.devices[device]?.id}`;
}
