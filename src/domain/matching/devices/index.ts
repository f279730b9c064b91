export { deviceVotes } from './device-votes.js';
export {
  type CandidateRole,
  type DeviceExplanation,
  type ExplainedCandidate,
  type ExplainedIdentifier,
  type ExplainedRival,
  explainDevice,
} from './explain-device.js';
export { matchDevices } from './match-devices.js';
export { sharedMacs } from './shared-macs.js';
